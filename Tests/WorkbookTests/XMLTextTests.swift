import Testing
import Workbook

@Suite struct XMLTextTests {
  private func written(_ text: String, atMost most: Int = 1000) -> String {
    var xml = XMLText()
    let start = xml.bytes.count
    xml.text(text, atMost: most)
    return String(decoding: xml.bytes[start...], as: UTF8.self)
  }

  @Test func markupIsEscaped() {
    #expect(written("a<b & \"c\">'d'") == "a&lt;b &amp; &quot;c&quot;&gt;'d'")
    #expect(written("]]>") == "]]&gt;")
    #expect(written("Åse 矿工 ⛏️") == "Åse 矿工 ⛏️")
  }

  /// XML holds no control characters but three, and readers turn a carriage return into a line's end.
  @Test func whatXMLCannotHoldIsSpelled() {
    #expect(written("a\u{1}b\rc\u{1F}\u{FFFE}") == "a_x0001_b_x000D_c_x001F__xFFFE_")
    #expect(written("tab\tline\n") == "tab\tline\n")
  }

  /// A text that looks as if it were spelled comes back as itself.
  @Test func underscoresThatWouldBeReadAsSpelling() {
    #expect(written("_x0041_") == "_x005F_x0041_")
    #expect(written("_x00zz_ _x0041 __x0041_") == "_x00zz_ _x0041 __x005F_x0041_")
  }

  /// Units of UTF-16 are counted, and no character is cut in two.
  @Test func longTextsAreCut() {
    #expect(written("abcdef", atMost: 6) == "abcdef")
    #expect(written("abcdefg", atMost: 6) == "abcde…")
    #expect(written("abcd\u{1F600}\u{1F600}", atMost: 6) == "abcd…")
  }
}

import ReportPages
import Testing

@Suite("Markup")
struct MarkupTests {
  @Test("strings are escaped, markup is not")
  func escaping() {
    let name = "<script>alert('x')</script> & \"y\""
    let markup: Markup = "<b title=\"\(name)\">\("<i>" as Markup)</b>"
    #expect(
      markup.text
        == "<b title=\"&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;\"><i></b>"
    )
  }

  @Test("control characters do not reach the page")
  func controls() {
    #expect(Markup(escaping: "a\u{0}b\u{1B}c\u{85}\td").text == "a\u{FFFD}b\u{FFFD}c\u{FFFD}\td")
    // XML forbids these two as well: a drawing with one would not be well-formed.
    #expect(Markup(escaping: "a\u{FFFE}b\u{FFFF}").text == "a\u{FFFD}b\u{FFFD}")
  }

  /// U+2068 and U+2069 begin and end an isolate.
  @Test(
    "names from right to left are isolated from the figures beside them",
    arguments: [
      ("שלום (12 %)", "\u{2068}שלום\u{2069} (12 %)"),
      ("שלום עולם 3, مثال", "\u{2068}שלום עולם\u{2069} 3, \u{2068}مثال\u{2069}"),
      ("loan of חברת-אנרגיה…", "loan of \u{2068}חברת-אנרגיה…\u{2069}"),
      ("חברה 7 בע״מ & co", "\u{2068}חברה 7 בע״מ\u{2069} &amp; co"),
      ("שלום. עולם", "\u{2068}שלום\u{2069}. \u{2068}עולם\u{2069}"), ("a.b 3 %", "a.b 3 %"),
    ])
  func rightToLeft(name: String, text: String) {
    #expect(("\(name)" as Markup).text == text)
    // What is copied into a shell has nothing that was not typed.
    #expect(!Markup(copying: name).text.contains("\u{2068}"))
  }

  @Test("a command with a name from right to left can be copied from the page")
  func commands() throws {
    let page = try SampleResult.two("חברה").page()
    #expect(
      page.contains("minerstress explain scenario.json --defaulting &#39;חברה&#39; --worst 3</td>"))
    #expect(page.contains("<strong>\u{2068}חברה\u{2069}</strong>"))
  }

  @Test(
    "coordinates have two decimals at most",
    arguments: [
      (1.0, "1"), (1.005, "1"), (-0.004, "0"), (-1.25, "-1.25"), (0.1, "0.1"), (12.3456, "12.35"),
      (-0.5, "-0.5"), (.nan, "0"), (.infinity, "0"), (1e300, "1000000"),
    ])
  func coordinates(value: Double, text: String) {
    #expect(Markup.coordinate(value) == text)
  }
}

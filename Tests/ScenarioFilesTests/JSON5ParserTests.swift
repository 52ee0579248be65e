import ScenarioFiles
import Testing

/// Positions and messages of the reader.
@Suite struct JSON5ParserTests {
  private func parse(_ text: String) throws(ScenarioFiles.Issue) -> Node {
    var parser = try JSON5Parser(Array(text.utf8), source: SourceText(name: "f"))
    return try parser.document()
  }

  private func message(_ bytes: [UInt8]) -> String {
    do {
      var parser = try JSON5Parser(bytes, source: SourceText(name: "f"))
      _ = try parser.document()
      return "valid"
    } catch {
      return error.description
    }
  }

  static let wrong: [(text: String, message: String)] = [
    ("", "f:1:1: expected a value, found the end of the text"),
    ("\u{FEFF}", "f:1:1: expected a value, found the end of the text"),
    ("  // only a comment", "f:1:20: expected a value, found the end of the text"),
    ("{a: 1} b", #"f:1:8: expected the end of the text, found "b""#),
    ("{a 1}", #"f:1:4: a: expected ":" after the key, found "1""#),
    ("{a: }", #"f:1:5: a: expected a value, found "}""#),
    ("[1,,2]", #"f:1:4: [1]: expected a value, found ",""#),
    ("[1 2]", #"f:1:4: expected "," or "]", found "2""#),
    ("{,}", #"f:1:2: expected a key or "}", found ",""#),
    ("{1a: 2}", #"f:1:2: expected a key or "}", found "1""#),
    ("[01]", #"f:1:2: [0]: expected a number, found "1" inside it"#),
    ("[0x]", #"f:1:2: [0]: expected a digit in this number, found "]""#),
    ("[.]", #"f:1:2: [0]: expected a digit in this number, found "]""#),
    ("[1e+]", #"f:1:2: [0]: expected a digit in this number, found "]""#),
    ("[-Infinite]", "f:1:2: [0]: expected a number after the sign"),
    ("['a\nb']", "f:1:2: [0]: expected the end of this string on its line, found none"),
    ("['a", "f:1:2: [0]: expected the end of this string, found none"),
    (#"['\u12']"#, #"f:1:7: [0]: expected 4 hexadecimal digits in an escape, found "'""#),
    (#"['\ud800x']"#, "f:1:3: [0]: expected a pair of surrogates, found one half"),
    (#"['\1']"#, #"f:1:3: [0]: expected an escape that JSON5 knows, found \1"#),
    ("[1] /* open", #"f:1:5: expected "*/" after this comment, found the end"#),
    ("[1] / 2", #"f:1:5: expected a comment after "/", found none"#),
    ("{a: \u{1}}", #"f:1:5: a: expected a value, found "\u{1}""#),
    ("{\r\n  é: ?}", #"f:2:6: é: expected a value, found "?""#),
    ("{\r  a: 😀}", #"f:2:6: a: expected a value, found "😀""#),
  ]

  @Test(arguments: wrong) func tellsWhatIsWrong(text: String, message: String) {
    #expect(self.message(Array(text.utf8)) == message)
  }

  @Test func columnsCountScalars() throws {
    let node = try parse("{\n  'é😀': [1, /* 日本 */ 2],\n}")
    let list = try #require(node["é😀"]?.list)
    #expect(list.map(\.position.description) == ["f:2:10", "f:2:22"])
  }

  @Test func badBytesHaveAPlace() {
    func unknown(_ letter: String) -> String {
      ", likely \"\(letter)\" in Latin-1 or Windows-1252; save the file as UTF-8"
    }
    #expect(
      message([0x7B, 0x0A, 0x61, 0xFF]) == "f:2:2: expected UTF-8 text, found the byte 0xFF"
        + unknown("ÿ"))
    #expect(
      message([0xC0, 0x80]) == "f:1:1: expected UTF-8 text, found the byte 0xC0" + unknown("À"))
    #expect(
      message([0x22, 0xED, 0xA0, 0x80]) == "f:1:2: expected UTF-8 text, found the byte 0xED"
        + unknown("í"))
    #expect(
      message([0x22, 0xE2, 0x82]) == "f:1:2: expected UTF-8 text, found the byte 0xE2"
        + unknown("â"))
    #expect(
      message([0xFF, 0xFE, 0x7B, 0x00])
        == "f:1:1: expected UTF-8 text, found the byte 0xFF, likely text in UTF-16; save the file as UTF-8"
    )
    let low = "{a: 1}".utf8.flatMap { byte -> [UInt8] in [byte, 0] }
    let high = "{ö: 1}".utf16.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
    for (bytes, order) in [(low, "little-endian"), (high, "big-endian")] {
      #expect(
        message(bytes)
          == "f:1:1: expected UTF-8 text, found what looks like text in UTF-16 (\(order)); save the file "
          + "as UTF-8")
    }
    #expect(message([0x0F]) == #"f:1:1: expected a value, found "\u{f}""#)
  }

  @Test func duplicatesKeepTheFirst() throws {
    var parser = try JSON5Parser(
      Array("{a: 1, b: {c: 1, 'c': 2}}".utf8), source: SourceText(name: "f"))
    let node = try parser.document()
    #expect(node["b"]?["c"]?.double == 1)
    #expect(
      parser.duplicates.map(\.description) == [
        "f:1:18: b.c: duplicate key; the first is at line 1, column 12"
      ])
  }

  @Test func nestingIsLimited() throws {
    let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    _ = try parse(deep)
    #expect(message(Array("[\(deep)]".utf8)).hasSuffix("at most 64 levels of nesting, found more"))
    let open = [UInt8](repeating: UInt8(ascii: "{"), count: 100_000)
    #expect(message(open).contains("expected a key"))
  }

  /// Quadratic time would take minutes here.
  @Test(.timeLimit(.minutes(1))) func largeTextsTakeLinearTime() throws {
    let line =
      "[" + String(repeating: "{a: 'é', b: -1.5e3, /* c */ c: [1, 2]}, ", count: 100_000) + "]"
    #expect(line.utf8.count > 4_000_000)
    #expect(try parse(line).list?.count == 100_000)
    let keys = "{" + (0..<200_000).map { "k\($0): 0" }.joined(separator: ",") + "}"
    #expect(try parse(keys).block?.names.count == 200_000)
    _ = message(Array(String(repeating: "/*", count: 1_000_000).utf8))
    _ = message([UInt8](repeating: UInt8(ascii: "9"), count: 2_000_000))
  }
}

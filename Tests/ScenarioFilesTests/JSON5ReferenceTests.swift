import Foundation
import ScenarioFiles
import Testing

/// Our reader against Foundation's, which allows JSON5 but knows no positions.
@Suite struct JSON5ReferenceTests {
  static let texts: [String] = [
    "null", "true", "false", "[]", "{}", "[1,]", "{a:1,}", "[[],{},[[]]]",
    #""plain""#, "'single'", #"'it\'s'"#, #""say \"hi\"""#, "'a \"b\" c'",
    #""\b\f\n\r\t\\\/""#, #""\x41\u0042\u00e9\ud83d\ude00""#,
    "\"é – 😀 日本\"",
    "0", "-0", "+1", "12", "-3.25", ".5", "-.5", "5.", "+5.", "1e3", "1E-3", "2.5e+10", ".5e2",
    "0x10", "-0xfF", "+0XAbC", "1e-320", "123456789012345678", "0.1", "4.35",
    "1.7976931348623157e308",
    "// comment\n1", "/* c */ 1 /* d */", "/* * / ** **/ [1 /* , 2 */]", "1 // end",
    "{unquoted: 1, $a_1: 2, _b: 3, 'quoted key': 4, \"double\": 5}", "{é: 1, 名前: 2}",
    "{null: 1, true: 2, Infinity: 3}", "{a: {b: {c: [1, {d: 2}]}}}",
    "\u{FEFF}{a: 1}", "{\n  a: 1,\n\n  b: 2 /* x */,\n}",
  ]

  @Test(arguments: texts) func agreesWithFoundation(text: String) throws {
    var parser = try JSON5Parser(Array(text.utf8), source: SourceText(name: "text"))
    let node = try parser.document()
    #expect(parser.duplicates.isEmpty)
    #expect(PlainJSON(node) == (try PlainJSON.byFoundation(text)))
  }

  /// What the standard says where Foundation of Swift 6.3 does not follow it.
  static let standard: [(text: String, value: PlainJSON)] = [
    (#""\v\0""#, .text("\u{0B}\0")),
    (#""A\C""#, .text("AC")),
    ("\"continued \\\nline\"", .text("continued line")),
    ("\"continued \\\r\nline\"", .text("continued line")),
    ("'continued \\\u{2028}line'", .text("continued line")),
    (#"{\u0061b: 1}"#, .object(["ab": .number(1)])),
    ("\t\u{0B}\u{0C} \u{A0}\u{2028}\u{2029}[1]", .list([.number(1)])),
    ("1 // ends here\u{2028}", .number(1)),
    ("[Infinity, -Infinity]", .list([.number(.infinity), .number(-.infinity)])),
  ]

  @Test(arguments: standard) func followsTheStandard(text: String, value: PlainJSON) throws {
    var parser = try JSON5Parser(Array(text.utf8), source: SourceText(name: "text"))
    #expect(PlainJSON(try parser.document()) == value)
  }

  @Test func fullExampleAgreesWithFoundation() throws {
    let text = FullExample.text
    var parser = try JSON5Parser(Array(text.utf8), source: SourceText(name: "text"))
    #expect(PlainJSON(try parser.document()) == (try PlainJSON.byFoundation(text)))
  }
}

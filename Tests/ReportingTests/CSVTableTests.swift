import Reporting
import Testing

@Suite struct CSVTableTests {
  func record(_ field: Field) -> String {
    var table = CSVTable("a")
    table.add([field])
    return String(String.UnicodeScalarView(table.text.unicodeScalars.dropFirst(3).dropLast(2)))
  }

  @Test func recordsEndWithCarriageReturnAndLineFeed() {
    var table = CSVTable("a,b")
    table.add([.text("x"), .integer(-3)])
    #expect(Array(table.text.utf8) == Array("a,b\r\nx,-3\r\n".utf8))
  }

  @Test(arguments: [
    ("plain", "plain"), ("GPU loan", "GPU loan"), ("a,b", "\"a,b\""),
    ("say \"no\"", "\"say \"\"no\"\"\""), ("two\nlines", "\"two\nlines\""), ("", ""),
    ("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@x", "'@x"), ("\tx", "'\tx"),
    ("\rx", "\"'\rx\""), ("=a,b", "\"'=a,b\""), ("\r\n", "\"'\r\n\""), ("Müller", "Müller"),
    ("'=x", "''=x"), ("'", "''"), ("＝x", "'＝x"), ("－x", "'－x"),
    ("\"\u{301}", "\"\"\"\u{301}\""), ("a-b", "a-b"),
    ("a;=1+1", "\"a;=1+1\""),
  ])
  func text(_ text: String, _ expected: String) { #expect(record(.text(text)) == expected) }

  @Test(arguments: [
    (0.1, "0.1"), (5, "5"), (-2, "-2"), (-0.0, "0"), (1e9, "1000000000"), (0.5e-7, "5e-08"),
    (1e300, "1e+300"), (1.0 / 3, "0.3333333333333333"), (.nan, ""), (.infinity, ""),
    (-.infinity, ""),
  ])
  func numbers(_ number: Double, _ expected: String) {
    let text = record(.number(number))
    #expect(text == expected)
    if number.isFinite { #expect(Double(text) == number) }
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (-3, "-3"), (10, "10"), (1_048_575, "1048575"),
    (.max, "9223372036854775807"), (.min, "-9223372036854775808"),
  ])
  func integers(_ number: Int, _ expected: String) { #expect(record(.integer(number)) == expected) }

  @Test func absentNumbersAreEmpty() { #expect(record(.number(nil)) == "") }
}

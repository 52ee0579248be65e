import CreditBasics
import RiskMeasures

/// A field of a table.
package typealias Field = RiskMeasures.Field

/// Comma-separated values by RFC 4180: a header row, records ended by CRLF, UTF-8.
package struct CSVTable {
  package private(set) var text: String
  private let columnCount: Int

  /// Creates a table with a header row and no records.
  package init(_ columns: String) {
    columnCount = columns.split(separator: ",").count
    text = columns + "\r\n"
  }

  /// The text of a table with a header of column names and some of its records.
  static func text(_ columns: [String], _ records: TableRecords, _ range: Range<Int>) -> String {
    var table = CSVTable(columns.joined(separator: ","))
    for number in range { table.add(records[number]) }
    return table.text
  }

  /// Adds a record.
  package mutating func add(_ fields: [Field]) {
    precondition(fields.count == columnCount)
    for (index, field) in fields.enumerated() {
      if index > 0 { text += "," }
      text += Self.render(field)
    }
    text += "\r\n"
  }

  private static func render(_ field: Field) -> String {
    switch field {
    case .text(let text): quoted(neutral(text))
    case .integer(let number): String(number)
    case .number(let number): number.flatMap(NumberFormat.shortest) ?? ""
    }
  }

  /// Text that a spreadsheet would read as a formula gets a leading apostrophe.
  private static func neutral(_ text: String) -> String {
    // One that begins with an apostrophe gets a second, so that no two texts share a field.
    looksLikeFormula(text) ? "'" + text : text
  }

  /// Whether a spreadsheet would change a text, or compute it, if somebody typed it.
  package static func looksLikeFormula(_ text: String) -> Bool {
    text.unicodeScalars.first.map { "=+-@\t\r'＝＋－＠".unicodeScalars.contains($0) } ?? false
  }

  private static func quoted(_ text: String) -> String {
    let special = text.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
    guard special else { return text }
    // By scalar: a quote and a following combining mark are one character, but two scalars.
    var quoted = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\"" { quoted.append(scalar) }
      quoted.append(scalar)
    }
    return "\"\(String(quoted))\""
  }
}

/// How numbers are written.
package enum NumberFormat {
  /// The shortest decimal that reads back as the same double, without a trailing `.0`; nil for
  /// what is not finite.
  package static func shortest(_ number: Double) -> String? {
    number.isFinite ? JSONScalar.shortest(number) : nil
  }
}

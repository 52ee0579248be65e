import CreditBasics
import RiskMeasures

/// A field of a table.
package typealias Field = RiskMeasures.Field

/// Comma-separated values by RFC 4180: a header row, records ended by CRLF, UTF-8.
package struct CSVTable {
  /// Header and records.
  var bytes: [UInt8]
  private let columnCount: Int

  /// Creates a table with a header row and no records.
  package init(_ columns: String) {
    columnCount = columns.split(separator: ",").count
    bytes = Array((columns + "\r\n").utf8)
  }

  /// A table with columns whose names may need quotes.
  package init(quoting columns: [String]) {
    (bytes, columnCount) = ([], columns.count)
    add(columns.map { .text($0) })
  }

  /// Creates a table with one record for each of some rows.
  package init<Row>(
    _ columns: String, of rows: some Sequence<Row>, record: (Row) -> [Field]
  ) {
    self.init(columns)
    for row in rows { add(record(row)) }
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The bytes of some records of a table, below the header of column names if they are its first.
  static func bytes(
    _ columns: [String], _ records: TableRecords, _ range: Range<Int>, hasHeader: Bool
  ) -> [UInt8] {
    var table = CSVTable(columns.joined(separator: ","))
    if !hasHeader { table.bytes = [] }
    var fields: [Field] = []
    for number in range {
      fields.removeAll(keepingCapacity: true)
      records.append(number, to: &fields)
      table.add(fields)
    }
    return table.bytes
  }

  package mutating func add(_ fields: [Field]) {
    precondition(fields.count == columnCount)
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      add(field)
    }
    endRecord()
  }

  /// Ends the record under way.
  mutating func endRecord() {
    bytes.append(UInt8(ascii: "\r"))
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func add(_ field: Field) {
    switch field {
    case .text(let text): add(text: text)
    case .integer(let number): add(number)
    case .number(let number): if let number { add(number) }
    }
  }

  /// A field alone, as it stands between commas.
  static func field(_ field: Field) -> [UInt8] {
    var table = CSVTable("")
    table.bytes = []
    table.add(field)
    return table.bytes
  }

  /// Adds a number to the record under way; nothing for what is not finite.
  mutating func add(_ number: Double) {
    if number.isFinite { JSONScalar.appendShortest(number, to: &bytes) }
  }

  /// Adds a whole number to the record under way.
  mutating func add(_ number: Int) {
    if number < 0 { bytes.append(Self.minus) }
    ShortestDecimal.append(whole: UInt64(number.magnitude), to: &bytes)
  }

  private mutating func add(text: String) {
    // Nearly every text is a plain name.
    let isPlain = text.utf8.withContiguousStorageIfAvailable { letters in
      guard letters.first != Self.minus, letters.allSatisfy(Self.isPlain) else { return false }
      bytes += letters
      return true
    }
    if isPlain != true { addEscaped(text) }
  }

  /// Letters, digits and other bytes that need no escape, except perhaps at the beginning.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: " "),
      UInt8(ascii: "."), minus:
      true
    default: false
    }
  }

  private mutating func addEscaped(_ text: String) {
    let isQuoted = text.utf8.contains { Self.separators.contains($0) }
    if isQuoted { bytes.append(Self.quote) }
    // A text that begins with an apostrophe gets a second one, so that no two texts share a field.
    if Self.looksLikeFormula(text) { bytes.append(UInt8(ascii: "'")) }
    for byte in text.utf8 {
      if byte == Self.quote { bytes.append(byte) }
      bytes.append(byte)
    }
    if isQuoted { bytes.append(Self.quote) }
  }

  private static let minus = UInt8(ascii: "-")
  private static let quote = UInt8(ascii: "\"")
  private static let separators = Array("\",;\r\n".utf8)

  /// Whether a spreadsheet would change a text, or compute it, if somebody typed it.
  package static func looksLikeFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    if first < 0x80 { return formulaStarts.contains(first) }
    return text.unicodeScalars.first.map { "＝＋－＠".unicodeScalars.contains($0) } ?? false
  }

  private static let formulaStarts = Array("=+-@\t\r'".utf8)
}

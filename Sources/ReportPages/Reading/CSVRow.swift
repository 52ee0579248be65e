/// One record of a named table, read by the names of its columns.
///
/// Columns may stand in any order and there may be more of them than this program knows.
package struct CSVRow {
  private let fields: [String]
  private let positions: [String: Int]
  private let place: String

  package init(fields: [String], positions: [String: Int], place: String) {
    self.fields = fields
    self.positions = positions
    self.place = place
  }

  /// A name.
  ///
  /// The apostrophe that keeps spreadsheets from seeing a formula is taken off again.
  package func text(_ column: String) throws -> String {
    let field = try self.field(column)
    let scalars = field.unicodeScalars
    guard scalars.first == "'", let second = scalars.dropFirst().first,
      "=+-@\t\r'＝＋－＠".unicodeScalars.contains(second)
    else { return field }
    return String(scalars.dropFirst())
  }

  /// Numbers that a page can draw; no result has greater ones.
  package static let drawable = -1e100...1e100
  /// Dollars, years and other sizes.
  package static let size = 0...1e100
  /// Times since the as-of date.
  package static let years = 0...1000.0
  /// Probabilities and shares.
  package static let share = 0...1.0

  /// A number that must be there, within a range.
  package func number(
    _ column: String, in range: ClosedRange<Double> = CSVRow.drawable
  ) throws -> Double {
    guard let number = try optional(column, in: range) else {
      throw ResultReadError("\(place): \(column) is empty; a number was expected")
    }
    return number
  }

  /// A number within a range; nil where the field is empty.
  package func optional(
    _ column: String, in range: ClosedRange<Double> = CSVRow.drawable
  ) throws -> Double? {
    let field = try self.field(column)
    if field.isEmpty { return nil }
    guard let number = Double(field), number.isFinite else {
      throw ResultReadError("\(place): \(column): expected a number, found \"\(field)\"")
    }
    guard range.contains(number) else {
      throw ResultReadError(
        "\(place): \(column): expected \(range.lowerBound) to \(range.upperBound), found \(field)")
    }
    return number
  }

  /// A number of a column that not every version writes.
  package func ifPresent(_ column: String) throws -> Double? {
    positions[column] == nil ? nil : try optional(column)
  }

  /// A whole number of at least 0.
  package func integer(_ column: String) throws -> Int {
    let number = try number(column, in: 0...0x1p53)
    guard let whole = Int(exactly: number) else {
      throw ResultReadError("\(place): \(column): expected a whole number, found \(number)")
    }
    return whole
  }

  /// Refuses a record that contradicts itself.
  package func require(_ isSound: Bool, _ expectation: String) throws {
    guard isSound else { throw ResultReadError("\(place): \(expectation)") }
  }

  private func field(_ column: String) throws -> String {
    guard let position = positions[column] else {
      throw ResultReadError("\(place): there is no column \(column)")
    }
    return fields[position]
  }
}

extension CSVRecords {
  /// Reads every record as a row of a type.
  package func read<Row>(file: String, _ make: (CSVRow) throws -> Row) throws -> [Row] {
    let positions = Dictionary(
      columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return try rows.enumerated().map { index, fields in
      try make(
        CSVRow(fields: fields, positions: positions, place: "\(file), record \(index + 2)"))
    }
  }
}

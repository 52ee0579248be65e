/// A table of results: its file, its columns, and the rows that a result has for it.
///
/// Headers, the names that `--only` takes and the tables of docs/formats/results.md are made from
/// it.
public struct TableSchema: Sendable {
  /// The name of its file.
  public let name: String
  /// The extras that must be estimated for it.
  public let extras: Extras
  /// Extras that are estimated as well when it is asked for by name.
  public let extrasWhenNamed: Extras
  /// Whether it is written only when it is asked for by name: it is long, and comes in parts.
  public let isOnlyNamed: Bool
  /// The names of its columns.
  public let columns: [String]
  /// The unit of each column's numbers.
  package let units: [ColumnUnit]
  /// Lines of the documentation's table of columns, in Markdown.
  package let description: [String]
  private let found: @Sendable (StressResult) -> TableRecords?

  /// A table of typed rows; `rows` are nil in a result for which they were not estimated.
  init<Row, Rows: RandomAccessCollection<Row> & Sendable>(
    _ name: String, extras: Extras = [], extrasWhenNamed: Extras = [], isOnlyNamed: Bool = false,
    _ columns: [Column<Row>], rows: @escaping @Sendable (StressResult) -> Rows?
  ) {
    self.name = name
    self.extras = extras
    self.extrasWhenNamed = extrasWhenNamed
    self.isOnlyNamed = isOnlyNamed
    self.columns = columns.flatMap(\.names)
    units = columns.flatMap(\.units)
    description = columns.flatMap(\.description)
    found = { result in
      rows(result).map { rows in
        TableRecords(count: rows.count) { number, fields in
          let row = rows[rows.index(rows.startIndex, offsetBy: number)]
          for column in columns { column.append(row, &fields) }
        }
      }
    }
  }

  /// A table of an extra's rows.
  init<Row: Sendable & Equatable>(_ name: String, _ extra: Extras, _ columns: [Column<Row>]) {
    self.init(name, extras: extra, columns) { $0.extras[Row.self] }
  }

  /// The records of a result's table; nil where it was not estimated.
  package func records(_ result: StressResult) -> TableRecords? { found(result) }
}

/// The records of a table, each made when it is asked for.
package struct TableRecords: Sendable {
  /// Number of records.
  package let count: Int
  private let record: @Sendable (Int, inout [Field]) -> Void

  init(count: Int, record: @escaping @Sendable (Int, inout [Field]) -> Void) {
    self.count = count
    self.record = record
  }

  package func fields(_ number: Int) -> [Field] {
    var fields: [Field] = []
    record(number, &fields)
    return fields
  }

  /// Adds the fields of a record to others.
  package func append(_ number: Int, to fields: inout [Field]) { record(number, &fields) }
}

/// A column of a table, or several side by side that mean the same: their names, what is in them with its
/// unit, and how uncertain that is.
package struct Column<Row>: Sendable {
  let names: [String]
  let meaning: String
  let error: String
  /// What the numbers of each count.
  let units: [ColumnUnit]
  /// Adds a row's fields to others.
  let append: @Sendable (Row, inout [Field]) -> Void

  /// Columns whose names are separated by commas; `meaning` and `error` are Markdown.
  ///
  /// - Parameter unit: What the numbers count; nil where each name's ending tells.
  init(
    _ names: String, _ meaning: String, error: String = "", unit: ColumnUnit? = nil,
    _ fields: @escaping @Sendable (Row) -> [Field]
  ) {
    self.init(names, meaning, error, unit) { $1 += fields($0) }
  }

  private init(
    _ names: String, _ meaning: String, _ error: String, _ unit: ColumnUnit?,
    append: @escaping @Sendable (Row, inout [Field]) -> Void
  ) {
    let names = names.split(separator: ",").map(String.init)
    self.names = names
    self.meaning = meaning
    self.error = error
    units = names.map { unit ?? ColumnUnit(columnName: $0) }
    self.append = append
  }

  /// A single column.
  init(
    _ name: String, _ meaning: String, error: String = "", unit: ColumnUnit? = nil,
    _ field: @escaping @Sendable (Row) -> Field
  ) {
    self.init(name, meaning, error, unit) { $1.append(field($0)) }
  }
}

/// Columns that stand in several tables.
extension Column {
  static func miner(
    _ meaning: String = "name", _ name: @escaping @Sendable (Row) -> String
  ) -> Column {
    Column("miner", meaning) { .text(name($0)) }
  }

  /// The year of a table by year, counted from 1.
  static func year(_ number: @escaping @Sendable (Row) -> Int) -> Column {
    Column("year", "`y` from 1 to the one that holds the horizon", error: "exact") {
      .integer(number($0))
    }
  }

  /// The level `α`, from thousandths.
  static func level(_ thousandths: @escaping @Sendable (Row) -> Int) -> Column {
    Column("level", "`α`", error: "exact") { .number(Double(thousandths($0)) / 1000) }
  }

  static func paths(
    _ meaning: String, _ count: @escaping @Sendable (Row) -> Int
  ) -> Column {
    Column("paths", meaning, error: "count", unit: .count) { .integer(count($0)) }
  }

  /// The share that those paths are of all.
  static func probability(_ paths: @escaping @Sendable (Row) -> Proportion) -> Column {
    Column("probability", "`paths / n`", error: "binomial", unit: .share) {
      .number(paths($0).value)
    }
  }
}

/// A table of results: its file, its columns, and the rows that a result has for it.
///
/// Headers, the names that `--only` takes and the tables of docs/formats/results.md are read off it.
public struct TableSchema: Sendable {
  /// The name of its file.
  public let name: String
  /// What has to be estimated for it besides the basics.
  public let extras: Extras
  /// What more is estimated when it is asked for by name.
  public let extrasWhenNamed: Extras
  /// Whether it is written only when it is asked for by name: it is long, and comes in parts.
  public let isOnlyNamed: Bool
  /// The names of its columns.
  public let columns: [String]
  /// What the numbers of each column count.
  package let units: [ColumnUnit]
  /// Lines of the documentation's table of columns, in Markdown.
  package let description: [String]
  private let found: @Sendable (StressResult) -> TableRecords?

  /// A table of typed rows; `rows` are nil in a result for which they were not estimated.
  init<Row, Rows: RandomAccessCollection<Row> & Sendable>(
    _ name: String, extras: Extras = [], extrasWhenNamed: Extras = [], isOnlyNamed: Bool = false,
    rows: @escaping @Sendable (StressResult) -> Rows?, columns: [Column<Row>]
  ) {
    self.name = name
    self.extras = extras
    self.extrasWhenNamed = extrasWhenNamed
    self.isOnlyNamed = isOnlyNamed
    self.columns = columns.flatMap(\.names)
    units = columns.flatMap(\.units)
    description = columns.map { column in
      let names = column.names.map { "`\($0)`" }.joined(separator: ", ")
      return "| \(names) | \(column.meaning) | \(column.error.isEmpty ? "" : column.error + " ")|"
    }
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
  init<Row: Sendable & Equatable>(_ name: String, extras: Extras, columns: [Column<Row>]) {
    self.init(name, extras: extras, rows: { $0.extras[Row.self] }, columns: columns)
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

  /// The fields of a record.
  package func fields(_ number: Int) -> [Field] {
    var fields: [Field] = []
    record(number, &fields)
    return fields
  }

  /// Adds the fields of a record to others.
  package func append(_ number: Int, to fields: inout [Field]) { record(number, &fields) }
}

/// A record of a table: a type whose properties name the columns that they are read from.
///
/// ```swift
/// struct TimeRow: TableRow {
///   @CSV(.miner) var miner: String
///   @CSV("year", .years) var year: Double
/// }
/// ```
/// Columns may stand in any order and there may be more of them than this program knows.
package protocol TableRow: Decodable {
  /// What is wrong where fields of a record contradict each other; nil for a sound one.
  var contradiction: String? { get }
}

extension TableRow {
  package var contradiction: String? { nil }
}

/// A property that stands in a column: text, a number, a whole number of at least 0, or one of these that
/// may be empty.
@propertyWrapper
package struct CSV<Value: CSVValue>: Decodable, Sendable {
  private enum State: Sendable {
    case declared(CSVColumn)
    case read(Value)
  }

  private let state: State

  /// A column that must be there.
  ///
  /// - Parameter name: Its name; names separated by commas where tables differ, of which one must be there.
  package init(_ name: String, _ bounds: CSVColumn.Bounds = .drawable) {
    state = .declared(CSVColumn(name: name, bounds: bounds))
  }

  /// A column that many tables have.
  package init(_ shared: CSVColumn.Shared) {
    state = .declared(CSVColumn(name: shared.rawValue))
  }

  /// Marks a column that may be missing.
  package enum Presence { case ifPresent }

  /// A column that not every version writes.
  package init<Some>(_ name: String, _ presence: Presence) where Value == Some? {
    state = .declared(CSVColumn(name: name, mayBeAbsent: true))
  }

  /// Reads the field that stands in the column.
  package init(from decoder: any Decoder) throws {
    guard let record = decoder as? RecordDecoder else { throw RecordDecoder.unlike }
    state = .read(try Value(record.next()))
  }

  /// What was read.
  package var wrappedValue: Value {
    guard case .read(let value) = state else {
      preconditionFailure("a row that was made without a record has no values")
    }
    return value
  }
}

extension CSV: Equatable where Value: Equatable {
  package static func == (left: CSV, right: CSV) -> Bool {
    left.wrappedValue == right.wrappedValue
  }
}

/// Where a property stands, and what its numbers may be.
package struct CSVColumn: Sendable {
  /// What numbers of a column may be.
  package enum Bounds: Sendable {
    /// What a page can draw; no result has greater numbers.
    case drawable
    /// Dollars and other sizes.
    case size
    /// Times since the as-of date.
    case years
    /// Probabilities and shares.
    case share
    /// Counts, from 0 to the greatest that can be written in words.
    case countable

    var range: ClosedRange<Double> {
      switch self {
      case .drawable: -1e100...1e100
      case .size: 0...1e100
      case .years: 0...1000
      case .share: 0...1
      case .countable: 0...1e15
      }
    }
  }

  /// Columns that mean the same in every table that has them.
  package enum Shared: String, Sendable {
    /// Whose row it is; `PORTFOLIO` is all together.
    case miner
    /// The loan, by the name that its miner has for it; empty for all of them.
    case tranche
    /// How many paths the row counts, or rests on.
    case paths
  }

  let name: String
  var bounds = Bounds.drawable
  var mayBeAbsent = false
}

/// A property that can name its column, whatever the type of its values.
private protocol DeclaresColumn {
  var column: CSVColumn? { get }
}

extension CSV: DeclaresColumn {
  var column: CSVColumn? {
    guard case .declared(let column) = state else { return nil }
    return column
  }
}

extension CSVRecords {
  /// Every record as a row of a type, or only those with one of `names` in `column`.
  ///
  /// - Parameter row: A row without values, which only serves to list its columns.
  /// - Throws: `ResultReadError` at the first that is damaged, with file, record and column.
  package func read<Row: TableRow>(
    _ row: Row, of names: Set<String>? = nil,
    in column: String = CSVColumn.Shared.miner.rawValue
  ) throws -> [Row] {
    let known = Mirror(reflecting: row).children.compactMap {
      ($0.value as? any DeclaresColumn)?.column
    }
    let decoder = RecordDecoder(self, known)
    let position = columns.firstIndex(of: column)
    var rows: [Row] = []
    for number in 0..<count {
      if let names, let position, !names.contains(field(number, position)) { continue }
      decoder.begin(number)
      let row = try Row(from: decoder)
      if let wrong = row.contradiction { throw ResultReadError("\(decoder.place): \(wrong)") }
      rows.append(row)
    }
    return rows
  }
}

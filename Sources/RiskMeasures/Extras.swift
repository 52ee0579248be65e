/// Estimates beyond the basic ones, each of which costs time and can be left out of a run.
///
/// `StressTally.swift` lists them beside the tables.
public struct Extras: OptionSet, Sendable, Equatable {
  /// One bit for each estimate.
  public let rawValue: Int

  /// Creates a set from its bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// The extras of a run that names no tables: all except every path's losses and every pair of
  /// very many miners.
  ///
  /// `TableSelection(list:)` asks for these two where their tables are named.
  public static let all = TableSchema.all.reduce(into: Extras()) {
    if !$1.isOnlyNamed { $0.formUnion($1.extras) }
  }
}

/// The extras of a result: the rows of each table that was asked for, found by their type.
public struct ExtrasResult: Sendable, Equatable, CustomReflectable {
  private var tables: [Table] = []

  private struct Table: Sendable, Equatable {
    let type: ObjectIdentifier
    let rows: any Sendable
    let isEqual: @Sendable (any Sendable) -> Bool

    static func == (a: Table, b: Table) -> Bool { a.type == b.type && a.isEqual(b.rows) }
  }

  /// A result without extras.
  public init() {}

  /// Rows of one type; nil where they were not asked for.
  public subscript<Row: Sendable & Equatable>(type: Row.Type) -> [Row]? {
    get {
      tables.first { $0.type == ObjectIdentifier(type) }.flatMap { $0.rows as? [Row] }
    }
    set {
      let known = tables.firstIndex { $0.type == ObjectIdentifier(type) }
      guard let newValue else {
        if let known { tables.remove(at: known) }
        return
      }
      let table = Table(type: ObjectIdentifier(type), rows: newValue) { $0 as? [Row] == newValue }
      if let known { tables[known] = table } else { tables.append(table) }
    }
  }

  /// The rows, by the name of their type.
  public var customMirror: Mirror {
    Mirror(
      self,
      children: tables.map { table in
        (String(describing: Swift.type(of: table.rows)), table.rows as Any)
      })
  }
}

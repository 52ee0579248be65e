import RiskMeasures

/// Which tables a result directory gets, and the extras that they ask of the run.
public struct TableSelection: Sendable, Equatable {
  /// File names, in the order of the documentation.
  public let names: [String]

  /// Every table but `path_losses.csv`, which is written only when it is named.
  ///
  /// For books of very many miners `default_correlation.csv` has every pair only when it is named.
  public static let all = TableSelection(
    names: tables.filter { !$0.isOnlyNamed }.map(\.name), isNamed: false)

  private static let tables = TableSchema.all

  /// Whether the tables have been asked for by name.
  private let isNamed: Bool

  private init(names: [String], isNamed: Bool) {
    self.names = names
    self.isNamed = isNamed
  }

  /// Reads a list such as `summary.csv,dscr_fan.csv`; the ending `.csv` may be left out.
  ///
  /// - Throws: `UnknownTable` at a name that is no table.
  public init(list: String) throws {
    let wanted = try list.split(separator: ",", omittingEmptySubsequences: false).map { item in
      let name = String(item).trimmed
      guard let table = Self.tables.first(where: { $0.name == name || $0.name == name + ".csv" })
      else { throw UnknownTable(name: name) }
      return table.name
    }
    names = Self.tables.map(\.name).filter(wanted.contains)
    isNamed = true
  }

  /// These tables and that of every default on every path.
  public var withPathLosses: TableSelection {
    TableSelection(
      names: Self.tables.map(\.name).filter { names.contains($0) || $0 == "path_losses.csv" },
      isNamed: isNamed)
  }

  /// What has to be estimated for these tables besides the basics.
  public var extras: Extras {
    Self.tables.filter { names.contains($0.name) }.reduce(into: Extras()) {
      $0.formUnion($1.extras)
      if isNamed { $0.formUnion($1.extrasWhenNamed) }
    }
  }

  /// The tables that a result does not have although they belong to the selection.
  public func omitted(from result: StressResult) -> [String] {
    Self.tables.filter { names.contains($0.name) && $0.records(result) == nil }.map(\.name)
  }

  /// The files of a result that belong to these tables.
  public func files(of result: StressResult) -> [ResultFile] {
    Self.tables.filter { names.contains($0.name) }.flatMap { ResultTables.files(of: $0, result) }
  }
}

/// A name in a list of tables that is no table of a result.
public struct UnknownTable: Error, Equatable, CustomStringConvertible {
  /// The name as typed.
  public var name: String

  /// What is wrong and what can be written.
  public var description: String {
    "no table \"\(name)\"; there are \(TableSchema.all.map(\.name).joined(separator: ", "))"
  }
}

extension String {
  /// The text without blanks at its ends.
  package var trimmed: String {
    let rest = drop { $0 == " " || $0 == "\t" }
    return String(rest.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}

import Reporting
import RiskMeasures

/// What a workbook says of a run besides its tables.
public struct WorkbookFacts: Sendable, Equatable {
  /// Version of the program.
  public var version: String
  /// Build of the program.
  public var build: String
  /// The as-of date, `YYYY-MM-DD`.
  public var asOf: String
  /// SHA-256 of the resolved scenario, as the manifest says of `scenario.json`.
  public var inputs: String
  /// Which parts of the market the scenario's table gives, as a line; nil where it gives none.
  public var given: String?
  /// Dollars that each borrower may still draw from the lender's share; 0 for a borrower without an
  /// entry.
  public var undrawnUSD: [String: Double]

  /// Creates facts.
  public init(
    version: String, build: String, asOf: String, inputs: String, given: String? = nil,
    undrawnUSD: [String: Double] = [:]
  ) {
    (self.version, self.build) = (version, build)
    (self.asOf, self.inputs) = (asOf, inputs)
    (self.given, self.undrawnUSD) = (given, undrawnUSD)
  }
}

/// A run as one spreadsheet file: a first sheet to print, with charts, then a sheet for each table.
public struct ResultWorkbook {
  private let result: StressResult
  private let facts: WorkbookFacts
  private let tables: [TableSchema]

  /// A workbook of some of a result's tables.
  public init(_ result: StressResult, _ selection: TableSelection, _ facts: WorkbookFacts) {
    self.result = result
    self.facts = facts
    tables = TableSchema.all.filter { selection.names.contains($0.name) }
  }

  /// The name of the file of a scenario's run.
  public static func fileName(_ scenario: String) -> String { "\(scenario).xlsx" }

  /// The bytes of the file.
  ///
  /// - Throws: a line that says so, when it would be greater than 4 GiB.
  public func bytes() throws -> [UInt8] { try file.bytes() }

  package var file: WorkbookFile {
    var sheets: [TableSheet] = []
    var taken = [CoverSheet.name]
    for table in tables {
      guard let records = table.records(result) else { continue }
      let added = TableSheet.parts(
        named: String(table.name.dropLast(".csv".count)), columns: table.columns,
        units: table.units, count: records.count, taken: taken, record: records.fields)
      taken += added.map(\.sheet.name)
      sheets += added
    }
    var cover = CoverSheet(result, facts).sheet
    cover.charts += ResultCharts(result).all(beside: Set(sheets.map(\.sheet.name)), cover)
    return WorkbookFile(
      title: result.scenarioName, sheets: [cover] + sheets.map(\.sheet),
      names: sheets.flatMap(\.names))
  }
}

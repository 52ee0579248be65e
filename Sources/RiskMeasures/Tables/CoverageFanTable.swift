/// A row of `dscr_fan.csv`.
public struct CoverageFanRow: Sendable, Equatable {
  /// The miner's name.
  public var miner: String
  /// Years since the as-of date.
  public var year: Double
  /// Paths on which it survives and has debt service in the trailing year.
  public var survivors: Int
  /// Percentiles of its coverage among them; nil without any.
  public var quantiles: [Double]?
  /// Share of them below the highest `minDSCR` of its covenants; nil without a covenant.
  public var shareBelowCovenant: Double?
}

extension Extras {
  /// Percentiles of debt service coverage over time.
  public static let coverageFan = Extras(rawValue: 1 << 0)
}

extension ExtrasResult {
  /// Rows of `dscr_fan.csv`.
  public var coverageFan: [CoverageFanRow]? {
    get { self[CoverageFanRow.self] }
    set { self[CoverageFanRow.self] = newValue }
  }
}

extension TableSchema {
  /// `dscr_fan.csv`.
  static let coverageFan = TableSchema(
    "dscr_fan.csv", extras: .coverageFan, columns: coverageFanColumns)

  private static let coverageFanColumns: [Column<CoverageFanRow>] = [
    Column(
      "miner,year",
      "name, and `j/4`"
    ) {
      [.text($0.miner), .number($0.year)]
    },
    Column(
      "survivors",
      """
      paths on which the miner is not in default and has scheduled service (interest and \
      principal, no balloons) in the trailing year, or since the as-of date
      """,
      error: "count", unit: .count
    ) { .integer($0.survivors) },
    Column(
      "p05,p25,p50,p75,p95",
      """
      percentiles among them of CFADS / service over that window, rule R-7 on binned values as \
      above; empty without survivors
      """,
      error: "binning: at most 0.02 to 0.8 %"
    ) {
      Field.numbers($0.quantiles, count: 5)
    },
    Column(
      "share_below_covenant",
      """
      share of them below the highest `minDSCR` among the miner's covenants, whether or not that \
      tranche is still outstanding; empty without a covenant
      """,
      error: "binomial, `N` = survivors", unit: .share
    ) { .number($0.shareBelowCovenant) },
  ]
}

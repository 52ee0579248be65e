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

extension CoverageFanRow {
  static let columns: [Column<CoverageFanRow>] = [
    .fields("miner,year", { [.text($0.miner), .number($0.year)] }, "name, and `j/4`"),
    .count(
      "survivors", \.survivors, error: "count",
      """
      paths on which the miner is not in default and has scheduled service (interest and \
      principal, no balloons) in the trailing year, or since the as-of date
      """),
    .percentiles(
      "p05,p25,p50,p75,p95", \.quantiles,
      error: "sampling, `N` = survivors; binning: at most 0.02 to 0.8 %",
      """
      percentiles among them of CFADS / service over that window, rule R-7 on binned values as \
      above; empty without survivors
      """),
    .share(
      "share_below_covenant", \.shareBelowCovenant, error: "binomial, `N` = survivors",
      """
      share of them below the highest `minDSCR` among the miner's covenants, whether or not that \
      tranche is still outstanding; empty without a covenant
      """),
  ]
}

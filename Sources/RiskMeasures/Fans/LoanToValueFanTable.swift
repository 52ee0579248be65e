/// A row of `ltv_fan.csv`.
public struct LoanToValueFanRow: Sendable, Equatable {
  /// What debt is measured against.
  public enum Measure: String, Sendable, CaseIterable { case headline, liquidation }

  /// The miner's name.
  public var miner: String
  /// Years since the as-of date.
  public var year: Double
  /// What debt is measured against.
  public var measure: Measure
  /// Paths on which it survives with debt.
  public var survivors: Int
  /// Percentiles among them; nil without any.
  public var quantiles: [Double]?

  /// Probabilities of the percentiles, here and in `dscr_fan.csv`.
  public static let probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]
}

extension LoanToValueFanRow {
  static let columns: [Column<LoanToValueFanRow>] = [
    .fields("miner,year", { [.text($0.miner), .number($0.year)] }, "name, and `j/4`"),
    .text(
      "measure", \.measure.rawValue,
      """
      `headline`: outstanding / marked assets. `liquidation`: outstanding / what this miner \
      alone would get now, cash and all haircuts included
      """),
    .count(
      "survivors", \.survivors, error: "count",
      "paths on which the miner is not in default and has debt outstanding"),
    .percentiles(
      "p05,p25,p50,p75,p95", \.quantiles,
      error: "sampling, `N` = survivors; binning: at most 0.02 to 0.8 %",
      "percentiles among them, as in `dscr_fan.csv`; empty where infinite (debt and no assets)"),
  ]
}

/// A row of `factor_fan.csv`.
public struct FactorFanRow: Sendable, Equatable {
  /// The factor's name.
  public var factor: String
  /// Years since the as-of date.
  public var year: Double
  /// Mean, standard deviation and quantiles in the factor's unit.
  public var point: FanPoint

  /// Probabilities of the table's percentiles.
  public static let probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
}

extension FactorFanRow {
  static let columns: [Column<FactorFanRow>] = [
    .fields("factor,year", { [.text($0.factor), .number($0.year)] }, "name, and `m/12`"),
    .numbers(
      "mean,sd", [\.point.mean, \.point.standardDeviation],
      error:
        "s.e. of the mean is `sd/√n`, that of `sd` `sd/√(2n)` for a normal law and more for heavier tails",
      """
      mean and sample standard deviation (divisor `n − 1`) over all paths; `sd` is exactly 0 \
      when all paths agree
      """),
    .percentiles(
      "p01,p05,p25,p50,p75,p95,p99", \.point.quantiles,
      error: "sampling, `N` = `n`; binning: at most 0.02 to 0.4 %, see below",
      "percentiles, rule R-7 on binned values"),
  ]
}

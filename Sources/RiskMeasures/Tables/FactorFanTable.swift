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

extension TableSchema {
  /// `factor_fan.csv`.
  static let factorFan = TableSchema(
    "factor_fan.csv", rows: { $0.factorFans },
    columns: factorFanColumns)

  private static let factorFanColumns: [Column<FactorFanRow>] = [
    Column(
      "factor,year",
      "name, and `m/12`"
    ) {
      [.text($0.factor), .number($0.year)]
    },
    Column(
      "mean,sd",
      """
      mean and sample standard deviation (divisor `n − 1`) over all paths; `sd` is exactly 0 when \
      all paths agree
      """,
      error: "s.e. of the mean is `sd/√n`"
    ) {
      [.number($0.point.mean), .number($0.point.standardDeviation)]
    },
    Column(
      "p01,p05,p25,p50,p75,p95,p99",
      "percentiles, rule R-7 on binned values",
      error: "binning: at most 0.02 to 0.4 %, see below"
    ) {
      $0.point.quantiles.map { .number($0) }
    },
  ]
}

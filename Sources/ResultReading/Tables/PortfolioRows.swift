// Rows of the tables about the portfolio, the market and the run (see docs/formats/results.md).

/// `loss_distribution.csv`.
package struct LossBinRow: TableRow {
  @CSV("bin_low_usd", .size) package var low: Double
  @CSV("bin_high_usd", .size) package var high: Double
  @CSV(.paths) package var paths: Int
  @CSV("probability", .share) package var probability: Double
  @CSV("exceedance", .share) package var exceedance: Double
}

/// `loss_quantiles.csv`.
package struct QuantileRow: TableRow {
  @CSV("level", .share) package var level: Double
  @CSV("return_period", .countable) package var returnPeriod: Double
  @CSV("var_usd", .size) package var valueAtRisk: Double
  @CSV("var_ci95_low") package var low: Double?
  @CSV("var_ci95_high") package var high: Double?
  @CSV("es_usd", .size) package var expectedShortfall: Double
  @CSV("es_se") package var expectedShortfallError: Double?

  package init() {}
}

/// `es_contributions.csv`.
package struct ContributionRow: TableRow {
  @CSV("level", .share) package var level: Double
  @CSV(.miner) package var miner: String
  @CSV(.tranche) package var tranche: String
  @CSV("contribution_usd") package var contribution: Double
  @CSV("share") package var share: Double?
  @CSV("contribution_se", .ifPresent) package var error: Double?
}

/// `tenants.csv`.
package struct TenantRecord: TableRow {
  @CSV("tenant") package var tenant: String
  @CSV("year") package var year: Int
  @CSV("pd", .share) package var pd: Double
  @CSV("revenue_usd_per_year", .size) package var revenuePerYear: Double
  /// Mean number of miners that default within a year of the tenant's failure; nil where it never
  /// fails.
  @CSV("miners_defaulting_within_a_year", .size) package var followers: Double?
  @CSV("miners_defaulting_se", .ifPresent) package var followersError: Double?
  @CSV("landlords") package var landlords: Int
  @CSV("held_principal_usd", .size) package var heldPrincipal: Double
}

/// `joint_defaults.csv`.
package struct JointRow: TableRow {
  @CSV("defaults") package var defaults: Int
  @CSV(.paths) package var paths: Int
  @CSV("probability", .share) package var probability: Double
}

/// `default_correlation.csv`.
package struct CorrelationRow: TableRow {
  @CSV("miner_a") package var first: String
  @CSV("miner_b") package var second: String
  @CSV("joint_pd", .share) package var jointPD: Double
  @CSV("correlation") package var correlation: Double?
  /// Nil where too few paths tell, or an older version did not say.
  @CSV("correlation_se", .ifPresent) package var error: Double?
}

/// `factor_fan.csv`, `dscr_fan.csv` and one measure of `ltv_fan.csv`: percentiles at a time.
package struct FanRow: TableRow {
  @CSV("miner,factor") package var subject: String
  @CSV("measure", .ifPresent) private var foundMeasure: String?
  @CSV("year", .years) package var year: Double
  @CSV("p05") package var p05: Double?
  @CSV("p25") package var p25: Double?
  @CSV("p50") package var p50: Double?
  @CSV("p75") package var p75: Double?
  @CSV("p95") package var p95: Double?
  /// Paths on which the miner is alive with something to measure.
  @CSV("survivors", .ifPresent) package var survivors: Int?
  /// Share of them below the covenant, of `dscr_fan.csv`.
  @CSV("share_below_covenant", .ifPresent) package var shareBelow: Double?

  /// `headline` or `liquidation` of `ltv_fan.csv`; empty elsewhere.
  package var measure: String { foundMeasure ?? "" }
}

/// `realised_correlation.csv`.
package struct RealisedRow: TableRow {
  @CSV(.miner) package var miner: String
  @CSV("group") package var group: String
  @CSV(.paths) package var paths: Int
  @CSV("correlation") package var correlation: Double?
  /// Nil where it is not known, or an older version did not say.
  @CSV("correlation_se", .ifPresent) package var error: Double?
}

/// `convergence.csv`.
package struct ConvergenceRecord: TableRow {
  @CSV(.miner) package var miner: String
  @CSV("measure") package var measure: String
  @CSV(.paths) package var paths: Int
  @CSV("value") package var value: Double?
  @CSV("se") package var error: Double?
}

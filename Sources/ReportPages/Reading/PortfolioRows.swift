// Rows of the tables about the portfolio, the market and the run (see docs/formats/results.md).

/// `loss_distribution.csv`.
struct LossBinRow: TableRow {
  @CSV("bin_low_usd", .size) var low: Double
  @CSV("bin_high_usd", .size) var high: Double
  @CSV("paths") var paths: Int
  @CSV("probability", .share) var probability: Double
  @CSV("exceedance", .share) var exceedance: Double
}

/// `loss_quantiles.csv`.
struct QuantileRow: TableRow {
  @CSV("level", .share) var level: Double
  @CSV("return_period", .countable) var returnPeriod: Double
  @CSV("var_usd", .size) var valueAtRisk: Double
  @CSV("var_ci95_low") var low: Double?
  @CSV("var_ci95_high") var high: Double?
  @CSV("es_usd", .size) var expectedShortfall: Double
  @CSV("es_se") var expectedShortfallError: Double?
}

/// `es_contributions.csv`.
struct ContributionRow: TableRow {
  @CSV("level", .share) var level: Double
  @CSV("miner") var miner: String
  @CSV("tranche") var tranche: String
  @CSV("contribution_usd") var contribution: Double
  @CSV("share") var share: Double?
}

/// `tenants.csv`.
struct TenantRow: TableRow {
  @CSV("tenant") var tenant: String
  @CSV("year") var year: Int
  @CSV("pd", .share) var pd: Double
  @CSV("revenue_usd_per_year", .size) var revenuePerYear: Double
  /// Mean number of miners that fail within a year of it; nil where it never fails.
  @CSV("miners_defaulting_within_a_year", .size) var followers: Double?
  @CSV("landlords") var landlords: Int
  @CSV("held_principal_usd", .size) var heldPrincipal: Double
}

/// `joint_defaults.csv`.
struct JointRow: TableRow {
  @CSV("defaults") var defaults: Int
  @CSV("paths") var paths: Int
  @CSV("probability", .share) var probability: Double
}

/// `default_correlation.csv`.
struct CorrelationRow: TableRow {
  @CSV("miner_a") var first: String
  @CSV("miner_b") var second: String
  @CSV("joint_pd", .share) var jointPD: Double
  @CSV("correlation") var correlation: Double?
}

/// `factor_fan.csv`, `dscr_fan.csv` and one measure of `ltv_fan.csv`: percentiles at a time.
struct FanRow: TableRow {
  @CSV("miner,factor") var subject: String
  @CSV("measure", .ifPresent) private var foundMeasure: String?
  @CSV("year", .years) var year: Double
  @CSV("p05") var p05: Double?
  @CSV("p25") var p25: Double?
  @CSV("p50") var p50: Double?
  @CSV("p75") var p75: Double?
  @CSV("p95") var p95: Double?
  /// Paths on which the miner is alive with something to measure.
  @CSV("survivors", .ifPresent) var survivors: Int?
  /// Share of them below the covenant, of `dscr_fan.csv`.
  @CSV("share_below_covenant", .ifPresent) var shareBelow: Double?

  /// `headline` or `liquidation` of `ltv_fan.csv`; empty elsewhere.
  var measure: String { foundMeasure ?? "" }
}

/// `realised_correlation.csv`.
struct RealisedRow: TableRow {
  @CSV("miner") var miner: String
  @CSV("group") var group: String
  @CSV("paths") var paths: Int
  @CSV("correlation") var correlation: Double?
}

/// `convergence.csv`.
struct ConvergenceRow: TableRow {
  @CSV("paths") var paths: Int
  @CSV("miner") var miner: String
  @CSV("measure") var measure: String
  @CSV("value") var value: Double?
  @CSV("se") var error: Double?
}

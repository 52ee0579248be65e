// Rows of the tables about the portfolio, the market and the run (see docs/formats/results.md).

/// `loss_distribution.csv`.
struct LossBinRow {
  var low: Double
  var high: Double
  var paths: Int
  var probability: Double
  var exceedance: Double

  init(_ row: CSVRow) throws {
    low = try row.number("bin_low_usd", in: CSVRow.size)
    high = try row.number("bin_high_usd", in: CSVRow.size)
    paths = try row.integer("paths")
    probability = try row.number("probability", in: CSVRow.share)
    exceedance = try row.number("exceedance", in: CSVRow.share)
  }
}

/// `loss_quantiles.csv`.
struct QuantileRow {
  var level: Double
  var returnPeriod: Double
  var valueAtRisk: Double
  var low: Double?
  var high: Double?
  var expectedShortfall: Double
  var expectedShortfallError: Double?

  init(_ row: CSVRow) throws {
    level = try row.number("level", in: CSVRow.share)
    returnPeriod = try row.number("return_period", in: 0...1e15)
    valueAtRisk = try row.number("var_usd", in: CSVRow.size)
    low = try row.optional("var_ci95_low")
    high = try row.optional("var_ci95_high")
    expectedShortfall = try row.number("es_usd", in: CSVRow.size)
    expectedShortfallError = try row.optional("es_se")
  }
}

/// `es_contributions.csv`.
struct ContributionRow {
  var level: Double
  var miner: String
  var tranche: String
  var contribution: Double
  var share: Double?

  init(_ row: CSVRow) throws {
    level = try row.number("level", in: CSVRow.share)
    miner = try row.text("miner")
    tranche = try row.text("tranche")
    contribution = try row.number("contribution_usd")
    share = try row.optional("share")
  }
}

/// `tenants.csv`.
struct TenantRow {
  var tenant: String
  var year: Int
  var pd: Double
  var revenuePerYear: Double
  /// Mean number of miners that fail within a year of it; nil where it never fails.
  var followers: Double?
  var landlords: Int
  var heldPrincipal: Double

  init(_ row: CSVRow) throws {
    tenant = try row.text("tenant")
    year = try row.integer("year")
    pd = try row.number("pd", in: CSVRow.share)
    revenuePerYear = try row.number("revenue_usd_per_year", in: CSVRow.size)
    followers = try row.optional("miners_defaulting_within_a_year", in: CSVRow.size)
    landlords = try row.integer("landlords")
    heldPrincipal = try row.number("held_principal_usd", in: CSVRow.size)
  }
}

/// `joint_defaults.csv`.
struct JointRow {
  var defaults: Int
  var paths: Int
  var probability: Double

  init(_ row: CSVRow) throws {
    defaults = try row.integer("defaults")
    paths = try row.integer("paths")
    probability = try row.number("probability", in: CSVRow.share)
  }
}

/// `default_correlation.csv`.
struct CorrelationRow {
  var first: String
  var second: String
  var jointPD: Double
  var correlation: Double?

  init(_ row: CSVRow) throws {
    first = try row.text("miner_a")
    second = try row.text("miner_b")
    jointPD = try row.number("joint_pd", in: CSVRow.share)
    correlation = try row.optional("correlation")
  }
}

/// `factor_fan.csv`, `dscr_fan.csv` and one measure of `ltv_fan.csv`: percentiles at a time.
struct FanRow {
  /// Name of the factor or miner.
  var subject: String
  /// `headline` or `liquidation` of `ltv_fan.csv`; empty elsewhere.
  var measure: String
  var year: Double
  var p05: Double?
  var p25: Double?
  var p50: Double?
  var p75: Double?
  var p95: Double?
  /// Paths on which the miner is alive with something to measure.
  var survivors: Int?
  /// Share of them below the covenant, of `dscr_fan.csv`.
  var shareBelow: Double?

  init(_ row: CSVRow, subject column: String, measure: String = "") throws {
    subject = try row.text(column)
    self.measure = measure
    year = try row.number("year", in: CSVRow.years)
    p05 = try row.optional("p05")
    p25 = try row.optional("p25")
    p50 = try row.optional("p50")
    p75 = try row.optional("p75")
    p95 = try row.optional("p95")
    survivors = try row.ifPresent("survivors").flatMap { Int(exactly: $0) }
    shareBelow = try row.ifPresent("share_below_covenant")
  }
}

/// `realised_correlation.csv`.
struct RealisedRow {
  var miner: String
  var group: String
  var paths: Int
  var correlation: Double?

  init(_ row: CSVRow) throws {
    miner = try row.text("miner")
    group = try row.text("group")
    paths = try row.integer("paths")
    correlation = try row.optional("correlation")
  }
}

/// `convergence.csv`.
struct ConvergenceRow {
  var paths: Int
  var miner: String
  var measure: String
  var value: Double?
  var error: Double?

  init(_ row: CSVRow) throws {
    paths = try row.integer("paths")
    miner = try row.text("miner")
    measure = try row.text("measure")
    value = try row.optional("value")
    error = try row.optional("se")
  }
}

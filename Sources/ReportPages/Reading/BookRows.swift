// Rows of the tables about miners and tranches: one member for each column that a page shows, in
// the columns' units (see docs/formats/results.md).

/// `summary.csv`.
struct SummaryRow {
  var miner: String
  var pd: Double
  var pdError: Double?
  var low: Double
  var high: Double
  var meanDefaultYear: Double?
  var expectedLoss: Double
  var expectedLossError: Double?
  var initialDebt: Double
  var cascadeShare: Double?
  /// Share of the principal that falls due after the horizon; nil where an older version did not say.
  var beyondHorizon: Double?
  /// What the lender holds of the principal; nil likewise.
  var heldPrincipal: Double?

  init(_ row: CSVRow) throws {
    miner = try row.text("miner")
    pd = try row.number("pd", in: CSVRow.share)
    pdError = try row.optional("pd_se")
    low = try row.number("pd_ci95_low", in: CSVRow.share)
    high = try row.number("pd_ci95_high", in: CSVRow.share)
    try row.require(low <= high, "pd_ci95_low: expected at most pd_ci95_high")
    meanDefaultYear = try row.optional("mean_default_year")
    expectedLoss = try row.number("expected_loss_usd", in: CSVRow.size)
    expectedLossError = try row.optional("expected_loss_se")
    initialDebt = try row.number("initial_debt_usd", in: CSVRow.size)
    cascadeShare = try row.optional("cascade_share")
    beyondHorizon = try row.ifPresent("beyond_horizon")
    heldPrincipal = try row.ifPresent("held_principal_usd")
  }
}

/// `pd_term_structure.csv`.
struct TermRow {
  var miner: String
  var month: Int
  var pd: Double
  var hazard: Double?

  init(_ row: CSVRow) throws {
    miner = try row.text("miner")
    month = try row.integer("month")
    pd = try row.number("cumulative_pd", in: CSVRow.share)
    hazard = try row.optional("hazard_per_year")
  }
}

/// `default_causes.csv`.
struct CauseRow {
  var miner: String
  var cause: String
  var paths: Int
  var share: Double?

  init(_ row: CSVRow) throws {
    miner = try row.text("miner")
    cause = try row.text("cause")
    paths = try row.integer("paths")
    share = try row.optional("share_of_defaults")
  }
}

/// `default_times.csv`.
struct TimeRow {
  var miner: String
  var year: Double
  var paths: Int
  var probability: Double

  init(_ row: CSVRow) throws {
    miner = try row.text("miner")
    year = try row.number("year", in: CSVRow.years)
    paths = try row.integer("paths")
    probability = try row.number("probability", in: CSVRow.share)
  }
}

/// `tranches.csv`.
struct TrancheRow {
  var miner: String
  var tranche: String
  var kind: String
  var principal: Double
  var pd: Double
  var exposure: Double?
  var expectedLoss: Double
  var expectedLossError: Double?
  var lossGivenDefault: Double?
  var breakEven: Double?
  var breakEvenError: Double?
  var offered: Double
  var mispricing: Double?
  /// Share of the principal that falls due after the horizon; nil where an older version did not say.
  var beyondHorizon: Double?

  init(_ row: CSVRow) throws {
    miner = try row.text("miner")
    tranche = try row.text("tranche")
    kind = try row.text("kind")
    principal = try row.number("principal_usd")
    pd = try row.number("pd", in: CSVRow.share)
    exposure = try row.optional("ead_usd")
    expectedLoss = try row.number("expected_loss_usd", in: CSVRow.size)
    expectedLossError = try row.optional("expected_loss_se")
    lossGivenDefault = try row.optional("lgd_mean")
    breakEven = try row.optional("break_even_spread_bps")
    breakEvenError = try row.optional("break_even_spread_se_bps")
    offered = try row.number("offered_spread_bps")
    mispricing = try row.optional("mispricing_bps")
    beyondHorizon = try row.ifPresent("beyond_horizon")
  }
}

/// `lgd_distribution.csv`: an atom where the bounds are the same.
struct LossGivenDefaultRow {
  var miner: String
  var tranche: String
  var low: Double
  var high: Double
  var paths: Int
  /// Share of the tranche's defaults; nil without any.
  var probability: Double?

  init(_ row: CSVRow) throws {
    miner = try row.text("miner")
    tranche = try row.text("tranche")
    low = try row.number("bin_low")
    high = try row.number("bin_high")
    paths = try row.integer("paths")
    probability = try row.optional("probability")
  }
}

/// `underwriting_gap.csv`.
struct GapRow {
  var miner: String
  var measure: String
  var lender: Double?
  var full: Double?
  var difference: Double?
  var differenceError: Double?

  init(_ row: CSVRow) throws {
    miner = try row.text("miner")
    measure = try row.text("measure")
    lender = try row.optional("lender_view")
    full = try row.optional("full_model")
    difference = try row.optional("difference")
    differenceError = try row.ifPresent("difference_se")
  }
}

/// `phantom_collateral.csv`.
struct PhantomRow {
  var miner: String
  var tranche: String
  var moment: String
  var headline: Double?
  var alone: Double?
  var together: Double?

  init(_ row: CSVRow) throws {
    miner = try row.text("miner")
    tranche = try row.text("tranche")
    moment = try row.text("moment")
    headline = try row.optional("headline_ltv")
    alone = try row.optional("liquidation_ltv_alone")
    together = try row.optional("liquidation_ltv_together")
  }
}

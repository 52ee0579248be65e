// Rows of the tables about miners and tranches: one member for each column that a page shows, in
// the columns' units (see docs/formats/results.md).

/// `summary.csv`.
struct SummaryRow: TableRow {
  @CSV("miner") var miner: String
  @CSV("pd", .share) var pd: Double
  @CSV("pd_se") var pdError: Double?
  @CSV("pd_ci95_low", .share) var low: Double
  @CSV("pd_ci95_high", .share) var high: Double
  @CSV("mean_default_year") var meanDefaultYear: Double?
  @CSV("expected_loss_usd", .size) var expectedLoss: Double
  @CSV("expected_loss_se") var expectedLossError: Double?
  @CSV("initial_debt_usd", .size) var initialDebt: Double
  @CSV("cascade_share") var cascadeShare: Double?
  /// Share of the principal that falls due after the horizon; nil where an older version did not say.
  @CSV("beyond_horizon", .ifPresent) var beyondHorizon: Double?
  /// What the lender holds of the principal; nil likewise.
  @CSV("held_principal_usd", .ifPresent) var heldPrincipal: Double?

  var contradiction: String? {
    low <= high ? nil : "pd_ci95_low: expected at most pd_ci95_high"
  }

  /// Whether one costs more than another; equals go by default probability, then by debt.
  static func costsMore(_ one: SummaryRow, _ other: SummaryRow) -> Bool {
    (other.expectedLoss, other.pd, other.initialDebt, one.miner)
      < (one.expectedLoss, one.pd, one.initialDebt, other.miner)
  }

  /// Whether one is likelier to default than another; equals go by expected loss, then by debt.
  static func isLikelier(_ one: SummaryRow, _ other: SummaryRow) -> Bool {
    (other.pd, other.expectedLoss, other.initialDebt, one.miner)
      < (one.pd, one.expectedLoss, one.initialDebt, other.miner)
  }
}

/// `pd_term_structure.csv`.
struct TermRow: TableRow {
  @CSV("miner") var miner: String
  @CSV("month") var month: Int
  @CSV("cumulative_pd", .share) var pd: Double
  @CSV("hazard_per_year") var hazard: Double?
}

/// `default_causes.csv`.
struct CauseRow: TableRow {
  @CSV("miner") var miner: String
  @CSV("cause") var cause: String
  @CSV("paths") var paths: Int
  @CSV("share_of_defaults") var share: Double?
}

/// `default_times.csv`.
struct TimeRow: TableRow {
  @CSV("miner") var miner: String
  @CSV("year", .years) var year: Double
  @CSV("paths") var paths: Int
  @CSV("probability", .share) var probability: Double
}

/// `tranches.csv`.
struct TrancheRow: TableRow {
  @CSV("miner") var miner: String
  @CSV("tranche") var tranche: String
  @CSV("kind") var kind: String
  @CSV("principal_usd") var principal: Double
  @CSV("pd", .share) var pd: Double
  @CSV("ead_usd") var exposure: Double?
  @CSV("expected_loss_usd", .size) var expectedLoss: Double
  @CSV("expected_loss_se") var expectedLossError: Double?
  @CSV("lgd_mean") var lossGivenDefault: Double?
  @CSV("break_even_spread_bps") var breakEven: Double?
  @CSV("break_even_spread_se_bps") var breakEvenError: Double?
  @CSV("offered_spread_bps") var offered: Double
  @CSV("mispricing_bps") var mispricing: Double?
  /// Share of the principal that falls due after the horizon; nil where an older version did not say.
  @CSV("beyond_horizon", .ifPresent) var beyondHorizon: Double?

  /// Whether one costs more than another; equals go by default probability, then by principal.
  static func costsMore(_ one: TrancheRow, _ other: TrancheRow) -> Bool {
    (other.expectedLoss, other.pd, other.principal, one.miner, one.tranche)
      < (one.expectedLoss, one.pd, one.principal, other.miner, other.tranche)
  }
}

/// `lgd_distribution.csv`: an atom where the bounds are the same.
struct LossGivenDefaultRow: TableRow {
  @CSV("miner") var miner: String
  @CSV("tranche") var tranche: String
  @CSV("bin_low") var low: Double
  @CSV("bin_high") var high: Double
  @CSV("paths") var paths: Int
  /// Share of the tranche's defaults; nil without any.
  @CSV("probability") var probability: Double?
}

/// `underwriting_gap.csv`.
struct GapRow: TableRow {
  @CSV("miner") var miner: String
  @CSV("measure") var measure: String
  @CSV("lender_view") var lender: Double?
  @CSV("full_model") var full: Double?
  @CSV("difference") var difference: Double?
  @CSV("difference_se", .ifPresent) var differenceError: Double?
}

/// `phantom_collateral.csv`.
struct PhantomRow: TableRow {
  @CSV("miner") var miner: String
  @CSV("tranche") var tranche: String
  @CSV("moment") var moment: String
  @CSV("headline_ltv") var headline: Double?
  @CSV("liquidation_ltv_alone") var alone: Double?
  @CSV("liquidation_ltv_together") var together: Double?
}

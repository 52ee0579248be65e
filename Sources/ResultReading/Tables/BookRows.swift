// Rows of the tables about miners and tranches: one member for each column that a page shows, in
// the columns' units (see docs/formats/results.md).

/// `summary.csv`.
package struct SummaryRow: TableRow {
  @CSV(.miner) package var miner: String
  @CSV("pd", .share) package var pd: Double
  @CSV("pd_se") package var pdError: Double?
  @CSV("pd_ci95_low", .share) package var low: Double
  @CSV("pd_ci95_high", .share) package var high: Double
  @CSV("mean_default_year") package var meanDefaultYear: Double?
  @CSV("expected_loss_usd", .size) package var expectedLoss: Double
  @CSV("expected_loss_se") package var expectedLossError: Double?
  @CSV("initial_debt_usd", .size) package var initialDebt: Double
  @CSV("cascade_share") package var cascadeShare: Double?
  /// Share of paths on which it ends its business without a default; nil where an older version did
  /// not say.
  @CSV("closed", .ifPresent) package var closed: Double?
  /// Share of the principal that falls due after the horizon; nil where an older version did not say.
  @CSV("beyond_horizon", .ifPresent) package var beyondHorizon: Double?
  /// Mean share of principal and commitments that is still owed when the run ends; nil without either, or
  /// where an older version did not say.
  @CSV("owed_at_end_share", .ifPresent) package var owedAtEnd: Double?

  package init() {}

  package var contradiction: String? {
    low <= high ? nil : "pd_ci95_low: expected at most pd_ci95_high"
  }

  /// Whether one costs more than another; equals go by default probability, then by debt.
  package static func costsMore(_ one: SummaryRow, _ other: SummaryRow) -> Bool {
    (other.expectedLoss, other.pd, other.initialDebt, one.miner)
      < (one.expectedLoss, one.pd, one.initialDebt, other.miner)
  }

  /// Whether one is likelier to default than another; equals go by expected loss, then by debt.
  package static func isLikelier(_ one: SummaryRow, _ other: SummaryRow) -> Bool {
    (other.pd, other.expectedLoss, other.initialDebt, one.miner)
      < (one.pd, one.expectedLoss, one.initialDebt, other.miner)
  }
}

/// `pd_term_structure.csv`.
package struct TermRow: TableRow {
  @CSV(.miner) package var miner: String
  @CSV("month") package var month: Int
  @CSV("cumulative_pd", .share) package var pd: Double
}

/// `default_causes.csv`.
package struct CauseRecord: TableRow {
  @CSV(.miner) package var miner: String
  @CSV("cause") package var cause: String
  @CSV(.paths) package var paths: Int
  @CSV("share_of_defaults") package var share: Double?
}

/// `default_times.csv`.
package struct TimeRow: TableRow {
  @CSV(.miner) package var miner: String
  @CSV("year", .years) package var year: Double
  @CSV(.paths) package var paths: Int
}

/// `tranches.csv`.
package struct TrancheRow: TableRow {
  @CSV(.miner) package var miner: String
  @CSV(.tranche) package var tranche: String
  @CSV("kind") package var kind: String
  @CSV("principal_usd") package var principal: Double
  @CSV("pd", .share) package var pd: Double
  @CSV("ead_usd") package var exposure: Double?
  @CSV("expected_loss_usd", .size) package var expectedLoss: Double
  @CSV("expected_loss_se") package var expectedLossError: Double?
  @CSV("lgd_mean") package var lossGivenDefault: Double?
  @CSV("lgd_mean_se", .ifPresent) package var lossGivenDefaultError: Double?
  /// What is lost of all claims in default; nil where an older version did not say.
  @CSV("lgd_exposure_weighted", .ifPresent) package var lossOfClaims: Double?
  @CSV("lgd_exposure_weighted_se", .ifPresent) package var lossOfClaimsError: Double?
  @CSV("break_even_spread_bps") package var breakEven: Double?
  @CSV("break_even_spread_se_bps") package var breakEvenError: Double?
  @CSV("offered_spread_bps") package var offered: Double
  @CSV("mispricing_bps") package var mispricing: Double?
  /// Share that the lender holds; nil where an older version did not say.
  @CSV("held_share", .ifPresent) package var heldShare: Double?
  /// Share of the principal that falls due after the horizon; nil where an older version did not say.
  @CSV("beyond_horizon", .ifPresent) package var beyondHorizon: Double?
  /// Share that is still owed when the run ends; nil where an older version did not say.
  @CSV("owed_at_end_share", .ifPresent) package var owedAtEnd: Double?

  /// Whether the lender has any of it: what it does not hold is no loss of its own.
  package var isHeld: Bool { heldShare != 0 }

  /// Whether one costs more than another; equals go by default probability, then by principal.
  package static func costsMore(_ one: TrancheRow, _ other: TrancheRow) -> Bool {
    (other.expectedLoss, other.pd, other.principal, one.miner, one.tranche)
      < (one.expectedLoss, one.pd, one.principal, other.miner, other.tranche)
  }
}

/// `lgd_distribution.csv`: an atom where the bounds are the same.
package struct LossGivenDefaultRecord: TableRow {
  @CSV(.miner) package var miner: String
  @CSV(.tranche) package var tranche: String
  @CSV("bin_low") package var low: Double
  @CSV("bin_high") package var high: Double
  @CSV(.paths) package var paths: Int
  /// Share of the tranche's defaults; nil without any.
  @CSV("probability") package var probability: Double?
}

/// `underwriting_gap.csv`.
package struct GapRow: TableRow {
  @CSV(.miner) package var miner: String
  @CSV("measure") package var measure: String
  @CSV("lender_view") package var lender: Double?
  @CSV("full_model") package var full: Double?
  @CSV("difference") package var difference: Double?
  @CSV("difference_se", .ifPresent) package var differenceError: Double?
}

/// `phantom_collateral.csv`.
package struct PhantomRow: TableRow {
  @CSV(.miner) package var miner: String
  @CSV(.tranche) package var tranche: String
  @CSV("moment") package var moment: String
  @CSV("headline_ltv") package var headline: Double?
  @CSV("liquidation_ltv_alone") package var alone: Double?
  @CSV("liquidation_ltv_together") package var together: Double?
}

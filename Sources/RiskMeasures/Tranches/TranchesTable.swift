import CreditBasics

/// A row of `tranches.csv`, for the whole tranche.
public struct TrancheSummary: Sendable, Equatable {
  /// The miner's name.
  public var miner: String
  /// The tranche's name.
  public var tranche: String
  /// Its kind.
  public var kind: TrancheKind
  /// Principal at the as-of date in dollars.
  public var principalUSD: Double
  /// Paths on which the tranche has a claim.
  public var defaults: Proportion
  /// Mean claim given default in dollars.
  public var exposureAtDefaultUSD: Estimate?
  /// Mean discounted loss in dollars.
  public var expectedLossUSD: Estimate
  /// Mean LGD given default.
  public var lossGivenDefaultMean: Estimate?
  /// LGD given default at 5, 50 and 95 %.
  public var lossGivenDefaultQuantiles: [Double]?
  /// Actuarial break-even spread in basis points.
  public var breakEvenSpread: Estimate?
  /// Initial coupon less the risk-free rate in basis points.
  public var offeredSpread: Double
  /// Offered less break-even spread in basis points; nil for convertibles.
  public var mispricing: Double?
  /// Share of the tranche in the portfolio.
  public var heldShare: Double
  /// LGD given default weighted by claims, `Σ (claim − recovery) / Σ claim`.
  public var lossGivenDefaultByExposure: Estimate?
  /// Share of the principal that falls due after the horizon.
  public var beyondHorizon: Double
  /// A quoted spread over the short rate in basis points, if any.
  public var marketSpread: Double?
  /// Mean share of principal and commitment that is still owed when the run ends; nil without either.
  public var owedAtEndShare: Estimate?

  /// Whether the lender has any of it: what it does not hold is no loss of its own.
  package var isHeld: Bool { heldShare != 0 }
}

extension TrancheSummary {
  static let columns: [Column<TrancheSummary>] = [
    .texts("miner,tranche,kind", [\.miner, \.tranche, \.kind.rawValue], "names"),
    .number("principal_usd", \.principalUSD, error: "exact", "principal at the as-of date"),
    .proportion("pd", \.defaults, "share of paths on which the tranche has a claim"),
    .number(
      "ead_usd", \.exposureAtDefaultUSD?.value, error: "`ead_se`",
      "mean claim given default, dollars; empty without one"),
    .estimate(
      "expected_loss_usd", \.expectedLossUSD, "mean `L` over all paths, dollars",
      error: "expected_loss_se", "sample standard deviation / `√n`"),
    .share(
      "lgd_mean", \.lossGivenDefaultMean?.value, error: "`lgd_mean_se`",
      "mean over defaults of `1 − recovery/claim`, undiscounted recoveries at default values"),
    .percentiles(
      "lgd_p05,lgd_p50,lgd_p95", \.lossGivenDefaultQuantiles,
      error: "sampling, `N` = defaults; binning: at most 0.0005, none where all are alike",
      unit: .share,
      """
      percentiles of the same, read off bins of 0.0005 between the atoms 0 and 1 (rule R-7, \
      below)
      """),
    .estimate(
      "break_even_spread_bps", \.breakEvenSpread,
      """
      `s = ΣL / ΣA`, `A = Σ Δ e^{−r t_{k+1}} · outstanding at t_k` over the steps begun alive: \
      the spread that pays the expected loss and no more (no risk premium)
      """, error: "break_even_spread_se_bps",
      "ratio estimator, delta method: s.e. of the mean of `L − sA` over the mean of `A`"),
    .number("offered_spread_bps", \.offeredSpread, error: "exact", "initial coupon − `r`"),
    .number(
      "mispricing_bps", \.mispricing, error: "that of the break-even spread",
      """
      `offered_spread_bps − break_even_spread_bps`: **below 0 the loan pays too little**. Empty \
      for convertibles, whose holders are also paid in optionality
      """),
    .share("held_share", \.heldShare, error: "exact", "`heldShare`"),
    .share(
      "lgd_exposure_weighted", \.lossGivenDefaultByExposure?.value,
      error: "`lgd_exposure_weighted_se`",
      """
      `Σ (claim − recovery) / Σ claim` over its defaults, undiscounted: `pd · ead_usd` times it \
      is the mean undiscounted loss, as with `lgd_mean` it is not
      """),
    .number(
      "market_spread_bps", \.marketSpread, error: "exact",
      "a quoted spread over the short rate, for comparison; empty without one"),
    .share(
      "beyond_horizon", \.beyondHorizon, error: "exact",
      """
      share of the principal that falls due after the horizon by today's schedule. Above 0, loss \
      and spread are to the horizon, not to maturity
      """),
    .estimate(
      "owed_at_end_share", \.owedAtEndShare, unit: .share,
      """
      mean over all paths of what is outstanding when the run ends, capitalised interest included and \
      0 after default, over principal and what can be drawn; empty without either. Above 0 where \
      loans are extended, or mature, beyond the end: losses after that are in no figure
      """, error: "owed_at_end_share_se", "sample standard deviation / `√n`"),
    .number(
      "ead_se", \.exposureAtDefaultUSD?.standardError, unit: .dollars,
      """
      sample standard deviation over its defaults / `√N`, `N` of them, in dollars; few defaults want Student's \
      factor (above)
      """),
    .share("lgd_mean_se", \.lossGivenDefaultMean?.standardError, "the same of `lgd_mean`"),
    .share(
      "lgd_exposure_weighted_se", \.lossGivenDefaultByExposure?.standardError,
      "ratio of sums over its defaults, delta method"),
  ]
}

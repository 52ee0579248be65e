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
  public var exposureAtDefaultUSD: Double?
  /// Mean discounted loss in dollars.
  public var expectedLossUSD: Estimate
  /// Mean LGD given default.
  public var lossGivenDefaultMean: Double?
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
  public var lossGivenDefaultByExposure: Double?
  /// Share of the principal that falls due after the horizon.
  public var beyondHorizon: Double
  /// A quoted spread over the short rate in basis points, if any.
  public var marketSpread: Double?
}

extension TableSchema {
  /// `tranches.csv`.
  static let tranches = TableSchema(
    "tranches.csv", rows: { $0.tranches },
    columns: tranchesColumns)

  private static let tranchesColumns: [Column<TrancheSummary>] = [
    Column(
      "miner,tranche,kind",
      "names"
    ) {
      [.text($0.miner), .text($0.tranche), .text($0.kind.rawValue)]
    },
    Column(
      "principal_usd",
      "principal at the as-of date",
      error: "exact"
    ) { .number($0.principalUSD) },
    Column(
      "pd",
      "share of paths on which the tranche has a claim",
      error: "binomial", unit: .share
    ) { .number($0.defaults.value) },
    Column(
      "ead_usd",
      "mean claim given default, dollars; empty without one",
      error: "none: read with `pd` and the LGD table"
    ) { .number($0.exposureAtDefaultUSD) },
    Column(
      "expected_loss_usd",
      "mean `L` over all paths, dollars",
      error: "`expected_loss_se`"
    ) { .number($0.expectedLossUSD.value) },
    Column(
      "expected_loss_se",
      "sample standard deviation / `√n`", unit: .dollars
    ) { .number($0.expectedLossUSD.standardError) },
    Column(
      "lgd_mean",
      "mean over defaults of `1 − recovery/claim`, undiscounted recoveries at default values",
      error: "spread in the next columns", unit: .share
    ) { .number($0.lossGivenDefaultMean) },
    Column(
      "lgd_p05,lgd_p50,lgd_p95",
      """
      percentiles of the same, read off bins of 0.0005 between the atoms 0 and 1 (rule R-7, below)
      """,
      error: "at most 0.0005 from binning", unit: .share
    ) {
      [
        .number($0.lossGivenDefaultQuantiles?[0]), .number($0.lossGivenDefaultQuantiles?[1]),
        .number($0.lossGivenDefaultQuantiles?[2]),
      ]
    },
    Column(
      "break_even_spread_bps",
      """
      `s = ΣL / ΣA`, `A = Σ Δ e^{−r t_{k+1}} · outstanding at t_k` over the steps begun alive: the \
      spread that pays the expected loss and no more (no risk premium)
      """,
      error: "`break_even_spread_se_bps`"
    ) { .number($0.breakEvenSpread?.value) },
    Column(
      "break_even_spread_se_bps",
      "ratio estimator, delta method: s.e. of the mean of `L − sA` over the mean of `A`"
    ) { .number($0.breakEvenSpread?.standardError) },
    Column(
      "offered_spread_bps",
      "initial coupon − `r`",
      error: "exact"
    ) { .number($0.offeredSpread) },
    Column(
      "mispricing_bps",
      """
      `offered_spread_bps − break_even_spread_bps`: **below 0 the loan pays too little**. Empty \
      for convertibles, whose holders are also paid in optionality
      """,
      error: "that of the break-even spread"
    ) { .number($0.mispricing) },
    Column(
      "held_share",
      "`heldShare`",
      error: "exact", unit: .share
    ) { .number($0.heldShare) },
    Column(
      "lgd_exposure_weighted",
      """
      `Σ (claim − recovery) / Σ claim` over its defaults, undiscounted: `pd · ead_usd` times it is \
      the mean undiscounted loss, as with `lgd_mean` it is not
      """,
      error: "none", unit: .share
    ) { .number($0.lossGivenDefaultByExposure) },
    Column(
      "market_spread_bps",
      "a quoted spread over the short rate, for comparison; empty without one",
      error: "exact"
    ) { .number($0.marketSpread) },
    Column(
      "beyond_horizon",
      """
      share of the principal that falls due after the horizon by today's schedule. Above 0, loss \
      and spread are to the horizon, not to maturity
      """,
      error: "exact", unit: .share
    ) { .number($0.beyondHorizon) },
  ]
}

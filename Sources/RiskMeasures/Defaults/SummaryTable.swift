/// A row of `summary.csv`.
public struct MinerSummary: Sendable, Equatable {
  /// The miner's name, or `PORTFOLIO`.
  public var miner: String
  /// Paths with a default by the horizon.
  public var defaults: Proportion
  /// Mean default time in years given default.
  public var meanDefaultYear: Double?
  /// Mean discounted held loss in dollars.
  public var expectedLossUSD: Estimate
  /// Principal at the as-of date in dollars, whole tranches.
  public var initialDebtUSD: Double
  /// Share of defaults that do not happen by the horizon with infinite depth.
  public var cascadeShare: Double?
  /// Paths on which the miner fails owing nothing and is closed; they count in no other figure.
  public var closed: Proportion
  /// Principal at the as-of date in dollars times the share held.
  public var heldPrincipalUSD: Double
  /// Mean discounted held loss in dollars on the same paths in markets of infinite depth.
  public var expectedLossWithoutDepthUSD: Double
  /// Share of the principal that falls due after the horizon; 0 without principal.
  public var beyondHorizon: Double
  /// Mean share of principal and commitments, whole tranches, that is still owed when the run ends; nil
  /// without either.
  public var owedAtEndShare: Estimate?

  /// Expected loss until everything owed has fallen due by today's schedule; nil where something falls due after the
  /// horizon.
  ///
  /// Losses on debt that is extended beyond the horizon are not in it.
  public var expectedLossLifetimeUSD: Double? { beyondHorizon > 0 ? nil : expectedLossUSD.value }

  /// The name of the portfolio's rows.
  public static let portfolioName = "PORTFOLIO"
}

extension MinerSummary {
  static let columns: [Column<MinerSummary>] = [
    .miner(\.miner),
    .share(
      "pd", \.defaults.value, error: "`pd_se`, interval",
      "share of paths with a default by the horizon; PORTFOLIO: with any default"),
    .share(
      "pd_se", \.defaults.standardError,
      "`√(pd (1 − pd)/n)`; 0 at 0 and 1, where the interval still tells"),
    .numbers(
      "pd_ci95_low,pd_ci95_high",
      [\.defaults.wilsonInterval.lowerBound, \.defaults.wilsonInterval.upperBound], unit: .share,
      "Wilson's score interval (1927)"),
    .number(
      "mean_default_year", \.meanDefaultYear,
      error: "s.e. the spread in `default_times.csv` over `√(n · pd)`",
      "mean `τ` in years given default; PORTFOLIO: of a path's first default. Empty without one"),
    .estimate(
      "expected_loss_usd", \.expectedLossUSD,
      "mean over all paths of `Σ heldShare · L` in dollars",
      error: "expected_loss_se",
      "sample standard deviation / `√n`; exactly 0 if all paths agree, empty for one path"),
    .number(
      "initial_debt_usd", \.initialDebtUSD, error: "exact",
      "sum of principals at the as-of date, whole tranches"),
    .share(
      "cascade_share", \.cascadeShare, error: "binomial, `N` = defaults",
      """
      share of its defaults that the same path does not have with infinite depth; PORTFOLIO: of \
      paths with any default. Empty without one
      """),
    .proportion(
      "closed", \.closed,
      """
      share of paths on which the miner fails owing nothing and is closed, which counts in no \
      other figure; PORTFOLIO: any miner
      """),
    .number(
      "held_principal_usd", \.heldPrincipalUSD, error: "exact",
      "sum of `heldShare` · principal"),
    .number(
      "expected_loss_without_depth_usd", \.expectedLossWithoutDepthUSD,
      error:
        "at most about `expected_loss_se`, and half of it where depth costs much; that of the difference is smaller",
      """
      as `expected_loss_usd`, on the same paths with infinite depth: the difference is what \
      depth costs
      """),
    .number(
      "expected_loss_lifetime_usd", \.expectedLossLifetimeUSD, error: "`expected_loss_se`",
      """
      `expected_loss_usd` where nothing falls due after the horizon by today's schedule, else empty. \
      A lifetime figure only where `owed_at_end_share` is 0, too
      """),
    .share(
      "beyond_horizon", \.beyondHorizon, error: "exact",
      """
      share of the principal that falls due after the horizon, tranches weighted by principal and \
      what can be drawn; 0 without either
      """),
    .estimate(
      "owed_at_end_share", \.owedAtEndShare, unit: .share,
      """
      mean over all paths of what its tranches still owe when the run ends, over principal and what \
      can be drawn, as in `tranches.csv`; empty without either
      """, error: "owed_at_end_share_se", "sample standard deviation / `√n`"),
  ]
}

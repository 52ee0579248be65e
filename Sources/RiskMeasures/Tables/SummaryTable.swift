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
  /// Paths on which the miner fails owing nothing and is closed; in no other figure.
  public var closed: Proportion
  /// Principal at the as-of date in dollars times the share held.
  public var heldPrincipalUSD: Double
  /// Mean discounted held loss in dollars on the same paths in markets of infinite depth.
  public var expectedLossWithoutDepthUSD: Double
  /// Share of the principal that falls due after the horizon; 0 without principal.
  public var beyondHorizon: Double

  /// Expected loss until everything owed has fallen due; nil where something does so after the horizon.
  public var expectedLossLifetimeUSD: Double? { beyondHorizon > 0 ? nil : expectedLossUSD.value }

  /// The name of the portfolio's rows.
  public static let portfolioName = "PORTFOLIO"
}

extension TableSchema {
  /// `summary.csv`.
  static let summary = TableSchema(
    "summary.csv", rows: { $0.miners + [$0.portfolio] },
    columns: summaryColumns)

  private static let summaryColumns: [Column<MinerSummary>] = [
    .miner { $0.miner },
    Column(
      "pd",
      "share of paths with a default by the horizon; PORTFOLIO: with any default",
      error: "`pd_se`, interval", unit: .share
    ) { .number($0.defaults.value) },
    Column(
      "pd_se",
      "`√(pd (1 − pd)/n)`; 0 at 0 and 1, where the interval still tells", unit: .share
    ) { .number($0.defaults.standardError) },
    Column(
      "pd_ci95_low,pd_ci95_high",
      "Wilson's score interval (1927)", unit: .share
    ) {
      [
        .number($0.defaults.wilsonInterval.lowerBound),
        .number($0.defaults.wilsonInterval.upperBound),
      ]
    },
    Column(
      "mean_default_year",
      "mean `τ` in years given default; PORTFOLIO: of a path's first default. Empty without one",
      error: "spread in `default_times.csv`"
    ) { .number($0.meanDefaultYear) },
    Column(
      "expected_loss_usd",
      "mean over all paths of `Σ heldShare · L` in dollars",
      error: "`expected_loss_se`"
    ) { .number($0.expectedLossUSD.value) },
    Column(
      "expected_loss_se",
      "sample standard deviation / `√n`; exactly 0 if all paths agree, empty for one path",
      unit: .dollars
    ) { .number($0.expectedLossUSD.standardError) },
    Column(
      "initial_debt_usd",
      "sum of principals at the as-of date, whole tranches",
      error: "exact"
    ) { .number($0.initialDebtUSD) },
    Column(
      "cascade_share",
      """
      share of its defaults that the same path does not have with infinite depth; PORTFOLIO: of \
      paths with any default. Empty without one
      """,
      error: "binomial, `N` = defaults", unit: .share
    ) { .number($0.cascadeShare) },
    Column(
      "closed",
      """
      share of paths on which the miner fails owing nothing and is closed, which counts in no \
      other figure; PORTFOLIO: any miner
      """,
      error: "binomial", unit: .share
    ) { .number($0.closed.value) },
    Column(
      "held_principal_usd",
      "sum of `heldShare` · principal",
      error: "exact"
    ) { .number($0.heldPrincipalUSD) },
    Column(
      "expected_loss_without_depth_usd",
      """
      as `expected_loss_usd`, on the same paths with infinite depth: the difference is what depth \
      costs
      """,
      error: "about `expected_loss_se`; that of the difference is smaller"
    ) { .number($0.expectedLossWithoutDepthUSD) },
    Column(
      "expected_loss_lifetime_usd",
      "`expected_loss_usd` where nothing falls due after the horizon, else empty",
      error: "`expected_loss_se`"
    ) { .number($0.expectedLossLifetimeUSD) },
    Column(
      "beyond_horizon",
      """
      share of the principal that falls due after the horizon, tranches weighted by principal; 0 \
      without debt
      """,
      error: "exact", unit: .share
    ) { .number($0.beyondHorizon) },
  ]
}

/// A row of `loss_quantiles.csv`.
public struct LossQuantile: Sendable, Equatable {
  /// Level `α` in thousandths.
  public var thousandths: Int
  /// Value at risk in dollars.
  public var valueAtRiskUSD: Double
  /// Lower bound of the value at risk's 95 % interval, in dollars; nil where too few paths bound it.
  public var low: Double?
  /// Upper bound of the value at risk's 95 % interval, in dollars; nil where too few paths bound it.
  public var high: Double?
  /// Expected shortfall in dollars.
  public var expectedShortfallUSD: Estimate
  /// Value at risk less the expected loss, in dollars; nil where the expected loss is not known.
  public var unexpectedLossUSD: Double?
  /// Expected shortfall in dollars on the same paths in markets of infinite depth.
  public var expectedShortfallWithoutDepthUSD: Double?

  /// Levels of the table in thousandths.
  public static let levels = [950, 990, 995, 999]
}

extension LossQuantile {
  static let columns: [Column<LossQuantile>] = [
    .level(\.thousandths),
    .number(
      "return_period", { 1000 / Double(1000 - $0.thousandths) }, error: "exact",
      "`1/(1 − α)`: exceeded in one horizon of so many"),
    .number(
      "var_usd", \.valueAtRiskUSD, error: "interval",
      "`L_(⌈nα⌉)`, with α in thousandths and integer arithmetic"),
    .numbers(
      "var_ci95_low,var_ci95_high", [\.low, \.high], unit: .dollars,
      """
      order statistics by the binomial law, whatever the distribution \
      ([ranks](../methods/measures.md)); empty where so few paths give no bound
      """),
    .number(
      "es_usd", \.expectedShortfallUSD.value, error: "`es_se`",
      """
      exact average of the worst `n(1 − α)` losses, the last with a fractional weight: `VaR + \
      Σ_{j > ⌈nα⌉} (L_(j) − VaR) / (n(1 − α))`
      """),
    .dollars(
      "es_se", \.expectedShortfallUSD.standardError,
      error: "measured in [coverage](../validation/coverage.md); heavy tails need more paths",
      """
      influence function, widened for few or skewed losses ([formula](../methods/measures.md)): \
      ± 1.96 errors are a 95 % interval; empty below two losses beyond VaR
      """),
    .number(
      "unexpected_loss_usd", \.unexpectedLossUSD,
      error: "that of `var_usd`; where its interval has no width, `expected_loss_se`",
      "`var_usd` − the portfolio's `expected_loss_usd`"),
    .number(
      "es_without_depth_usd", \.expectedShortfallWithoutDepthUSD,
      error: "at most about `es_se`, and a quarter of it where depth makes the tail",
      "`es_usd` of the same paths with infinite depth"),
  ]
}

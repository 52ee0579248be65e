/// A row of `default_correlation.csv`.
public struct DefaultCorrelation: Sendable, Equatable {
  /// The first miner in name order.
  public var first: String
  /// The other.
  public var second: String
  /// Paths on which both default.
  public var joint: Proportion
  /// Correlation of the default indicators; nil when one of them is constant.
  public var correlation: Double?
  /// Its standard error; nil where fewer than ten paths show both defaults, one of them alone, or none.
  public var correlationError: Double?
}

extension DefaultCorrelation {
  /// Columns of `default_correlation.csv`.
  static let columns: [Column<DefaultCorrelation>] = [
    .texts("miner_a,miner_b", [\.first, \.second], "names"),
    .share(
      "joint_pd", \.joint.value, error: "binomial",
      "share of paths on which both default by the horizon"),
    .number(
      "correlation", \.correlation,
      error: "`correlation_se`",
      """
      of the indicators: `(p_ab − p_a p_b) / √(p_a(1 − p_a) p_b(1 − p_b))`; empty when a miner \
      defaults on no path or on all
      """),
    .number(
      "correlation_se", \.correlationError,
      """
      delta method; empty unless at least ten paths each show both defaults, the first alone, the \
      second alone, and neither
      """),
  ]
}

/// A row of `default_correlation.csv`.
public struct DefaultCorrelation: Sendable, Equatable {
  /// The first miner in name order.
  public var first: String
  /// The other.
  public var second: String
  /// Paths on which both default.
  public var joint: Proportion
  /// Correlation of the default indicators; nil when one of them is constant.
  ///
  /// Without an error where fewer than ten paths show both defaults, one of them alone, or none.
  public var correlation: Estimate?
}

extension DefaultCorrelation {
  static let columns: [Column<DefaultCorrelation>] = [
    .texts("miner_a,miner_b", [\.first, \.second], "names"),
    .proportion("joint_pd", \.joint, "share of paths on which both default by the horizon"),
    .estimate(
      "correlation", \.correlation,
      """
      of the indicators: `(p_ab − p_a p_b) / √(p_a(1 − p_a) p_b(1 − p_b))`; empty when a miner \
      defaults on no path or on all
      """, error: "correlation_se",
      """
      delta method; empty unless at least ten paths each show both defaults, the first alone, the \
      second alone, and neither
      """),
  ]
}

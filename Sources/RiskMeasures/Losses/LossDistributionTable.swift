/// A row of `loss_distribution.csv`: losses above `low` up to `high`; the first is the loss 0.
public struct LossBin: Sendable, Equatable {
  /// Lower edge in dollars, not included.
  public var low: Double
  /// Upper edge in dollars, included.
  public var high: Double
  /// Paths in the bin.
  public var paths: Proportion
  /// Paths with at most the loss `high`.
  public var cumulative: Proportion
  /// Paths with more than the loss `high`.
  public var exceedance: Proportion
}

extension LossBin {
  static let columns: [Column<LossBin>] = [
    .numbers(
      "bin_low_usd,bin_high_usd", [\.low, \.high], error: "follow the sample's maximum",
      "edges in dollars"),
    .paths(\.paths.count, "paths in the bin"),
    .probability(\.paths),
    .proportion(
      "cumulative", \.cumulative, "share of paths with a loss of at most `bin_high_usd`"),
    .proportion("exceedance", \.exceedance, "share of paths with more: the exceedance curve"),
  ]
}

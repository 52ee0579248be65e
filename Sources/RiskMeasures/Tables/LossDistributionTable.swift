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

extension TableSchema {
  /// `loss_distribution.csv`.
  static let lossDistribution = TableSchema(
    "loss_distribution.csv", rows: { $0.lossDistribution },
    columns: lossDistributionColumns)

  private static let lossDistributionColumns: [Column<LossBin>] = [
    Column(
      "bin_low_usd,bin_high_usd",
      "edges in dollars",
      error: "follow the sample's maximum"
    ) {
      [.number($0.low), .number($0.high)]
    },
    .paths("paths in the bin") { $0.paths.count },
    .probability { $0.paths },
    Column(
      "cumulative",
      "share of paths with a loss of at most `bin_high_usd`",
      error: "binomial", unit: .share
    ) { .number($0.cumulative.value) },
    Column(
      "exceedance",
      "share of paths with more: the exceedance curve",
      error: "binomial", unit: .share
    ) { .number($0.exceedance.value) },
  ]
}

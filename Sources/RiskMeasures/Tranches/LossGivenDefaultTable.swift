/// A row of `lgd_distribution.csv`.
public struct LossGivenDefaultRow: Sendable, Equatable {
  /// The miner's name.
  public var miner: String
  /// The tranche's name.
  public var tranche: String
  /// Lower edge of the bin; an atom has equal edges.
  public var low: Double
  /// Upper edge.
  public var high: Double
  /// Paths in the bin.
  public var paths: Int
  /// Share of the tranche's defaults.
  public var probability: Double?
}

extension LossGivenDefaultRow {
  static let columns: [Column<LossGivenDefaultRow>] = [
    .texts("miner,tranche", [\.miner, \.tranche], "names"),
    .numbers("bin_low,bin_high", [\.low, \.high], error: "exact", "edges"),
    .paths(\.paths, "defaults of the tranche in the bin"),
    .share(
      "probability", \.probability, error: "binomial, `N` = the tranche's defaults",
      "given default; empty without defaults"),
  ]
}

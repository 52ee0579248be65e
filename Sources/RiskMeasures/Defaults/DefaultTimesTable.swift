/// A row of `default_times.csv`.
public struct DefaultTimeRow: Sendable, Equatable {
  /// The miner's name.
  public var miner: String
  /// Quarter from 1.
  public var quarter: Int
  /// Paths on which the miner defaults in it.
  public var defaults: Proportion
}

extension DefaultTimeRow {
  static let columns: [Column<DefaultTimeRow>] = [
    .miner(\.miner),
    .fields(
      "quarter,year", { [.integer($0.quarter), .number(Double($0.quarter) / 4)] }, error: "exact",
      "`q` from 1, and its end `q/4`"),
    .paths(\.defaults.count, "paths with `(q − 1)/4 < τ ≤ q/4`"),
    .probability(\.defaults),
  ]
}

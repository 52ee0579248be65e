/// A row of `default_times.csv`.
public struct DefaultTimeRow: Sendable, Equatable {
  /// The miner's name.
  public var miner: String
  /// Quarter from 1.
  public var quarter: Int
  /// Paths on which the miner defaults in it.
  public var defaults: Proportion
}

extension TableSchema {
  /// `default_times.csv`.
  static let times = TableSchema(
    "default_times.csv", rows: { $0.defaultTimes },
    columns: timesColumns)

  private static let timesColumns: [Column<DefaultTimeRow>] = [
    .miner { $0.miner },
    Column(
      "quarter,year",
      "`q` from 1, and its end `q/4`",
      error: "exact"
    ) {
      [.integer($0.quarter), .number(Double($0.quarter) / 4)]
    },
    .paths("paths with `(q − 1)/4 < τ ≤ q/4`") { $0.defaults.count },
    .probability { $0.defaults },
  ]
}

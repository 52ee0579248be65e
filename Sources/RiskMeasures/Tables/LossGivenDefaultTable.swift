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

extension TableSchema {
  /// `lgd_distribution.csv`.
  static let lossGivenDefault = TableSchema(
    "lgd_distribution.csv", rows: { $0.lossGivenDefault },
    columns: lossGivenDefaultColumns)

  private static let lossGivenDefaultColumns: [Column<LossGivenDefaultRow>] = [
    Column(
      "miner,tranche",
      "names"
    ) {
      [.text($0.miner), .text($0.tranche)]
    },
    Column(
      "bin_low,bin_high",
      "edges",
      error: "exact"
    ) {
      [.number($0.low), .number($0.high)]
    },
    .paths("defaults of the tranche in the bin") { $0.paths },
    Column(
      "probability",
      "given default; empty without defaults",
      error: "binomial, `N` = the tranche's defaults", unit: .share
    ) { .number($0.probability) },
  ]
}

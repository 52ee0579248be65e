import CreditBasics

/// A row of `default_causes.csv`.
public struct CauseRow: Sendable, Equatable {
  /// The miner's name.
  public var miner: String
  /// The cause.
  public var cause: DefaultCause
  /// Paths on which the miner defaults for it.
  public var paths: Int
  /// Share of the miner's defaults.
  public var shareOfDefaults: Double?
}

extension TableSchema {
  /// `default_causes.csv`.
  static let causes = TableSchema(
    "default_causes.csv", rows: { $0.causes },
    columns: causesColumns)

  private static let causesColumns: [Column<CauseRow>] = [
    .miner { $0.miner },
    Column(
      "cause",
      "`margin`, `covenant`, `maturity`, `payment` or `insolvency`"
    ) { .text($0.cause.key) },
    .paths("number of paths on which the miner defaults for it") { $0.paths },
    Column(
      "share_of_defaults",
      "`paths` / the miner's defaults; empty without defaults",
      error: "binomial, `N` = defaults", unit: .share
    ) { .number($0.shareOfDefaults) },
  ]
}

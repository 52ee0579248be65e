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

extension CauseRow {
  static let columns: [Column<CauseRow>] = [
    .miner(\.miner),
    .text("cause", \.cause.key, "`margin`, `covenant`, `maturity`, `payment` or `insolvency`"),
    .paths(\.paths, "number of paths on which the miner defaults for it"),
    .share(
      "share_of_defaults", \.shareOfDefaults, error: "binomial, `N` = defaults",
      "`paths` / the miner's defaults; empty without defaults"),
  ]
}

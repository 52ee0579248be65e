/// A row of `convergence.csv`.
public struct ConvergenceRow: Sendable, Equatable {
  /// Number of first paths, a power of two.
  public var paths: Int
  /// The miner's name, or `PORTFOLIO`.
  public var miner: String
  /// What is estimated.
  public var measure: String
  /// The estimate from these paths.
  public var value: Double?
  /// Its standard error.
  public var standardError: Double?
}

extension ConvergenceRow {
  static let columns: [Column<ConvergenceRow>] = [
    .count("paths", \.paths, error: "exact", "`2^k`"),
    .miner(\.miner, "name, or `PORTFOLIO`"),
    .text(
      "measure", \.measure,
      """
      `pd` and `expected_loss_usd` (for each miner and PORTFOLIO), `var_99` and `es_99` \
      (PORTFOLIO)
      """),
    .number(
      "value", \.value, error: "`se`",
      "the estimate; `var_99` and `es_99` are empty in runs of more than 20 million paths"),
    .number(
      "se", \.standardError,
      """
      as in the other tables; for `var_99` the width of its 95 % interval over 3.92. Empty where \
      so few paths cannot tell; 0 for a `pd` of 0 or 1, which tells nothing
      """),
  ]
}

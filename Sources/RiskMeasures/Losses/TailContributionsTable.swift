/// A row of `es_contributions.csv`.
public struct TailContributionRow: Sendable, Equatable {
  /// Level `α` in thousandths.
  public var thousandths: Int
  /// The miner's name.
  public var miner: String
  /// The tranche's name.
  public var tranche: String
  /// Dollars of the expected shortfall; nil when losses are only sketched.
  public var contribution: Estimate?
  /// Share of the expected shortfall; nil where it is 0.
  public var share: Double?
  /// Standard error of the contribution of the miner's tranches together; nil where there is none.
  public var minersError: Double?
}

extension TailContributionRow {
  static let columns: [Column<TailContributionRow>] = [
    .level(\.thousandths),
    .texts(
      "miner,tranche", [\.miner, \.tranche],
      "names; a miner's contribution is the sum of its tranches'"),
    .number(
      "contribution_usd", \.contribution?.value, error: "`contribution_se`",
      """
      mean held loss of the tranche over the worst `n(1 − α)` paths. Paths beyond VaR weigh 1; \
      all paths *at* VaR share equally the weight that is missing
      """),
    .share(
      "share", \.share,
      "of `es_usd`; empty where that is 0. No s.e.: both figures rest on the same few paths"),
    .dollars(
      "contribution_se", \.contribution?.standardError,
      """
      influence function, widened for few losses ([formula](../methods/measures.md)); empty below two \
      losses beyond VaR, and where the tranche lost nothing on the tail's paths
      """),
    .dollars(
      "miner_contribution_se", \.minersError,
      "the same of the miner's tranches together, whose losses on a path are added first"),
  ]
}

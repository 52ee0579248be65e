/// A share of spare cash that leaves to the parent, or to owners, unless it is locked up.
public struct DistributionTerms: Sendable, Equatable {
  /// Share of cash above the minimum and what is kept.
  public var share: Double
  /// Dollars kept above the minimum.
  public var keepUSD: Double
  /// Dates in a year.
  public var perYear: Int
  /// Least DSCR at which anything leaves.
  public var minDSCR: Double

  /// Creates distributions.
  public init(share: Double, keepUSD: Double = 0, perYear: Int = 1, minDSCR: Double = 0) {
    self.share = share
    self.keepUSD = keepUSD
    self.perYear = perYear
    self.minDSCR = minDSCR
  }
}

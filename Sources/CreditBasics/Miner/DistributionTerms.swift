/// A share of spare cash that is paid to the parent, or to owners, unless it is locked up.
public struct DistributionTerms: Sendable, Equatable {
  /// Share of the cash above `minimumCash` plus `keepUSD` that is paid out.
  public var share: Double
  /// Dollars kept above the minimum.
  public var keepUSD: Double
  /// Distribution dates in a year.
  public var perYear: Int
  /// Least DSCR at which anything is paid out.
  public var minDSCR: Double

  /// Creates distributions.
  public init(share: Double, keepUSD: Double = 0, perYear: Int = 1, minDSCR: Double = 0) {
    self.share = share
    self.keepUSD = keepUSD
    self.perYear = perYear
    self.minDSCR = minDSCR
  }
}

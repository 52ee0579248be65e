/// A share of spare cash that prepays a tranche on its payment dates.
public struct SweepTerms: Sendable, Equatable {
  /// Share of the cash above `minimumCash` plus `keepUSD` that prepays.
  public var share: Double
  /// Dollars kept above the minimum.
  public var keepUSD: Double
  /// Highest DSCR at which the sweep is made; infinite for always.
  public var belowDSCR: Double

  /// Creates a sweep.
  public init(share: Double, keepUSD: Double = 0, belowDSCR: Double = .infinity) {
    self.share = share
    self.keepUSD = keepUSD
    self.belowDSCR = belowDSCR
  }
}

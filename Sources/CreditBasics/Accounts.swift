/// An account in which the service of a tranche's next payment dates is kept (model §3, stage 6).
public struct ReserveTerms: Sendable, Equatable {
  /// Months of service that it should hold.
  public var months: Double
  /// Dollars in it at the as-of date, besides cash.
  public var initialUSD: Double

  /// Creates a reserve.
  public init(months: Double, initialUSD: Double = 0) {
    self.months = months
    self.initialUSD = initialUSD
  }
}

/// A share of spare cash that prepays a tranche on its payment dates.
public struct SweepTerms: Sendable, Equatable {
  /// Share of cash above the minimum and what is kept.
  public var share: Double
  /// Dollars kept above the minimum.
  public var keepUSD: Double
  /// DSCR up to which it sweeps; infinite for always.
  public var belowDSCR: Double

  /// Creates a sweep.
  public init(share: Double, keepUSD: Double = 0, belowDSCR: Double = .infinity) {
    self.share = share
    self.keepUSD = keepUSD
    self.belowDSCR = belowDSCR
  }
}

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

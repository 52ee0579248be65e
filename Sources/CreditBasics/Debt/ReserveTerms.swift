/// An account in which the service of a tranche's next payment dates is kept (model §3, stage 6).
public struct ReserveTerms: Sendable, Equatable {
  /// Months of service that it should hold.
  public var months: Double
  /// Dollars in it at the as-of date, on top of the miner's cash.
  public var initialUSD: Double

  /// Creates a reserve.
  public init(months: Double, initialUSD: Double = 0) {
    (self.months, self.initialUSD) = (months, initialUSD)
  }
}

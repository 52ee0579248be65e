/// How the miner buys power.
public struct PowerContract: Sendable, Equatable {
  /// Price of the power bought ahead in $/MWh.
  public var fixedPrice: Double
  /// Share of consumption bought ahead, take-or-pay.
  public var fixedShare: Double
  /// End in years since the as-of date, after which all power is at spot; infinite for none.
  public var until: Double
  /// Share of the gain, spot over the fixed price, that is earned on power bought ahead while
  /// hardware is idle.
  public var resaleShare: Double

  /// Creates a power contract.
  public init(
    fixedPrice: Double = 0, fixedShare: Double = 0, until: Double = .infinity,
    resaleShare: Double = 1
  ) {
    self.fixedPrice = fixedPrice
    self.fixedShare = fixedShare
    self.until = until
    self.resaleShare = resaleShare
  }
}

/// The short rate that floating debt follows; it is not used for discounting.
public struct ShortRateMarket: Sendable, Equatable {
  /// Rate at the as-of date, a fraction per year.
  public var initial: Double
  /// Rate to which it reverts where a regime names none.
  public var mean: Double
  /// Speed of reversion per year.
  public var meanReversion: Double

  /// Creates the short rate; without a mean it reverts to where it starts.
  public init(initial: Double, mean: Double? = nil, meanReversion: Double = 0) {
    self.initial = initial
    self.mean = mean ?? initial
    self.meanReversion = meanReversion
  }
}

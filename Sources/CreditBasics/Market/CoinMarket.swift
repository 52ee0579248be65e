/// A coin's market.
public struct CoinMarket: Sendable, Equatable {
  /// Spot price in dollars; nil when the scenario does not use the coin.
  public var spotUSD: Double?
  /// Depth; nil is the lender's bottomless market.
  public var depth: CoinDepth?

  /// Creates a coin's market.
  public init(spotUSD: Double? = nil, depth: CoinDepth? = nil) {
    (self.spotUSD, self.depth) = (spotUSD, depth)
  }
}

/// Exponential inverse demand for a coin (model §2, coin depth).
public struct CoinDepth: Sendable, Equatable {
  /// Dollars per day whose sale divides the price by e.
  public var usdPerDay: Double
  /// Share `π` of the impact that stays after the step.
  public var permanentShare: Double

  /// Creates a coin's depth.
  public init(usdPerDay: Double, permanentShare: Double = 0) {
    (self.usdPerDay, self.permanentShare) = (usdPerDay, permanentShare)
  }
}

/// The Bitcoin network: hashrate dynamics and block rewards.
public struct MiningNetwork: Sendable, Equatable {
  /// Hashrate at the as-of date in PH/s.
  public var hashratePH: Double
  /// Trend growth `g` of log hashrate per year.
  public var growth: Double
  /// Elasticity `η`, to mining revenue, of the hashrate to which the network reverts: 0 to 1.
  public var revenueElasticity: Double
  /// Speed `κ` of reversion per year.
  public var meanReversion: Double
  /// Coins per block at the as-of date, before halvings dated then.
  public var blockSubsidy: Double
  /// Fees as a share of the subsidy.
  public var feeShare: Double
  /// Halving dates in years since the as-of date, ascending.
  public var halvings: [Double]

  /// Blocks found in a day, one in ten minutes.
  package static let blocksPerDay = 144.0

  /// Days on which bitcoin's subsidy has halved, from 50 coins a block, and the next as the shipped scenarios
  /// expect it.
  package static let knownHalvings = [
    "2012-11-28", "2016-07-09", "2020-05-11", "2024-04-20", "2028-04-15",
  ].compactMap { CalendarDate($0) }

  /// Creates the network's terms.
  public init(
    hashratePH: Double, growth: Double = 0, revenueElasticity: Double = 0,
    meanReversion: Double = 0, blockSubsidy: Double = 0, feeShare: Double = 0,
    halvings: [Double] = []
  ) {
    self.hashratePH = hashratePH
    self.growth = growth
    self.revenueElasticity = revenueElasticity
    self.meanReversion = meanReversion
    self.blockSubsidy = blockSubsidy
    self.feeShare = feeShare
    self.halvings = halvings
  }

  /// Coins per block with fees, `R(t)`, at a time in years since the as-of date.
  public func reward(at time: Double) -> Double {
    let passed = halvings.count { $0 <= time + TimeGrid.dateTolerance }
    var subsidy = blockSubsidy
    for _ in 0..<passed { subsidy /= 2 }
    return subsidy * (1 + feeShare)
  }
}

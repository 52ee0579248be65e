/// The market in which all miners live.
public struct Market: Sendable, Equatable {
  /// Regimes in name order.
  public var regimes: [Regime]
  /// Probability of each regime over the first step.
  public var initialRegime: [Double]
  /// Switching intensities per year, `[from][to]`; the diagonal is ignored.
  public var switching: [[Double]]
  /// The coins' spot prices and depths.
  public var coins: PerCoin<CoinMarket>
  /// Whether coin drifts are reduced so that jumps leave the mean unchanged.
  public var compensateJumps = false
  /// The Bitcoin network; nil when nothing uses it.
  public var network: MiningNetwork?
  /// Speed of reversion of compute rent's deviation per year.
  public var rentMeanReversion = 0.0
  /// Markets of the quoted prices that the scenario has.
  public var quotes: [Driver: QuotedMarket] = [:]
  /// The short rate; nil when nothing follows it.
  public var shortRate: ShortRateMarket?
  /// The path that a table fixes; nil for none.
  public var given: GivenPath?
  /// Jump events in name order.
  public var jumps: [JumpEvent] = []
  /// Elasticity of rigs' resale prices to hashprice.
  public var rigElasticity = 1.0
  /// Depth of the rigs' market; nil is bottomless.
  public var rigDepth: HardwareDepth?
  /// GPU classes in name order.
  public var gpus: [GPUClass] = []
  /// Launches of new generations in name order.
  public var launches: [Launch] = []

  /// Creates a market of coins; everything else is set afterwards.
  public init(
    regimes: [Regime], initialRegime: [Double], switching: [[Double]],
    coins: PerCoin<CoinMarket> = PerCoin(btc: CoinMarket(), eth: CoinMarket())
  ) {
    self.regimes = regimes
    self.initialRegime = initialRegime
    self.switching = switching
    self.coins = coins
  }

  /// The power market; nil when nothing uses it.
  public var power: QuotedMarket? {
    get { quotes[.powerPrice] }
    set { quotes[.powerPrice] = newValue }
  }

  /// Whether compute rent is simulated: the market has GPU classes, or something moves rent.
  ///
  /// Without GPUs a trend, a volatility, a jump or a given path of rent is enough.
  public var hasRent: Bool {
    !gpus.isEmpty || regimes.contains { $0.rentAnnualDecline != 0 || $0.rentVolatility != 0 }
      || jumps.contains { $0.shape.moves(.computeRent) }
      || given?.values[Driver.computeRent.rawValue].isEmpty == false
  }

  /// Hashprice at the as-of date in $/PH/day, `S · 144 · R(0) / H`; nil when nothing is mined.
  package var hashpriceToday: Double? {
    guard let network, let spot = coins.btc.spotUSD else { return nil }
    return spot * MiningNetwork.blocksPerDay * network.reward(at: 0) / network.hashratePH
  }

  /// Whether the market of some coin or hardware has depth, so that sales move prices.
  package var hasDepth: Bool {
    Coin.allCases.contains { coins[$0].depth != nil } || gpus.contains { $0.depth != nil }
      || rigDepth != nil
  }

  /// Whether the resale price of rigs is not simply proportional to hashprice.
  package var rigsHaveOwnPrice: Bool {
    network != nil && coins.btc.spotUSD != nil && (rigElasticity != 1 || rigDepth != nil)
  }

  /// Index of the initially most probable regime, the first in name order on a tie.
  public var initiallyMostProbableRegime: Int {
    initialRegime.indices.max { initialRegime[$0] < initialRegime[$1] }.map { best in
      initialRegime.firstIndex(of: initialRegime[best]) ?? best
    } ?? 0
  }
}

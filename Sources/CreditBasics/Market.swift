/// The coins a miner holds.
public enum Coin: Int, Sendable, CaseIterable {
  case btc, eth

  /// The coin's key in scenario files.
  public var key: String { String(describing: self) }
}

/// One value for each coin.
public struct PerCoin<Value> {
  /// Bitcoin's value.
  public var btc: Value
  /// Ether's value.
  public var eth: Value

  /// Creates a pair of values.
  public init(btc: Value, eth: Value) {
    self.btc = btc
    self.eth = eth
  }

  /// The value of one coin.
  public subscript(coin: Coin) -> Value {
    get { coin == .btc ? btc : eth }
    set { if coin == .btc { btc = newValue } else { eth = newValue } }
  }
}

extension PerCoin: Sendable where Value: Sendable {}
extension PerCoin: Equatable where Value: Equatable {}

/// Drift and volatility of a coin in one regime, per year.
public struct CoinDynamics: Sendable, Equatable {
  /// Drift `μ` of the mean per year.
  public var drift: Double
  /// Volatility `σ` per √year.
  public var volatility: Double

  /// Creates a coin's dynamics.
  public init(drift: Double = 0, volatility: Double = 0) {
    self.drift = drift
    self.volatility = volatility
  }
}

/// One state of the world: what the drivers, tenants and capital markets do while it lasts.
public struct Regime: Sendable, Equatable {
  /// The regime's name.
  public var name: String
  /// Drift and volatility of the coins.
  public var coins: PerCoin<CoinDynamics>
  /// Volatility of the network hashrate's deviation per √year.
  public var hashrateVolatility: Double
  /// Share by which compute rent's trend falls in a year, below 1 (negative: rises).
  public var rentAnnualDecline: Double
  /// Volatility of compute rent's deviation per √year.
  public var rentVolatility: Double
  /// Volatility of each quoted price's deviation per √year; other drivers' numbers are not read.
  public var quoteVolatility = PerDriver()
  /// Volatility of the short rate, a fraction per year, per √year.
  public var shortRateVolatility: Double
  /// Rate to which the short rate reverts; nil is the market's.
  public var shortRateMean: Double?
  /// Symmetric correlation matrix in the order of `Driver`, ones on the diagonal.
  public var correlation: [[Double]]
  /// Share of uncontracted GPU hours that find a customer.
  public var utilisation: Double
  /// Default intensity `λ_r` of a tenant of risk 1 per year.
  public var tenantDefaultPerYear: Double
  /// Whether maturing debt can be refinanced.
  public var refinancingOpen: Bool
  /// Addition to the rate of what is refinanced, per year.
  public var refinancingPremium: Double
  /// Whether equity can be issued.
  public var equityOpen: Bool

  /// Creates a regime.
  public init(
    name: String,
    coins: PerCoin<CoinDynamics> = PerCoin(btc: CoinDynamics(), eth: CoinDynamics()),
    hashrateVolatility: Double = 0, rentAnnualDecline: Double = 0, rentVolatility: Double = 0,
    powerVolatility: Double = 0, shortRateVolatility: Double = 0, shortRateMean: Double? = nil,
    correlation: [[Double]] = Regime.uncorrelated,
    utilisation: Double = 1, tenantDefaultPerYear: Double = 0, refinancingOpen: Bool = true,
    refinancingPremium: Double = 0, equityOpen: Bool = true
  ) {
    self.name = name
    self.coins = coins
    self.hashrateVolatility = hashrateVolatility
    self.rentAnnualDecline = rentAnnualDecline
    self.rentVolatility = rentVolatility
    quoteVolatility[.powerPrice] = powerVolatility
    self.shortRateVolatility = shortRateVolatility
    self.shortRateMean = shortRateMean
    self.correlation = correlation
    self.utilisation = utilisation
    self.tenantDefaultPerYear = tenantDefaultPerYear
    self.refinancingOpen = refinancingOpen
    self.refinancingPremium = refinancingPremium
    self.equityOpen = equityOpen
  }

  /// Volatility of the power price's deviation per √year.
  public var powerVolatility: Double {
    get { quoteVolatility[.powerPrice] }
    set { quoteVolatility[.powerPrice] = newValue }
  }

  /// The identity matrix.
  public static let uncorrelated: [[Double]] = Driver.allCases.map { row in
    Driver.allCases.map { $0 == row ? 1 : 0 }
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
    self.usdPerDay = usdPerDay
    self.permanentShare = permanentShare
  }
}

/// A coin's market.
public struct CoinMarket: Sendable, Equatable {
  /// Spot price in dollars; nil when the scenario does not use the coin.
  public var spotUSD: Double?
  /// Depth; nil is the lender's bottomless market.
  public var depth: CoinDepth?

  /// Creates a coin's market.
  public init(spotUSD: Double? = nil, depth: CoinDepth? = nil) {
    self.spotUSD = spotUSD
    self.depth = depth
  }
}

/// The Bitcoin network: hashrate dynamics and block rewards.
public struct MiningNetwork: Sendable, Equatable {
  /// Hashrate at the as-of date in PH/s.
  public var hashratePH: Double
  /// Trend growth `g` of log hashrate per year.
  public var growth: Double
  /// Elasticity `η` of the attracting hashrate to mining revenue, 0 to 1.
  public var revenueElasticity: Double
  /// Speed `κ` of reversion per year.
  public var meanReversion: Double
  /// Coins per block at the as-of date, before halvings dated then.
  public var blockSubsidy: Double
  /// Fees as a share of the subsidy.
  public var feeShare: Double
  /// Halving dates in years since the as-of date, ascending.
  public var halvings: [Double]

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

/// The power market.
public struct PowerMarket: Sendable, Equatable {
  /// Spot price at the as-of date in $/MWh.
  public var spotPerMWh: Double
  /// Speed of mean reversion of its log deviation per year.
  public var meanReversion: Double

  /// Creates the power market.
  public init(spotPerMWh: Double, meanReversion: Double = 0) {
    self.spotPerMWh = spotPerMWh
    self.meanReversion = meanReversion
  }
}

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
  public var compensateJumps: Bool
  /// The Bitcoin network; nil when nothing uses it.
  public var network: MiningNetwork?
  /// Speed of reversion of compute rent's deviation per year.
  public var rentMeanReversion: Double
  /// Markets of the quoted prices that the scenario has.
  public var quotes: [Driver: QuotedMarket] = [:]
  /// The short rate; nil when nothing follows it.
  public var shortRate: ShortRateMarket?
  /// What a table fixes; nil for nothing.
  public var given: GivenPath?
  /// Jump events in name order.
  public var jumps: [JumpEvent]
  /// Elasticity of rigs' resale prices to hashprice.
  public var rigElasticity: Double
  /// Depth of the rigs' market; nil is bottomless.
  public var rigDepth: RigDepth?
  /// GPU classes in name order.
  public var gpus: [GPUClass]
  /// Launches of new generations in name order.
  public var launches: [Launch]

  /// Creates a market.
  public init(
    regimes: [Regime], initialRegime: [Double], switching: [[Double]],
    coins: PerCoin<CoinMarket> = PerCoin(btc: CoinMarket(), eth: CoinMarket()),
    compensateJumps: Bool = false, network: MiningNetwork? = nil, rentMeanReversion: Double = 0,
    power: PowerMarket? = nil, shortRate: ShortRateMarket? = nil, given: GivenPath? = nil,
    jumps: [JumpEvent] = [],
    rigElasticity: Double = 1, rigDepth: RigDepth? = nil, gpus: [GPUClass] = [],
    launches: [Launch] = []
  ) {
    self.regimes = regimes
    self.initialRegime = initialRegime
    self.switching = switching
    self.coins = coins
    self.compensateJumps = compensateJumps
    self.network = network
    self.rentMeanReversion = rentMeanReversion
    self.shortRate = shortRate
    self.given = given
    self.jumps = jumps
    self.rigElasticity = rigElasticity
    self.rigDepth = rigDepth
    self.gpus = gpus
    self.launches = launches
    self.power = power
  }

  /// The power market; nil when nothing uses it.
  public var power: PowerMarket? {
    get {
      quotes[.powerPrice].map { PowerMarket(spotPerMWh: $0.spot, meanReversion: $0.meanReversion) }
    }
    set {
      quotes[.powerPrice] = newValue.map {
        QuotedMarket(spot: $0.spotPerMWh, meanReversion: $0.meanReversion)
      }
    }
  }

  /// Whether compute rent is a factor: rented GPUs see it, or something moves it.
  ///
  /// Without GPUs it is simulated all the same as soon as a trend, a volatility or a jump is given.
  public var hasRent: Bool {
    !gpus.isEmpty || regimes.contains { $0.rentAnnualDecline != 0 || $0.rentVolatility != 0 }
      || jumps.contains { $0.shape.moves(.computeRent) }
      || given?.values[Driver.computeRent.rawValue].isEmpty == false
  }

  /// Index of the initially most probable regime, the first in name order on a tie.
  public var initiallyMostProbableRegime: Int {
    initialRegime.indices.max { initialRegime[$0] < initialRegime[$1] }.map { best in
      initialRegime.firstIndex(of: initialRegime[best]) ?? best
    } ?? 0
  }
}

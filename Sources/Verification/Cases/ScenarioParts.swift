import CreditBasics

/// Parts of scenarios in which everything is switched off but what a case is about.
enum ScenarioParts {
  /// Spot price of both coins.
  static let spot = 100.0

  static func regime(
    _ name: String = "only", btc: CoinDynamics = CoinDynamics(), eth: CoinDynamics = CoinDynamics(),
    correlation: [(Driver, Driver, Double)] = []
  ) -> Regime {
    Regime(
      name: name, coins: PerCoin(btc: btc, eth: eth), correlation: matrix(correlation))
  }

  /// A correlation matrix from the pairs that are not zero.
  static func matrix(_ pairs: [(Driver, Driver, Double)]) -> [[Double]] {
    var matrix = Regime.uncorrelated
    for (a, b, value) in pairs {
      matrix[a.rawValue][b.rawValue] = value
      matrix[b.rawValue][a.rawValue] = value
    }
    return matrix
  }

  /// A market of bottomless depth.
  static func market(
    _ regimes: [Regime], initial: [Double]? = nil, switching: [[Double]]? = nil
  ) -> Market {
    let none = regimes.map { _ in regimes.map { _ in 0.0 } }
    return Market(
      regimes: regimes, initialRegime: initial ?? regimes.indices.map { $0 == 0 ? 1 : 0 },
      switching: switching ?? none,
      coins: PerCoin(btc: CoinMarket(spotUSD: spot), eth: CoinMarket(spotUSD: spot)))
  }

  /// A market with one regime, in which nothing moves but coins.
  static func market(btc: CoinDynamics, eth: CoinDynamics = CoinDynamics()) -> Market {
    market([regime(btc: btc, eth: eth)])
  }

  static func scenario(
    _ name: String, _ market: Market, _ miners: [Miner], years: Double, stepsPerYear: Int,
    rate: Double = 0.03, resolution: ResolutionTerms = ResolutionTerms(), seed: UInt64
  ) -> Scenario {
    Scenario(
      unchecked: name, asOf: "2025-12-31",
      grid: TimeGrid(horizonYears: years, stepsPerYear: stepsPerYear), riskFreeRate: rate,
      simulation: Simulation(paths: 200_000, seed: seed), lenderView: LenderView(regime: 0),
      market: market, resolution: resolution, miners: miners)
  }

  /// A loan: bullet, without coupon and maturing after every horizon used here, unless told
  /// otherwise.
  static func loan(
    _ name: String = "loan", principal: Double, coupon: Double = 0, maturity: Double = 30,
    paymentsPerYear: Int = 1, amortisation: Amortisation = .bullet, seniority: Int = 1
  ) -> Tranche {
    Tranche(
      name: name, kind: .highYield, principalUSD: principal, coupon: coupon, maturity: maturity,
      paymentsPerYear: paymentsPerYear, amortisation: amortisation, seniority: seniority)
  }

  /// A miner that uses every factor, so that none is left out as unused.
  static var watcher: Miner {
    Miner(
      name: "miner", cashUSD: 1e9, asics: ASICFleet(petahash: 1, joulesPerTerahash: 20),
      gpuLots: [GPULot(name: "lot", gpu: 0, count: 1)], tranches: [loan(principal: 1)])
  }

  /// A firm that is nothing but ten coins and one loan, insolvent when the coins are worth less.
  static func coinFirm(
    _ name: String, _ coin: Coin = .btc, debt: Double, barrier: Double = 1,
    tested: InsolvencyTest.Timing = .atHorizon, ownVolatility: Double = 0
  ) -> Miner {
    var holdings = PerCoin(btc: 0.0, eth: 0.0)
    holdings[coin] = 10
    return Miner(
      name: name, idiosyncraticVolatility: ownVolatility, treasury: Treasury(holdings: holdings),
      tranches: [loan(principal: debt)],
      insolvency: InsolvencyTest(barrier: barrier, tested: tested))
  }
}

import CreditBasics

/// Random valid scenarios of several kinds, for comparing implementations of the model.
///
/// Magnitudes are tuned so that every cause of default and every event of the model occurs often
/// (asserted in the tests of the ledger).
public enum RandomScenarios {
  /// The scenario of a kind and a seed.
  public static func scenario(_ kind: RandomKind = .plain, seed: UInt64) -> Scenario {
    kind.scenario(seed: seed)
  }

  /// The plain scenario of a seed.
  static func plain(seed: UInt64) -> Scenario {
    var numbers = SeededNumbers(seed: seed)
    let market = market(&numbers)
    let stepsPerYear = numbers.one(of: [12, 52, 52, 100])
    let minerCount = numbers.one(of: [2, 3, 4])
    let names = ["alpha", "bravo", "charlie", "delta"].prefix(minerCount)
    return Scenario(
      unchecked: "random-\(seed)", asOf: "2025-12-31",
      grid: TimeGrid(
        horizonYears: numbers.one(of: [2.5, 3, 3.75]), stepsPerYear: stepsPerYear),
      riskFreeRate: numbers.number(0...0.06),
      simulation: Simulation(paths: 64, seed: numbers.next()),
      lenderView: LenderView(
        regime: numbers.below(market.regimes.count),
        usefulLifeYears: numbers.number(3...6)),
      market: market,
      resolution: ResolutionTerms(
        costRate: numbers.number(0...0.12), coinCostRate: numbers.number(0...0.02),
        lagYears: numbers.number(0...1), relocationHaircut: numbers.number(0...0.4),
        scrapShare: numbers.number(0...0.3)),
      miners: names.map { RandomMiners.miner(named: $0, market: market, &numbers) }
        + (seed % 3 == 0 ? [RandomMiners.almostFreeOfDebt(named: "echo", seed: seed)] : []))
  }

  private static func market(_ numbers: inout SeededNumbers) -> Market {
    let names = ["calm", "stress", "winter"].prefix(numbers.one(of: [2, 3]))
    let start = names.map { _ in numbers.chance(0.4) ? 0 : numbers.number(0.1...1) }
    let total = start.reduce(0, +)
    var market = Market(
      regimes: names.map { regime($0, &numbers) },
      initialRegime: start.enumerated().map { total > 0 ? $1 / total : $0 == 0 ? 1 : 0 },
      switching: names.map { _ in
        let absorbing = numbers.chance(0.15)
        return names.map { _ in absorbing ? 0 : numbers.number(0...8) }
      },
      coins: PerCoin(
        btc: CoinMarket(spotUSD: 87_500, depth: coinDepth(2e7...4e8, &numbers)),
        eth: CoinMarket(spotUSD: 2_970, depth: coinDepth(1e7...2e8, &numbers))))
    market.compensateJumps = numbers.chance(0.5)
    market.network = network(&numbers)
    market.rentMeanReversion = numbers.one(of: [0, 0.5, 1.5])
    market.power = QuotedMarket(spot: 45, meanReversion: numbers.one(of: [0, 2, 4]))
    market.jumps = jumps(regimes: names.count, &numbers)
    market.gpus = gpus(&numbers)
    market.launches = launches(&numbers)
    for driver in Driver.quoted where driver != .powerPrice {
      market.quotes[driver] = QuotedMarket(
        spot: numbers.number(1...100), meanReversion: numbers.one(of: [0, 2, 4]))
      for regime in market.regimes.indices {
        market.regimes[regime].quoteVolatility[driver] = numbers.number(0...0.5)
      }
    }
    return market
  }

  private static func regime(_ name: String, _ numbers: inout SeededNumbers) -> Regime {
    let isCalm = name == "calm"
    func coin(_ scale: Double) -> CoinDynamics {
      CoinDynamics(
        drift: numbers.number(isCalm ? 0...0.5 : -0.6...0.2),
        volatility: scale * numbers.number(isCalm ? 0.3...0.5 : 0.5...0.9))
    }
    let coins = PerCoin(btc: coin(1), eth: coin(1.3))
    return Regime(
      name: name, coins: coins, hashrateVolatility: numbers.number(0...0.25),
      rentAnnualDecline: numbers.number(isCalm ? -0.1...0.25 : 0.1...0.5),
      rentVolatility: numbers.number(0.1...0.4), powerVolatility: numbers.number(0...0.5),
      correlation: correlation(&numbers), utilisation: numbers.number(0.5...1),
      tenantDefaultPerYear: numbers.number(isCalm ? 0...0.2 : 0.2...1),
      refinancingOpen: isCalm || numbers.chance(0.5), equityOpen: isCalm || numbers.chance(0.5))
  }

  /// A one-factor correlation matrix; now and then with coins that move as one, hence singular.
  private static func correlation(_ numbers: inout SeededNumbers) -> [[Double]] {
    var loadings = Driver.allCases.map { _ in numbers.number(-0.7...0.95) }
    if numbers.chance(0.2) {
      loadings[Driver.btc.rawValue] = 1
      loadings[Driver.eth.rawValue] = 1
    }
    return loadings.indices.map { row in
      loadings.indices.map { $0 == row ? 1 : loadings[$0] * loadings[row] }
    }
  }

  private static func coinDepth(
    _ range: ClosedRange<Double>, _ numbers: inout SeededNumbers
  ) -> CoinDepth? {
    guard numbers.chance(0.9) else { return nil }
    return CoinDepth(
      usdPerDay: numbers.number(range), permanentShare: numbers.number(0...0.5))
  }

  private static func network(_ numbers: inout SeededNumbers) -> MiningNetwork {
    MiningNetwork(
      hashratePH: 1.05e6, growth: numbers.number(0...0.3),
      revenueElasticity: numbers.number(0...1), meanReversion: numbers.one(of: [0, 0.7, 2]),
      blockSubsidy: 3.125, feeShare: 0.01, halvings: [numbers.number(0...4), 6].sorted())
  }
}

extension Scenario {
  /// Changes one miner after another, with random numbers of a seed.
  mutating func changeMiners(seed: UInt64, _ change: (inout Miner, inout SeededNumbers) -> Void) {
    var numbers = SeededNumbers(seed: seed)
    for miner in miners.indices { change(&miners[miner], &numbers) }
  }
}

// MARK: - Jumps, GPUs and launches

extension RandomScenarios {
  private static func jumps(regimes: Int, _ numbers: inout SeededNumbers) -> [JumpEvent] {
    let crash = JumpEvent(
      name: "crypto crash", intensityPerYear: (0..<regimes).map { _ in numbers.number(0...6) },
      shape: .doubleExponential(
        upProbability: numbers.number(0...0.6), up: [0.08, 0.1, 0], down: [0.1, 0.13, 0]))
    let shock = JumpEvent(
      name: "systemic shock",
      intensityPerYear: (0..<regimes).map { _ in numbers.number(0...1.5) },
      shape: .normal(mean: [-0.15, -0.2, -0.25], sd: [0.1, 0.12, 0.1]))
    let glut = JumpEvent(
      name: "zeta glut", intensityPerYear: (0..<regimes).map { _ in numbers.number(0...1) },
      shape: .doubleExponential(upProbability: 0.3, up: [0, 0, 0.1], down: [0, 0, 0.15]))
    return [crash, shock, glut]
  }

  private static func gpus(_ numbers: inout SeededNumbers) -> [GPUClass] {
    ["A100", "H100"].map { name in
      let isNew = name == "H100"
      let depth = HardwareDepth(
        units: numbers.number(1_500...20_000), absorptionPerYear: numbers.number(0...3))
      return GPUClass(
        name: name, rentPerHour: isNew ? 2.2 : 1.1, newPriceUSD: isNew ? 42_000 : 15_000,
        resalePriceUSD: isNew ? 20_000 : 7_000, resaleDecline: numbers.number(0...0.3),
        rentSensitivity: numbers.number(0...1), kilowatts: isNew ? 1.4 : 0.8,
        opexPerHour: isNew ? 0.35 : 0.2, depth: numbers.chance(0.85) ? depth : nil)
    }
  }

  private static func launches(_ numbers: inout SeededNumbers) -> [Launch] {
    ["Feynman", "Rubin"].map { name in
      Launch(
        name: name, date: numbers.chance(0.2) ? 0 : numbers.number(0...3),
        meanDelayYears: numbers.one(of: [0, 0.25, 0.5]),
        impacts: [
          LaunchImpact(
            gpu: 0, rentHaircut: numbers.number(0...0.2), resaleHaircut: numbers.number(0...0.3)),
          LaunchImpact(
            gpu: 1, rentHaircut: numbers.number(0...0.1), resaleHaircut: numbers.number(0...0.2)),
        ])
    }
  }
}

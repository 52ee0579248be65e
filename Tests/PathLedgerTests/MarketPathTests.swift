import CreditBasics
import Foundation
import PathLedger
import TestSupport
import Testing

/// The market against closed forms.
@Suite struct MarketPathTests {
  private let idle = Miner(name: "m")

  private func terminal(
    _ market: Market, paths: Int, years: Double = 1, _ value: (MarketSnapshot) -> Double
  ) -> (mean: Double, error: Double) {
    let ledger = PathLedger(
      scenario: SmallScenarios.scenario([idle], market: market, years: years))
    let values = (0..<UInt64(paths)).map {
      value(ledger.run(path: $0, recording: true).market.last!)
    }
    let mean = values.reduce(0, +) / Double(paths)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(paths * (paths - 1))).squareRoot())
  }

  @Test func compensatedJumpsLeaveTheMean() {
    var market = SmallScenarios.market(drift: 0.1)
    market.regimes[0].coins.btc.volatility = 0.4
    market.regimes[0].coins.eth.volatility = 0.3
    market.regimes[0].correlation[0][1] = 0.7
    market.regimes[0].correlation[1][0] = 0.7
    market.compensateJumps = true
    market.jumps = [
      JumpEvent(
        name: "kou", intensityPerYear: [3],
        shape: .doubleExponential(upProbability: 0.3, up: [0.2, 0, 0], down: [0.3, 0, 0])),
      JumpEvent(
        name: "merton", intensityPerYear: [2],
        shape: .normal(mean: [-0.2, -0.1, 0], sd: [0.1, 0.2, 0])),
    ]
    let exact = 100 * exp(0.1)
    let btc = terminal(market, paths: 8000) { $0.coinUSD.btc }
    expectAgrees(btc.mean, standardError: btc.error, with: exact, "BTC")
    let eth = terminal(market, paths: 8000) { $0.coinUSD.eth }
    expectAgrees(eth.mean, standardError: eth.error, with: exact, "ETH")
    // Without the compensator the mean grows by λ(E[e^jump] − 1) more.
    market.compensateJumps = false
    let rise = 3 * (0.3 / 0.8 + 0.7 / 1.3 - 1) + 2 * (exp(-0.2 + 0.005) - 1)
    let free = terminal(market, paths: 8000) { $0.coinUSD.btc }
    expectAgrees(free.mean, standardError: free.error, with: exact * exp(rise), "uncompensated")
  }

  @Test func correlatedShocksHaveTheirCovariance() {
    var market = SmallScenarios.market()
    market.regimes[0].coins.btc.volatility = 0.4
    market.regimes[0].rentVolatility = 0.3
    market.regimes[0].correlation[0][3] = -0.6
    market.regimes[0].correlation[3][0] = -0.6
    market.rentMeanReversion = 1.5
    // Means of ln S and X are −σ²/2 and 0; their covariance is ρ σ_b σ_x √Δ v Σ e^{−κΔj}.
    let product = terminal(market, paths: 8000) {
      (log($0.coinUSD.btc / 100) + 0.08) * log($0.rentIndex)
    }
    let step = 1.0 / 12
    let noise = ((1 - exp(-3 * step)) / 3).squareRoot()
    let decay = (0..<12).reduce(0) { $0 + exp(-1.5 * step * Double($1)) }
    expectAgrees(
      product.mean, standardError: product.error,
      with: -0.6 * 0.4 * 0.3 * step.squareRoot() * noise * decay)
    let square = terminal(market, paths: 8000) { log($0.rentIndex) * log($0.rentIndex) }
    expectAgrees(
      square.mean, standardError: square.error, with: 0.09 * (1 - exp(-3)) / 3, "variance of X")
  }

  @Test func regimesHaveTheirProbabilities() {
    var market = SmallScenarios.market()
    market.regimes = ["a", "b", "c"].map { Regime(name: $0) }
    market.initialRegime = [0.2, 0, 0.8]
    market.switching = [[0, 3, 1], [2, 0, 4], [0, 5, 0]]
    // r_11 is the start times P^11 = exp(Q 11/12): integrate the forward equation finely.
    var exact = market.initialRegime
    let steps = 200_000
    for _ in 0..<steps {
      let dt = 11.0 / 12 / Double(steps)
      exact = exact.indices.map { to in
        exact.indices.reduce(exact[to]) { sum, other in
          other == to
            ? sum
            : sum + dt
              * (exact[other] * market.switching[other][to]
                - exact[to] * market.switching[to][other])
        }
      }
    }
    for regime in 0..<3 {
      let seen = terminal(market, paths: 6000) { $0.regime == regime ? 1 : 0 }
      expectAgrees(seen.mean, standardError: seen.error, with: exact[regime], "\(regime)")
    }
  }

  @Test func hashrateFollowsRevenueAndHalvings() {
    var market = SmallScenarios.market(drift: 0.3)
    market.network = MiningNetwork(
      hashratePH: 1000, growth: 0.2, revenueElasticity: 0.5, meanReversion: 2,
      blockSubsidy: 8, feeShare: 0.25, halvings: [0, 0.5])
    let path = account(SmallScenarios.scenario([idle], market: market)).market
    var logHashrate = 0.0
    for step in 0..<24 {
      let (start, end) = (Double(step) / 12, Double(step + 1) / 12)
      let revenue = 0.3 * start + (start >= 0.5 ? log(0.5) : 0)
      let attractor = 0.2 * start + 0.5 * revenue
      logHashrate = attractor + 0.2 / 12 + (logHashrate - attractor) * exp(-2.0 / 12)
      expectEqual(path[step].hashratePH, 1000 * exp(logHashrate))
      let reward = 1.25 * (end >= 0.5 ? 2 : 4)
      let hashprice = 100 * exp(0.3 * end) * 144 * reward / path[step].hashratePH
      expectEqual(path[step].hashprice, hashprice)
      expectEqual(path[step].hashpriceRatio, hashprice / (100 * 144 * 5 / 1000))
    }
  }

  @Test func launchesCutRentAndResale() {
    var market = SmallScenarios.market(
      gpus: [
        GPUClass(
          name: "g", rentPerHour: 2, resalePriceUSD: 100, resaleDecline: 0.2,
          rentSensitivity: 0.5)
      ])
    market.regimes[0].rentAnnualDecline = 0.3
    market.launches = [
      Launch(
        name: "a", date: 0, impacts: [LaunchImpact(gpu: 0, rentHaircut: 0.1, resaleHaircut: 0.2)]
      ),
      Launch(
        name: "b", date: 0.5,
        impacts: [LaunchImpact(gpu: 0, rentHaircut: 0.2, resaleHaircut: 0.3)]),
    ]
    let miner = Miner(name: "m", gpuLots: [GPULot(name: "l", gpu: 0, count: 3)])
    let scenario = SmallScenarios.scenario([miner], market: market, years: 1)
    let ledger = PathLedger(scenario: scenario)
    expectEqual(ledger.equityAtStart(path: 0)[0], 3 * 100 * 0.8, "launched today")
    for (step, market) in account(scenario).market.enumerated() {
      let time = Double(step + 1) / 12
      let (rentLeft, resaleLeft) = step >= 5 ? (0.72, 0.56) : (0.9, 0.8)
      expectEqual(market.rentPerHour[0], 2 * pow(0.7, time) * rentLeft)
      // Deflation as expected is no surprise to resale.
      expectEqual(market.resaleUSD[0], 100 * exp(-0.2 * time) * resaleLeft)
    }
    // The lender sees flat rent and cost less straight-line depreciation.
    var costed = scenario
    costed.market.gpus[0].newPriceUSD = 240
    costed.lenderView.usefulLifeYears = 0.75
    let lender = account(costed, world: .lender).market
    #expect(lender.count == 12 && account(scenario).market.count == 12)
    for (step, market) in lender.enumerated() {
      #expect(market.rentPerHour[0] == 2)
      expectEqual(
        market.resaleUSD[0], max(0, 240 * (1 - Double(step + 1) / 9)), absolute: 1e-9)
    }
  }

  @Test func fasterDeflationElsewhereIsASurprise() {
    var market = SmallScenarios.market(
      gpus: [GPUClass(name: "g", rentPerHour: 2, resalePriceUSD: 100, rentSensitivity: 0.5)])
    market.regimes = [
      Regime(name: "a", rentAnnualDecline: 0.1), Regime(name: "b", rentAnnualDecline: 0.4),
    ]
    market.initialRegime = [0.5, 0.5]
    market.switching = [[0, 0], [0, 0]]
    let ledger = PathLedger(scenario: SmallScenarios.scenario([idle], market: market, years: 1))
    for path in 0..<8 as Range<UInt64> {
      let end = ledger.run(path: path, recording: true).market.last!
      let decline = end.regime == 0 ? 0.9 : 0.6
      expectEqual(end.rentIndex, decline)
      expectEqual(end.resaleUSD[0], 100 * (decline / 0.9).squareRoot())
    }
  }

  @Test func theIdiosyncraticFactorIsAMartingale() {
    let miner = Miner(
      name: "m", idiosyncraticVolatility: 0.5,
      treasury: Treasury(holdings: PerCoin(btc: 1, eth: 0)))
    let ledger = PathLedger(scenario: SmallScenarios.scenario([miner], years: 1))
    let count = 4000
    let values = (0..<UInt64(count)).map {
      ledger.run(path: $0, recording: true).miners[0].marks.last!.markedAssetsUSD
    }
    let mean = values.reduce(0, +) / Double(count)
    expectAgrees(
      mean, standardError: 100 * ((exp(0.25) - 1) / Double(count)).squareRoot(), with: 100)
  }
}

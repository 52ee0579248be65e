import CreditBasics
import Foundation
import RiskMeasures
import StressEngine
import TestSupport
import Testing

/// Jumps and regime changes of whole runs against their laws.
///
/// Nothing else moves, so that coins count: a firm with a threshold is in default exactly when there were
/// as many jumps, or when the regime was visited.
@Suite struct RareEventTests {
  private static let paths = 100_000
  private static let interval = 1.0 / 12

  /// Each jump takes a tenth off the log of the coin's price; a firm per number of jumps.
  private func firms(atLeast counts: [Int]) -> [Miner] {
    counts.map { count in
      firm(
        String(format: "%03d", count), debt: 1000 * exp(-0.1 * (Double(count) - 0.5)),
        tested: .atHorizon)
    }
  }

  private func firm(_ name: String, debt: Double, tested: InsolvencyTest.Timing) -> Miner {
    Miner(
      name: name, treasury: Treasury(holdings: PerCoin(btc: 10, eth: 0)),
      tranches: [SmallScenarios.loan(principal: debt)],
      insolvency: InsolvencyTest(barrier: 1, tested: tested))
  }

  private func run(_ miners: [Miner], _ market: Market, years: Double) throws -> StressResult {
    var scenario = SmallScenarios.scenario(miners, market: market, years: years)
    scenario.simulation.paths = Self.paths
    return try #require(StressRun(scenario, threads: 2, extras: []).run()).result()
  }

  private func expectAgrees(_ found: Proportion, with exact: Double, _ what: String) {
    let error = (exact * (1 - exact) / Double(Self.paths)).squareRoot()
    TestSupport.expectAgrees(found.value, standardError: error, with: exact, what)
  }

  private func market(
    _ names: [String], initial: [Double], switching: [[Double]], jumps intensity: [Double]
  ) -> Market {
    var market = SmallScenarios.market()
    market.regimes = names.map { Regime(name: $0) }
    market.initialRegime = initial
    market.switching = switching
    market.jumps = [
      JumpEvent(
        name: "crash", intensityPerYear: intensity,
        shape: .normal(mean: [-0.1, 0, 0], sd: [0, 0, 0]))
    ]
    return market
  }

  /// `P(N ≥ k)`, `N` Poisson with mean `mean`.
  private func poissonTail(_ k: Int, mean: Double) -> Double {
    var term = exp(-mean)
    var below = 0.0
    for count in 0..<k {
      below += term
      term *= mean / Double(count + 1)
    }
    return 1 - below
  }

  /// In each regime alone: few, some, and several jumps a step.
  @Test(arguments: [0, 1, 2]) func countsFollowPoissonInEveryRegime(regime: Int) throws {
    let intensity = [0.5, 6.0, 40.0]
    let initial = intensity.indices.map { $0 == regime ? 1.0 : 0 }
    let none = [[0.0, 0, 0], [0, 0, 0], [0, 0, 0]]
    let market = market(["a", "b", "c"], initial: initial, switching: none, jumps: intensity)
    let years = 0.5
    let counts = [[1, 2, 3], [1, 2, 3, 5, 7], [10, 15, 20, 25, 30]][regime]
    let result = try run(firms(atLeast: counts), market, years: years)
    #expect(result.miners.count == counts.count)
    for (count, miner) in zip(counts, result.miners) {
      expectAgrees(
        miner.defaults, with: poissonTail(count, mean: intensity[regime] * years),
        "\(count) jumps in regime \(regime)")
    }
  }

  /// Where regimes change, counts are Poisson given the steps spent in each.
  @Test func countsFollowPoissonGivenTheRegimes() throws {
    let (initial, intensity) = ([0.7, 0.3], [1.0, 12.0])
    let (leaveCalm, leaveStress) = (2.0, 5.0)
    let market = market(
      ["calm", "stress"], initial: initial, switching: [[0, leaveCalm], [leaveStress, 0]],
      jumps: intensity)
    let counts = [1, 3, 5, 8, 12]
    let result = try run(firms(atLeast: counts), market, years: 1)
    let stay = Self.stay(leaveCalm, leaveStress)
    // Probability of each number of stressed steps and of the regime that follows them.
    var occupation = [[initial[0], initial[1]]]
    for step in 0..<12 {
      var next = Array(repeating: [0.0, 0.0], count: step + 2)
      for (stressed, share) in occupation.enumerated() {
        next[stressed][0] += share[0] * stay.calm
        next[stressed][1] += share[0] * (1 - stay.calm)
        next[stressed + 1][0] += share[1] * (1 - stay.stress)
        next[stressed + 1][1] += share[1] * stay.stress
      }
      occupation = next
    }
    #expect(result.miners.count == counts.count)
    for (count, miner) in zip(counts, result.miners) {
      let exact = occupation.enumerated().reduce(0.0) { sum, visit in
        let stressed = Double(visit.offset) * Self.interval
        let mean = intensity[0] * (1 - stressed) + intensity[1] * stressed
        return sum + (visit.element[0] + visit.element[1]) * poissonTail(count, mean: mean)
      }
      expectAgrees(miner.defaults, with: exact, "\(count) jumps")
    }
  }

  /// Probabilities of staying a step: the matrix exponential of two states by its eigenvalues 0 and
  /// −(a + b).
  private static func stay(_ a: Double, _ b: Double) -> (calm: Double, stress: Double) {
    let left = exp(-(a + b) * interval)
    return ((b + a * left) / (a + b), (a + b * left) / (a + b))
  }

  /// A firm that one step of stress breaks has its default at the chain's first passage to stress.
  @Test func firstPassageOfATwoStateChain() throws {
    let (initial, leaveCalm, leaveStress) = ([0.9, 0.1], 1.5, 6.0)
    var market = market(
      ["calm", "stress"], initial: initial, switching: [[0, leaveCalm], [leaveStress, 0]],
      jumps: [0, 0])
    market.regimes[1].coins.btc.drift = -6
    let result = try run(
      [firm("firm", debt: 900, tested: .everyStep)], market, years: 2)
    let stay = Self.stay(leaveCalm, leaveStress).calm
    let months = result.termStructure.filter { $0.miner == "firm" }
    #expect(months.count == 24)
    for row in months {
      let exact = 1 - initial[0] * pow(stay, Double(row.month - 1))
      expectAgrees(row.defaults, with: exact, "month \(row.month)")
    }
  }
}

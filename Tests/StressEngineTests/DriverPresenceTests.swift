import CreditBasics
import Foundation
import PathLedger
import RiskMeasures
import StressEngine
import TestSupport
import Testing

/// A driver is simulated whenever it has a parameter, used or not; without any it has no row.
@Suite struct DriverPresenceTests {
  private func scenario(_ market: Market) -> Scenario {
    var scenario = SmallScenarios.scenario(
      [Miner(name: "m", cashUSD: 1e6, tranches: [SmallScenarios.loan(principal: 1)])],
      market: market, years: 1)
    scenario.simulation.paths = 8192
    return scenario
  }

  private func result(_ market: Market) throws -> StressResult {
    let run = StressRun(scenario(market), threads: 2)
    return run.result(of: try #require(run.run()))
  }

  /// Nothing rents GPUs, and ln ρ is normal with variance σ² = 0.09 after a year.
  @Test func rentMovesWithoutGPUs() throws {
    var market = SmallScenarios.market()
    market.regimes[0].rentVolatility = 0.3
    market.regimes[0].coins.btc.volatility = 0.5
    market.regimes[0].correlation[0][3] = 0.6
    market.regimes[0].correlation[3][0] = 0.6
    let result = try result(market)
    let row = try #require(
      result.factorFans.first { $0.factor == "computeRent" && $0.year == 1 })
    let exact = (mean: exp(0.045), sd: exp(0.045) * (exp(0.09) - 1).squareRoot())
    expectAgrees(
      row.point.mean, standardError: exact.sd / 8192.0.squareRoot(), with: exact.mean, "mean")
    expectEqual(row.point.standardDeviation, exact.sd, within: 0.05)
    let all = try #require(result.extras[RealisedCorrelationRow.self]?.first { $0.group == .all })
    // 12 · 8192 pairs: (1 − 0.36) / √98304 = 0.002.
    let correlation = try #require(all.correlation)
    expectAgrees(correlation.value, standardError: 0.00204, with: 0.6, "correlation")
    expectEqual(try #require(correlation.standardError), 0.00204, within: 0.03)
  }

  @Test func aFactorWithoutParametersHasNoRow() throws {
    let names = Set(try result(SmallScenarios.market()).factorFans.map(\.factor))
    #expect(names == ["btc", "eth"])
  }

  @Test func jumpsAloneMakeRentAFactor() {
    var market = SmallScenarios.market()
    #expect(!market.hasRent)
    let shape = { (sizes: [Double]) in JumpShape.normal(mean: sizes, sd: [0, 0, 0]) }
    market.jumps = [JumpEvent(name: "e", intensityPerYear: [1], shape: shape([-0.1, 0, 0]))]
    #expect(!market.hasRent)
    market.jumps = [JumpEvent(name: "e", intensityPerYear: [1], shape: shape([0, 0, -0.1]))]
    #expect(market.hasRent)
  }

  /// Where two regimes are as probable as each other, the first in name order sets `δ₀` and the lender's
  /// correlations.
  @Test func theFirstOfEquallyProbableRegimesCounts() {
    var market = SmallScenarios.market()
    market.regimes = ["a", "b", "c"].map { Regime(name: $0) }
    market.initialRegime = [0.2, 0.4, 0.4]
    #expect(market.initiallyMostProbableRegime == 1)
    market.initialRegime = [0.4, 0.2, 0.4]
    #expect(market.initiallyMostProbableRegime == 0)
  }
}

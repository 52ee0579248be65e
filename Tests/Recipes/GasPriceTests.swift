import CreditBasics
import Foundation
import PathLedger
import ScenarioFiles
import StressEngine
import TestSupport
import Testing

/// The factor that `factor.patch` adds.
@Suite struct GasPriceTests {
  private func scenario(paths: Int) -> Scenario {
    var scenario = SmallScenarios.scenario(
      [Miner(name: "m", cashUSD: 1e6, tranches: [SmallScenarios.loan(principal: 1)])], years: 1)
    scenario.market.quotes[.gasPrice] = QuotedMarket(spot: 4, meanReversion: 2)
    scenario.market.regimes[0].quoteVolatility[.gasPrice] = 0.4
    scenario.simulation.paths = paths
    return scenario
  }

  private func fan(paths: Int) throws -> (mean: Double, unit: Double) {
    let run = StressRun(scenario(paths: paths), threads: 2, extras: [])
    let result = run.result(of: try #require(run.run()))
    let row = try #require(
      result.factorFans.first { $0.factor == "gasPrice" && $0.year == 1 })
    return (row.point.mean, 1 / Double(paths).squareRoot())
  }

  /// `ln(G / 4)` is normal with variance `σ² (1 − e^{−2κ}) / 2κ` = 0.0393 after a year.
  @Test func kernelsFollowTheLaw() throws {
    let variance = 0.16 * (1 - exp(-4)) / 4
    let mean = 4 * exp(variance / 2)
    let found = try fan(paths: 4096)
    expectAgrees(
      found.mean, standardError: mean * (exp(variance) - 1).squareRoot() * found.unit, with: mean,
      "gas in a year")
  }

  @Test func ledgerAndKernelsTakeTheSamePath() throws {
    let account = PathLedger(scenario: scenario(paths: 1)).run(path: 0, recording: true)
    let last = try #require(account.market.last)
    #expect(last.quotes[.gasPrice] != 4)
    expectEqual(try fan(paths: 1).mean, last.quotes[.gasPrice])
  }

  @Test func filesGiveIt() throws {
    let text = """
      { name: "gas", asOf: "2025-12-31", horizonYears: 1,
        market: { gas: { spotPerMMBtu: 4, meanReversion: 2 },
          regimes: { calm: { gasPrice: { volatility: 0.4 },
            correlation: { gasPrice: { powerPrice: 0.5 } } } },
          given: { "2026-06-30": { gasPrice: 5 } } },
        miners: { m: { cash: 1 } } }
      """
    let market = try ScenarioReader.read(text: text, name: "gas.json5").scenario.market
    #expect(market.quotes == [.gasPrice: QuotedMarket(spot: 4, meanReversion: 2)])
    #expect(market.regimes[0].volatility(of: .gasPrice) == 0.4)
    #expect(market.regimes[0].correlation[4][6] == 0.5)
    #expect(market.given?.values[6].map(\.value) == [5])
  }
}

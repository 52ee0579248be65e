import CreditBasics
import PathLedger
import ScenarioFiles
import StressEngine
import TestSupport
import Testing

/// The term that `term.patch` adds.
@Suite struct MinimumCashTests {
  private func scenario(minCash: Double) -> Scenario {
    var loan = SmallScenarios.loan(principal: 400, maturity: 1)
    loan.refinance = RefinanceTerms(termYears: 5)
    loan.refinance?.minCashUSD = minCash
    return SmallScenarios.scenario([Miner(name: "m", cashUSD: 100, tranches: [loan])])
  }

  /// With $100 the balloon of $400 is extended where $100 will do, and else a default.
  @Test(arguments: [(0.0, false), (100, false), (101, true)])
  func whoHasLessDoesNotExtend(minCash: Double, fails: Bool) throws {
    let scenario = scenario(minCash: minCash)
    let account = PathLedger(scenario: scenario).run(path: 0, recording: true)
    #expect((account.miners[0].defaultStep != nil) == fails)
    let run = StressRun(scenario, threads: 1, extras: [])
    let result = run.result(of: try #require(run.run()))
    #expect(result.miners[0].defaults.value == (fails ? 1 : 0))
  }

  @Test func filesGiveIt() throws {
    let text = """
      { name: "cash", asOf: "2025-12-31", horizonYears: 2, market: { regimes: { calm: {} } },
        miners: { m: { cash: 1, tranches: { loan: { kind: "highYield", principal: 4, coupon: 0.1,
          maturity: "2026-12-31", refinance: { termYears: 1, minCash: 5 } } } } } }
      """
    let read = try ScenarioReader.read(text: text, name: "cash.json5").scenario
    #expect(read.miners[0].tranches[0].refinance?.minCashUSD == 5)
  }
}

import CreditBasics
import ScenarioFiles
import TestSupport
import Testing

/// Without `horizonYears` a run lasts until everything owed today has fallen due.
@Suite struct DefaultHorizonTests {
  private func scenario(
    stepsPerYear: Int = 12, horizon: String = "", grace: Double = 28, first: String, second: String
  ) throws -> Scenario {
    let loan = { (date: String) in
      "tranches: { n: { kind: \"highYield\", principal: 1e6, coupon: 0, maturity: \"\(date)\" } }"
    }
    let text = """
      {
        name: "small", asOf: "2025-12-31", stepsPerYear: \(stepsPerYear), \(horizon)
        market: { regimes: { calm: {} } },
        miners: {
          a: { cash: 1, \(loan(first)) },
          b: { cash: 1, graceDays: \(grace), \(loan(second)) },
          c: { cash: 1 },
        },
      }
      """
    let read = try ScenarioReader.read(text: text, name: "small.json5")
    let again = try ScenarioReader.read(text: read.resolvedJSON, name: "again.json5")
    #expect(again.scenario == read.scenario)
    return read.scenario
  }

  /// 546 days to 30 June 2027 and 28 of the other miner's grace are 1.571 years: 18.86 months.
  @Test func latestMaturityAndLongestGrace() throws {
    let grid = try scenario(first: "2027-06-30", second: "2026-06-30").grid
    #expect(grid.stepCount == 19)
    expectEqual(grid.horizonYears, 19.0 / 12)
  }

  /// In weeks: 1.571 years are 81.72, so 82.
  @Test func theStepsOfTheScenarioCount() throws {
    let grid = try scenario(stepsPerYear: 52, first: "2026-06-30", second: "2027-06-30").grid
    #expect(grid.stepCount == 82)
  }

  /// 1461 days are four years of the model exactly: 48 months, not 49.
  @Test func aStepThatEndsOnTheDateIsTheLast() throws {
    let grid = try scenario(grace: 0, first: "2029-12-31", second: "2026-12-31").grid
    #expect(grid.stepCount == 48)
    expectEqual(grid.horizonYears, 4)
  }

  @Test func aGivenHorizonHolds() throws {
    let grid = try scenario(horizon: "horizonYears: 1,", first: "2029-12-31", second: "2026-12-31")
      .grid
    #expect(grid.stepCount == 12)
  }
}

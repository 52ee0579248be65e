import CreditBasics
import Questions
import ScenarioFiles

/// Firms whose rare defaults have closed forms: bitcoin at $100 as assets, one loan without coupon.
enum TailBooks {
  /// A scenario of one firm with ten coins.
  static func firm(
    debt: Double, years: Int, stepsPerYear: Int, regimes: String, more: String = "",
    tested: String = "atHorizon", barrier: Double = 1, own: Double = 0, seed: UInt64 = 1
  ) throws -> Scenario {
    let text = """
      {
        name: "firm", asOf: "2025-12-31", horizonYears: \(years), stepsPerYear: \(stepsPerYear),
        riskFreeRate: 0.03, simulation: { paths: 1000, seed: \(seed) },
        market: { regimes: { \(regimes) }, btc: { spot: 100 }, \(more) },
        miners: { firm: {
          treasury: { btc: 10 }, idiosyncraticVolatility: \(own),
          insolvency: { barrier: \(barrier), tested: "\(tested)" },
          tranches: { loan: { kind: "highYield", principal: \(debt), coupon: 0, maturity: "2055-12-31" } },
        } },
      }
      """
    return try ScenarioDocument.parse(text, name: "firm.json5").resolve().scenario
  }

  static func answer(
    _ scenario: Scenario, _ measures: [String], error: Double = 0.05, paths: Int? = nil,
    threads: Int = 2
  ) throws -> TailAnswer {
    let question = try TailQuestion(scenario, measures: measures, error: error, paths: paths)
    return question.answer(PairedRuns(threads: threads))!
  }
}

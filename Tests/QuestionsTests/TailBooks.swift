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
    try document(
      debt: debt, years: years, stepsPerYear: stepsPerYear, regimes: regimes, more: more,
      tested: tested, barrier: barrier, own: own, seed: seed
    ).resolve().scenario
  }

  /// The same as it is written.
  static func document(
    debt: Double, years: Int, stepsPerYear: Int, regimes: String, more: String = "",
    tested: String = "atHorizon", barrier: Double = 1, own: Double = 0, seed: UInt64 = 1,
    paths: Int = 1000
  ) throws -> ScenarioDocument {
    let text = """
      {
        name: "firm", asOf: "2025-12-31", horizonYears: \(years), stepsPerYear: \(stepsPerYear),
        riskFreeRate: 0.03, simulation: { paths: \(paths), seed: \(seed) },
        market: { regimes: { \(regimes) }, btc: { spot: 100 }, \(more) },
        miners: { firm: {
          treasury: { btc: 10 }, idiosyncraticVolatility: \(own),
          insolvency: { barrier: \(barrier), tested: "\(tested)" },
          tranches: { loan: { kind: "highYield", principal: \(debt), coupon: 0, maturity: "2055-12-31" } },
        } },
      }
      """
    return try ScenarioDocument.parse(text, name: "firm.json5")
  }

  /// Firms that each have a factor of their own and hardly any other, and one that has ether.
  static func book(owners: Int, debt: Double, seed: UInt64 = 1) throws -> Scenario {
    let firm = { (name: String, coin: String, own: Double) in
      """
      \(name): { treasury: { \(coin): 10 }, idiosyncraticVolatility: \(own),
        insolvency: { barrier: 1, tested: "atHorizon" },
        tranches: { loan: { kind: "highYield", principal: \(debt), coupon: 0, maturity: "2055-12-31" } } }
      """
    }
    let firms = (0..<owners).map { firm("m\($0)", "btc", 0.6) } + [firm("zeth", "eth", 0)]
    let text = """
      {
        name: "book", asOf: "2025-12-31", horizonYears: 1, stepsPerYear: 12, riskFreeRate: 0,
        simulation: { paths: 1000, seed: \(seed) },
        market: {
          regimes: { only: {
            btc: { drift: 0.05, volatility: 0.05 }, eth: { drift: 0.05, volatility: 0.6 } } },
          btc: { spot: 100 }, eth: { spot: 100 },
        },
        miners: { \(firms.joined(separator: ",\n")) },
      }
      """
    return try ScenarioDocument.parse(text, name: "book.json5").resolve().scenario
  }

  static func answer(
    _ scenario: Scenario, _ measures: [String], error: Double = 0.05, paths: Int? = nil,
    threads: Int = 2
  ) throws -> TailAnswer {
    let question = try TailQuestion(scenario, measures: measures, error: error, paths: paths)
    return question.answer(PairedRuns(threads: threads))!
  }
}

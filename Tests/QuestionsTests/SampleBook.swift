import Questions
import ScenarioFiles
import Testing

/// A small lender's book that defaults often: two borrowers on bitcoin, quick to simulate.
enum SampleBook {
  static let text = """
    {
      name: "sample", asOf: "2025-12-31", horizonYears: 2, stepsPerYear: 12, riskFreeRate: 0.03,
      simulation: { paths: 3000, seed: 5 },
      market: {
        regimes: {
          calm: { btc: { drift: 0.1, volatility: 0.5 } },
          stress: { btc: { drift: -0.4, volatility: 0.9 } },
        },
        initialRegime: { calm: 1 },
        switching: { calm: { stress: 1 }, stress: { calm: 2 } },
        btc: { spot: 100 },
      },
      miners: {
        "miner one": {
          treasury: { btc: 100 }, insolvency: { barrier: 1.0 },
          tranches: { "coin loan": { kind: "bitcoinLoan", principal: 6000, coupon: 0.1, maturity: "2028-12-31" } },
        },
        two: {
          treasury: { btc: 50 }, insolvency: { barrier: 1.0 },
          tranches: { notes: { kind: "highYield", principal: 3500, coupon: 0.1, maturity: "2029-12-31", heldShare: 0.5 } },
        },
      },
    }
    """

  static func varied(_ overrides: [String] = []) throws -> VariedScenario {
    try VariedScenario(ScenarioDocument.parse(text, name: "sample.json5", overrides: overrides))
  }

  /// A firm of which nothing is uncertain: after a year it owes $5.5m, and has its cash.
  static func certain(cash: Double) throws -> VariedScenario {
    let text = """
      {
        name: "certain", asOf: "2025-12-31", horizonYears: 1, stepsPerYear: 12, riskFreeRate: 0,
        simulation: { paths: 500, seed: 1 },
        market: { regimes: { only: { btc: { drift: 0, volatility: 0 } } }, btc: { spot: 90000 } },
        miners: { firm: { cash: \(cash), tranches: { loan: {
          kind: "highYield", principal: 5e6, coupon: 0.1, maturity: "2026-12-31",
          paymentsPerYear: 1 } } } },
      }
      """
    return try VariedScenario(ScenarioDocument.parse(text, name: "certain.json5"))
  }
}

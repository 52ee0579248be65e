import CreditBasics
import Foundation
import Questions
import Testing

@testable import Verification

/// Rare events against closed forms: within four standard errors, and as exact as was asked for.
@Suite struct TailClosedFormTests {
  private func expect(
    _ answer: TailAnswer, _ exact: [Double], within error: Double = 0.05, fewerPaths: Double
  ) throws {
    #expect(answer.isDelivered, "\(answer.rows.compactMap(\.problem))")
    for (row, truth) in zip(answer.rows, exact) {
      let estimate = try #require(row.estimate)
      let standardError = try #require(estimate.standardError)
      #expect(
        abs(estimate.value - truth) < 4 * standardError,
        "\(row.measure): \(estimate.value) ± \(standardError), exactly \(truth)")
      #expect(standardError < error * truth)
      #expect(answer.varianceRatio(row) ?? 0 > fewerPaths, "\(row.measure)")
    }
  }

  /// Debts at which `Φ(−d₂)` is 10⁻⁴, 10⁻⁵ and 10⁻⁶.
  @Test(arguments: [1e-4, 1e-5, 1e-6])
  func mertonsFirm(probability: Double) throws {
    let law = MertonFirm(assets: 1000, debt: 1, drift: 0.05, volatility: 0.6, years: 1)
    let debt = law.assetQuantile(probability)
    let firm = MertonFirm(assets: 1000, debt: debt, drift: 0.05, volatility: 0.6, years: 1)
    let scenario = try TailBooks.firm(
      debt: debt, years: 1, stepsPerYear: 12,
      regimes: "only: { btc: { drift: 0.05, volatility: 0.6 } }")
    let answer = try TailBooks.answer(scenario, ["pd(firm,1)", "el(firm)"])
    try expect(
      answer, [firm.defaultProbability, exp(-0.03) * firm.expectedLoss],
      fewerPaths: 0.01 / probability)
  }

  /// A barrier watched weekly for two years: 3.9 · 10⁻⁶ by quadrature.
  @Test(arguments: [60.0, 40, 25])
  func aWatchedBarrier(debt: Double) throws {
    let (volatility, drift) = (0.55, 0.08)
    let problem = FirstPassage(
      barrier: log(debt / 1000), logDrift: drift - volatility * volatility / 2,
      volatility: volatility)
    let exact = DiscretePassage(problem, interval: 1.0 / 52, dates: 104).probabilities
      .reduce(0, +)
    let scenario = try TailBooks.firm(
      debt: debt, years: 2, stepsPerYear: 52,
      regimes: "only: { btc: { drift: 0.08, volatility: 0.55 } }", tested: "everyStep")
    try expect(try TailBooks.answer(scenario, ["pd(firm,2)"]), [exact], fewerPaths: 0.003 / exact)
  }

  /// Half of the firm's risk is its own.
  @Test func anOwnFactor() throws {
    let law = MertonFirm(
      assets: 1000, debt: 1, drift: 0, volatility: 0.5, years: 1)
    let debt = law.assetQuantile(1e-5)
    let scenario = try TailBooks.firm(
      debt: debt, years: 1, stepsPerYear: 12,
      regimes: "only: { btc: { drift: 0, volatility: 0.3 } }", own: 0.4)
    try expect(try TailBooks.answer(scenario, ["pd(firm,1)"]), [1e-5], fewerPaths: 500)
  }

  /// Two regimes that change within weeks: the number of weeks in each decides (Hardy, 2001).
  @Test func aChainOfRegimes() throws {
    let coins = [(drift: 0.2, volatility: 0.3), (drift: -0.5, volatility: 0.9)]
    let chain = RegimeChain(
      initial: [1, 0], switching: [[0, 0.5], [6, 0]], interval: 1.0 / 24)
    let debt = 100.0
    let exact = chain.occupation(steps: 24).enumerated().reduce(0.0) { sum, visit in
      let weeks = [24 - Double(visit.offset), Double(visit.offset)]
      let mean = zip(weeks, coins).reduce(0) {
        $0 + $1.0 / 24 * ($1.1.drift - $1.1.volatility * $1.1.volatility / 2)
      }
      let variance = zip(weeks, coins).reduce(0) {
        $0 + $1.0 / 24 * $1.1.volatility * $1.1.volatility
      }
      return sum + visit.element
        * NormalLaw.distribution((log(debt / 1000) - mean) / variance.squareRoot())
    }
    let scenario = try TailBooks.firm(
      debt: debt, years: 1, stepsPerYear: 24,
      regimes: """
        calm: { btc: { drift: 0.2, volatility: 0.3 } }, stress: { btc: { drift: -0.5, volatility: 0.9 } }
        """,
      more: "initialRegime: { calm: 1 }, switching: { calm: { stress: 0.5 }, stress: { calm: 6 } }")
    try expect(try TailBooks.answer(scenario, ["pd(firm,1)"]), [exact], fewerPaths: 20)
  }

  /// Few and large jumps: a Poisson mixture of lognormal laws (Merton, 1976).
  @Test func jumpsThatAreRare() throws {
    let jumps = MertonJumps(intensity: 0.1, mean: -0.4, deviation: 0.2)
    let base = MertonFirm(assets: 1000, debt: 280, drift: 0.05, volatility: 0.25, years: 1)
    let exact = jumps.expectation(base) { $0.defaultProbability }
    let scenario = try TailBooks.firm(
      debt: 280, years: 1, stepsPerYear: 12,
      regimes: "only: { btc: { drift: 0.05, volatility: 0.25 } }",
      more: """
        jumps: { crash: { intensity: { only: 0.1 }, shape: "normal", btc: { mean: -0.4, sd: 0.2 } } }
        """)
    try expect(try TailBooks.answer(scenario, ["pd(firm,1)"]), [exact], fewerPaths: 0.003 / exact)
  }

  /// Quantiles of a loss with a density: at 99.9 % of a firm that defaults once in two hundred years.
  @Test func quantilesOfALoss() throws {
    let law = MertonFirm(assets: 1000, debt: 1, drift: 0.05, volatility: 0.6, years: 1)
    let debt = law.assetQuantile(0.005)
    let firm = MertonFirm(assets: 1000, debt: debt, drift: 0.05, volatility: 0.6, years: 1)
    let scenario = try TailBooks.firm(
      debt: debt, years: 1, stepsPerYear: 12,
      regimes: "only: { btc: { drift: 0.05, volatility: 0.6 } }")
    let discount = exp(-0.03)
    let discounts = (1...12).map { exp(-0.03 * Double($0) / 12) }
    let exposure = debt * discounts.reduce(0, +) / 12
    try expect(
      try TailBooks.answer(
        scenario, ["var(0.999)", "es(0.999)", "breakEven(firm,loan)"]),
      [
        discount * firm.valueAtRisk(0.999), discount * firm.expectedShortfall(0.999),
        1e4 * discount * firm.expectedLoss / exposure,
      ], fewerPaths: 10)
  }
}

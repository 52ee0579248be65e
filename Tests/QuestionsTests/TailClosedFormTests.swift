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

  /// Each borrower fails for a reason of its own: one in five hundred thousand, by a factor that only it has, or
  /// by ether.
  @Test(arguments: [2, 4, 8])
  func everyBorrowersOwnFactorIsFound(owners: Int) throws {
    let own = MertonFirm(
      assets: 1000, debt: 48, drift: 0.05, volatility: (0.36 + 0.0025).squareRoot(), years: 1)
    let ether = MertonFirm(assets: 1000, debt: 48, drift: 0.05, volatility: 0.6, years: 1)
    let scenario = try TailBooks.book(owners: owners, debt: 48)
    let survival = pow(1 - own.defaultProbability, Double(owners)) * (1 - ether.defaultProbability)
    let loss = Double(owners) * own.expectedLoss + ether.expectedLoss
    try expect(
      try TailBooks.answer(scenario, ["pd(any,1)", "el(portfolio)"]), [1 - survival, loss],
      within: 0.1, fewerPaths: 100)
  }

  /// Two regimes that change within weeks, or hardly ever: the number of weeks in each decides (Hardy, 2001).
  ///
  /// Of the second kind one path in ten thousand, or in thirty thousand, comes into the bad one.
  @Test(arguments: [(0.5, -0.5, 100.0), (1e-4, -3.5, 250), (3e-5, -3.5, 250)])
  func aChainOfRegimes(toStress: Double, drift: Double, debt: Double) throws {
    let coins = [(drift: 0.2, volatility: 0.3), (drift: drift, volatility: 0.9)]
    let chain = RegimeChain(
      initial: [1, 0], switching: [[0, toStress], [6, 0]], interval: 1.0 / 24)
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
        calm: { btc: { drift: 0.2, volatility: 0.3 } },
        stress: { btc: { drift: \(drift), volatility: 0.9 } }
        """,
      more:
        "initialRegime: { calm: 1 }, switching: { calm: { stress: \(toStress) }, stress: { calm: 6 } }"
    )
    try expect(try TailBooks.answer(scenario, ["pd(firm,1)"]), [exact], fewerPaths: 20)
  }

  /// Few and large jumps, down to one in a million years: a Poisson mixture of lognormal laws (Merton,
  /// 1976).
  @Test(arguments: [(0.1, -0.4, 280.0), (1e-5, -2.5, 200), (1e-6, -2.5, 200)])
  func jumpsThatAreRare(intensity: Double, mean: Double, debt: Double) throws {
    let jumps = MertonJumps(intensity: intensity, mean: mean, deviation: 0.2)
    let base = MertonFirm(assets: 1000, debt: debt, drift: 0.05, volatility: 0.25, years: 1)
    let exact = jumps.expectation(base) { $0.defaultProbability }
    let scenario = try TailBooks.firm(
      debt: debt, years: 1, stepsPerYear: 12,
      regimes: "only: { btc: { drift: 0.05, volatility: 0.25 } }",
      more: """
        jumps: { crash: { intensity: { only: \(intensity) }, shape: "normal", \
        btc: { mean: \(mean), sd: 0.2 } } }
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

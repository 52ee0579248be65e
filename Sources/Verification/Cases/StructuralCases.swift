import CreditBasics
import Foundation

/// Firms that default when their assets fall below their debt.
enum StructuralCases {
  static var all: [VerificationCase] { [merton, ownFactor, blackCox, watchedDaily] }

  private static let rate = 0.03

  /// `Σ Δ e^{−r t_{k+1}} weight_k` over the steps of a grid.
  private static func annuity(_ grid: TimeGrid, weight: (Int) -> Double = { _ in 1 }) -> Double {
    (0..<grid.stepCount).reduce(0) {
      $0 + grid.stepYears * exp(-rate * grid.time($1 + 1)) * weight($1)
    }
  }

  /// Bitcoin as assets, tested once, after steps of a quarter.
  private static var merton: VerificationCase {
    let firm = MertonFirm(assets: 1000, debt: 700, drift: 0.05, volatility: 0.6, years: 1)
    let scenario = ScenarioParts.scenario(
      "merton-1974",
      ScenarioParts.market(btc: CoinDynamics(drift: firm.drift, volatility: firm.volatility)),
      [ScenarioParts.coinFirm("firm", debt: firm.debt)], years: 1, stepsPerYear: 4, rate: rate,
      seed: 1974)
    let discount = exp(-rate)
    let loss = discount * firm.expectedLoss
    let spread = 1e4 * loss / (firm.debt * annuity(scenario.grid))
    let tail = [950, 990].flatMap { thousandths in
      let level = Double(thousandths) / 1000
      return [
        Check.valueAtRisk(
          thousandths, exact: discount * firm.valueAtRisk(level),
          density: firm.lossDensity(atLevel: level) / discount),
        Check.expectedShortfall(
          thousandths, exact: discount * firm.expectedShortfall(level)),
      ]
    }
    return VerificationCase(
      source: "Merton (1974)", scenario: scenario,
      checks: [
        .defaultProbability("firm", exact: firm.defaultProbability),
        .expectedLoss("firm", exact: loss), .breakEvenSpread("firm", exact: spread),
      ] + tail)
  }

  /// A firm whose assets move with Bitcoin and with noise of their own.
  private static var ownFactor: VerificationCase {
    let (common, own) = (0.4, 0.45)
    let firm = MertonFirm(
      assets: 1000, debt: 800, drift: -0.1,
      volatility: (common * common + own * own).squareRoot(), years: 1.5)
    return VerificationCase(
      source: "Merton (1974)",
      scenario: ScenarioParts.scenario(
        "merton-own-factor",
        ScenarioParts.market(btc: CoinDynamics(drift: firm.drift, volatility: common)),
        [ScenarioParts.coinFirm("firm", debt: firm.debt, ownVolatility: own)], years: 1.5,
        stepsPerYear: 2, rate: rate, seed: 1975),
      checks: [
        .defaultProbability("firm", exact: firm.defaultProbability),
        .expectedLoss("firm", exact: exp(-rate * firm.years) * firm.expectedLoss),
      ])
  }

  /// A barrier at 80 % of the debt, watched weekly for two years.
  private static var blackCox: VerificationCase {
    let (volatility, drift, debt, share) = (0.55, 0.08, 750.0, 0.8)
    let problem = FirstPassage(
      barrier: log(share * debt / 1000), logDrift: drift - volatility * volatility / 2,
      volatility: volatility)
    let scenario = ScenarioParts.scenario(
      "black-cox-1976",
      ScenarioParts.market(btc: CoinDynamics(drift: drift, volatility: volatility)),
      [ScenarioParts.coinFirm("firm", debt: debt, barrier: share, tested: .everyStep)], years: 2,
      stepsPerYear: 52, rate: rate, seed: 1976)
    let grid = scenario.grid
    let passage = DiscretePassage(problem, interval: grid.stepYears, dates: grid.stepCount)
    var passed = [0.0]
    for probability in passage.probabilities { passed.append(passed.last! + probability) }
    let loss = (0..<grid.stepCount).reduce(0.0) {
      $0 + exp(-rate * grid.time($1 + 1))
        * (debt * passage.probabilities[$1] - 1000 * passage.assetMeans[$1])
    }
    let exposure = debt * annuity(grid) { 1 - passed[$0] }
    let months = [6, 12, 24]
    return VerificationCase(
      source: "Black and Cox (1976), quadrature", scenario: scenario,
      checks: months.map {
        .defaultProbability("firm", byMonth: $0, exact: passed[$0 * 52 / 12])
      }
        + [
          .expectedLoss("firm", exact: loss),
          .breakEvenSpread("firm", exact: 1e4 * loss / exposure),
        ])
  }

  /// A barrier watched every day for a year.
  ///
  /// The closed form with the barrier moved is not exact enough here: after half a year it is 4e-4
  /// below the truth, which two million paths see.
  private static var watchedDaily: VerificationCase {
    let (volatility, drift, debt) = (0.5, 0.05, 650.0)
    let problem = FirstPassage(
      barrier: log(debt / 1000), logDrift: drift - volatility * volatility / 2,
      volatility: volatility)
    let scenario = ScenarioParts.scenario(
      "black-cox-daily",
      ScenarioParts.market(btc: CoinDynamics(drift: drift, volatility: volatility)),
      [ScenarioParts.coinFirm("firm", debt: debt, tested: .everyStep)], years: 1,
      stepsPerYear: 360, rate: rate, seed: 1997)
    let grid = scenario.grid
    let passage = DiscretePassage(problem, interval: grid.stepYears, dates: grid.stepCount)
    return VerificationCase(
      source: "Black and Cox (1976), quadrature", scenario: scenario,
      checks: [6, 12].map {
        .defaultProbability("firm", byMonth: $0, exact: passage.probability(by: $0 * 360 / 12))
      })
  }
}

import CreditBasics
import Foundation
import RiskMeasures

/// Markets that change regime.
enum RegimeCases {
  static var all: [VerificationCase] { [two, three, occupation] }

  /// Mean and variance of a coin's log growth in one step of a regime.
  private static func logStep(
    _ coin: CoinDynamics, _ interval: Double
  ) -> (mean: Double, variance: Double) {
    let variance = coin.volatility * coin.volatility
    return ((coin.drift - variance / 2) * interval, variance * interval)
  }

  /// The chain of a scenario's regimes, and a coin's log growth in one step of each.
  private static func law(
    of scenario: Scenario, _ coins: [CoinDynamics]
  ) -> (chain: RegimeChain, steps: [(mean: Double, variance: Double)]) {
    let (market, interval) = (scenario.market, scenario.grid.stepYears)
    return (
      RegimeChain(
        initial: market.initialRegime, switching: market.switching, interval: interval),
      coins.map { logStep($0, interval) }
    )
  }

  /// Two regimes that change within weeks: the law given the number of steps in each is lognormal.
  private static var two: VerificationCase {
    let coins = [
      CoinDynamics(drift: 0.3, volatility: 0.35), CoinDynamics(drift: -0.6, volatility: 0.9),
    ]
    let (initial, switching) = ([0.8, 0.2], [[0.0, 5.0], [14.0, 0.0]])
    let declines = [0.2, 0.5]
    let rents = [0.25, 0.5]
    var regimes = [
      ScenarioParts.regime("calm", btc: coins[0]), ScenarioParts.regime("stress", btc: coins[1]),
    ]
    for index in regimes.indices {
      regimes[index].rentVolatility = rents[index]
      regimes[index].rentAnnualDecline = declines[index]
    }
    var market = ScenarioParts.market(regimes, initial: initial, switching: switching)
    market.rentMeanReversion = 0.8
    market.gpus = [GPUClass(name: "GPU", rentPerHour: 2)]
    let debt = 700.0
    let scenario = ScenarioParts.scenario(
      "two-regimes", market, [ScenarioParts.coinFirm("firm", debt: debt)], years: 1,
      stepsPerYear: 24, seed: 1989)
    let grid = scenario.grid
    let (chain, steps) = law(of: scenario, coins)
    let occupation = chain.occupation(steps: grid.stepCount).enumerated()
    let probability = occupation.reduce(0.0) { sum, visit in
      let stressed = Double(visit.offset)
      let calm = Double(grid.stepCount) - stressed
      let mean = calm * steps[0].mean + stressed * steps[1].mean
      let deviation = (calm * steps[0].variance + stressed * steps[1].variance).squareRoot()
      return sum + visit.element
        * NormalLaw.distribution((log(debt / 1000) - mean) / deviation)
    }
    let coin = chain.lognormalMoments(steps: grid.stepCount) { steps[$1] }
    let rent = chain.lognormalMoments(steps: grid.stepCount) { step, regime in
      let process = MeanReversion(speed: 0.8, volatility: rents[regime])
      let left = process.decay(Double(grid.stepCount - 1 - step) * grid.stepYears)
      return (
        mean: log(1 - declines[regime]) * grid.stepYears,
        variance: process.variance(grid.stepYears) * left * left
      )
    }
    return VerificationCase(
      source: "Hamilton (1989); Hardy (2001)", scenario: scenario,
      checks: [.defaultProbability("firm", exact: probability)]
        + Check.factor("btc", year: 1, scale: ScenarioParts.spot, coin)
        + Check.factor("computeRent", year: 1, rent))
  }

  /// Three regimes: the characteristic function by recursion, inverted.
  private static var three: VerificationCase {
    let coins = [
      CoinDynamics(drift: 0.25, volatility: 0.4), CoinDynamics(drift: -0.8, volatility: 0.8),
      CoinDynamics(drift: -0.2, volatility: 0.55),
    ]
    let initial = [0.6, 0.1, 0.3]
    let switching = [[0.0, 3.0, 1.0], [9.0, 0.0, 4.0], [2.0, 1.5, 0.0]]
    let names = ["calm", "stress", "winter"]
    let debt = 650.0
    let market = ScenarioParts.market(
      coins.indices.map { ScenarioParts.regime(names[$0], btc: coins[$0]) }, initial: initial,
      switching: switching)
    let scenario = ScenarioParts.scenario(
      "three-regimes", market, [ScenarioParts.coinFirm("firm", debt: debt)], years: 2,
      stepsPerYear: 12, seed: 1990)
    return VerificationCase(
      source: "Hamilton (1989); Gil-Pelaez (1951)", scenario: scenario
    ) {
      let grid = scenario.grid
      let (chain, steps) = law(of: scenario, coins)
      let law = CharacteristicLaw(lastFrequency: 9 / (0.4 * 2.0.squareRoot())) { u in
        chain.expectation(steps: grid.stepCount) { _, regime in
          .exponential(
            Complex(-u * u * steps[regime].variance / 2, u * steps[regime].mean))
        }
      }
      let loss = 1000 * law.expectedShortfall(below: debt / 1000, range: 8)
      return [
        .defaultProbability("firm", exact: law.distribution(log(debt / 1000))),
        .expectedLoss("firm", exact: exp(-0.03 * 2) * loss),
      ]
        + Check.factor(
          "btc", year: 2, scale: ScenarioParts.spot,
          chain.lognormalMoments(steps: grid.stepCount) { steps[$1] })
    }
  }

  /// Time in each of three regimes, whether it is ever entered and when; and the same for the two
  /// together in which refinancing is shut.
  private static var occupation: VerificationCase {
    let initial = [0.7, 0.1, 0.2]
    let switching = [[0.0, 0.5, 0.3], [1.5, 0.0, 0.8], [0.6, 0.4, 0.0]]
    var regimes = ["calm", "stress", "winter"].map { ScenarioParts.regime($0) }
    for index in [1, 2] { regimes[index].refinancingOpen = false }
    let market = ScenarioParts.market(regimes, initial: initial, switching: switching)
    let scenario = ScenarioParts.scenario(
      "regime-times", market, [ScenarioParts.coinFirm("firm", debt: 1)], years: 3,
      stepsPerYear: 12, seed: 2009)
    let (chain, _) = law(of: scenario, [])
    let steps = scenario.grid.stepCount
    return VerificationCase(
      source: "Kemeny and Snell (1960)", scenario: scenario,
      checks: [[0], [1], [2], [1, 2]].flatMap { states -> [Check] in
        let name = states.count > 1 ? "CRUNCH" : regimes[states[0]].name
        let row: @Sendable (StressResult) -> RegimeRow? = { result in
          result.extras[RegimeRow.self]?.first { $0.name == name }
        }
        let entry = chain.firstEntry(into: Set(states), steps: steps)
        let ever = entry.reduce(0, +)
        let year = scenario.grid.stepYears
        let years = entry.enumerated().reduce(0) { $0 + year * Double($1.offset) * $1.element }
        let mean = years / ever
        let square = entry.enumerated().reduce(0) {
          $0 + pow(year * Double($1.offset) - mean, 2) * $1.element
        }
        return [
          Check(
            "share of time in \(name)", exact: chain.timeShare(of: Set(states), steps: steps)
          ) { row($0)?.timeShare ?? Check.undefined },
          Check("chance of \(name)", exact: ever) { Check.proportion(row($0)?.entries, ever) },
          Check("first entry into \(name), years", exact: mean) { result in
            guard let found = row(result), let first = found.firstYear else {
              return Check.undefined
            }
            return Estimate(
              value: first.value,
              standardError: (square / ever / Double(found.entries.count)).squareRoot())
          },
        ]
      })
  }
}

import CreditBasics
import Foundation

/// Rent, hashrate, power, launches and tenants that have no name.
enum FactorCases {
  static var all: [VerificationCase] { [reversion, launches, TenantCases.tenants] }

  /// Mean-reverting factors; hashrate follows the coin through a halving.
  private static var reversion: VerificationCase {
    var market = FactorMarket.market(
      correlation: [(.btc, .networkHashrate, 0.35), (.computeRent, .powerPrice, -0.3)])
    market.gpus[0].resaleDecline = 0.2
    market.gpus[0].rentSensitivity = 0.6
    market.network?.revenueElasticity = 0.6
    market.network?.feeShare = 0.02
    market.network?.halvings = [0.75]
    let scenario = ScenarioParts.scenario(
      "mean-reversion", market, [ScenarioParts.watcher], years: 2, stepsPerYear: 12, seed: 1930)
    let grid = scenario.grid
    let (coin, rent, shortRate) = (FactorMarket.coin, FactorMarket.rent, FactorMarket.shortRate)
    let law = NetworkLaw(
      coin: (
        (coin.drift - coin.volatility * coin.volatility / 2) * grid.stepYears,
        coin.volatility * grid.stepYears.squareRoot()
      ), reversion: FactorMarket.hashrate, growth: 0.2, elasticity: 0.6, correlation: 0.35,
      interval: grid.stepYears
    ) { grid.time($0) + 1e-9 < 0.75 ? 0 : -log(2) }
    let hashprice = ScenarioParts.spot * 144 * 3.125 * 1.02 / 1e6
    let checks = [1.0, 2.0].flatMap { year in
      let steps = Int(12 * year)
      return Check.factor(
        "computeRent", year: year,
        FourMoments(logMean: log(0.7) * year, logVariance: rent.variance(year)))
        + Check.factor(
          "powerPrice", year: year, scale: 45,
          FourMoments(logMean: 0, logVariance: FactorMarket.power.variance(year)))
        + Check.factor(
          "shortRate", year: year,
          FourMoments(
            mean: 0.035 + 0.008 * shortRate.decay(year), variance: shortRate.variance(year)))
        + Check.factor("networkHashrate", year: year, scale: 1e6, law.hashrate(after: steps))
        + Check.factor("hashprice", year: year, scale: hashprice, law.hashprice(after: steps))
        + Check.factor(
          "resale:GPU", year: year, scale: 20_000,
          FourMoments(logMean: -0.2 * year, logVariance: 0.36 * rent.variance(year)))
    }
    return VerificationCase(
      source: "Uhlenbeck and Ornstein (1930)", scenario: scenario, checks: checks)
  }

  /// Two launches with exponential delays: rents and resale prices take four values.
  private static var launches: VerificationCase {
    var market = ScenarioParts.market([ScenarioParts.regime()])
    market.gpus = [GPUClass(name: "GPU", rentPerHour: 2, resalePriceUSD: 20_000)]
    market.launches = [
      launch("Alpha", date: 0.25, delay: 0.4, rent: 0.15, resale: 0.3),
      launch("Beta", date: 0.7, delay: 0.8, rent: 0.25, resale: 0.4),
    ]
    var host = ScenarioParts.watcher
    host.asics = nil
    let scenario = ScenarioParts.scenario(
      "launches", market, [host], years: 1.5, stepsPerYear: 12, seed: 1657)
    let checks = [0.5, 1.0, 1.5].flatMap { year in
      Check.factor(
        "rent:GPU", year: year, scale: 2, left(market.launches, year) { 1 - $0.rentHaircut })
        + Check.factor(
          "resale:GPU", year: year, scale: 20_000,
          left(market.launches, year) { 1 - $0.resaleHaircut })
    }
    return VerificationCase(source: "exponential law, by hand", scenario: scenario, checks: checks)
  }

  private static func launch(
    _ name: String, date: Double, delay: Double, rent: Double, resale: Double
  ) -> Launch {
    Launch(
      name: name, date: date, meanDelayYears: delay,
      impacts: [LaunchImpact(gpu: 0, rentHaircut: rent, resaleHaircut: resale)])
  }

  /// The product of what launches leave, each launched by `year` with its own probability.
  private static func left(
    _ launches: [Launch], _ year: Double, _ share: (LaunchImpact) -> Double
  ) -> FourMoments {
    var points: [(value: Double, probability: Double)] = [(1, 1)]
    for launch in launches {
      let late = min(1, exp(-(year - launch.date) / launch.meanDelayYears))
      points = points.flatMap {
        [
          ($0.value, $0.probability * late),
          ($0.value * share(launch.impacts[0]), $0.probability * (1 - late)),
        ]
      }
    }
    return FourMoments(points: points)
  }
}

import CreditBasics
import Foundation

/// Rent, hashrate, power, launches and tenants that have no name.
enum FactorCases {
  static var all: [VerificationCase] { [reversion, launches, TenantCases.tenants] }

  /// Mean-reverting factors; hashrate follows the coin through a halving.
  private static var reversion: VerificationCase {
    let coin = CoinDynamics(drift: 0.1, volatility: 0.5)
    let rent = MeanReversion(speed: 0.8, volatility: 0.35)
    let power = MeanReversion(speed: 2, volatility: 0.4)
    let hashrate = MeanReversion(speed: 0.7, volatility: 0.2)
    var regime = ScenarioParts.regime(
      btc: coin, correlation: [(.btc, .networkHashrate, 0.35), (.computeRent, .powerPrice, -0.3)])
    regime.hashrateVolatility = hashrate.volatility
    regime.rentVolatility = rent.volatility
    regime.rentAnnualDecline = 0.3
    regime.powerVolatility = power.volatility
    let shortRate = MeanReversion(speed: 0.5, volatility: 0.01)
    regime.shortRateVolatility = shortRate.volatility
    var market = ScenarioParts.market([regime])
    market.rentMeanReversion = rent.speed
    market.power = QuotedMarket(spot: 45, meanReversion: power.speed)
    market.shortRate = ShortRateMarket(
      initial: 0.043, mean: 0.035, meanReversion: shortRate.speed)
    market.gpus = [
      GPUClass(
        name: "GPU", rentPerHour: 2, resalePriceUSD: 20_000, resaleDecline: 0.2,
        rentSensitivity: 0.6)
    ]
    let network = MiningNetwork(
      hashratePH: 1e6, growth: 0.2, revenueElasticity: 0.6, meanReversion: hashrate.speed,
      blockSubsidy: 3.125, feeShare: 0.02, halvings: [0.75])
    market.network = network
    let scenario = ScenarioParts.scenario(
      "mean-reversion", market, [miner], years: 2, stepsPerYear: 12, seed: 1930)
    let grid = scenario.grid
    let law = NetworkLaw(
      coin: (
        (coin.drift - coin.volatility * coin.volatility / 2) * grid.stepYears,
        coin.volatility * grid.stepYears.squareRoot()
      ), reversion: hashrate, growth: 0.2, elasticity: 0.6, correlation: 0.35,
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
          FourMoments(logMean: 0, logVariance: power.variance(year)))
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
      name: "mean-reversion", source: "Uhlenbeck and Ornstein (1930)", scenario: scenario,
      checks: checks)
  }

  /// A miner that uses everything, so that nothing is left out as unused.
  private static var miner: Miner {
    Miner(
      name: "miner", cashUSD: 1e9, asics: ASICFleet(petahash: 1, joulesPerTerahash: 20),
      gpuLots: [GPULot(name: "lot", gpu: 0, count: 1)],
      tranches: [ScenarioParts.loan(principal: 1)])
  }

  /// Two launches with exponential delays: rents and resale prices take four values.
  private static var launches: VerificationCase {
    var market = ScenarioParts.market([ScenarioParts.regime()])
    market.gpus = [GPUClass(name: "GPU", rentPerHour: 2, resalePriceUSD: 20_000)]
    market.launches = [
      launch("Alpha", date: 0.25, delay: 0.4, rent: 0.15, resale: 0.3),
      launch("Beta", date: 0.7, delay: 0.8, rent: 0.25, resale: 0.4),
    ]
    var host = miner
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
    return VerificationCase(
      name: "launches", source: "exponential law, by hand", scenario: scenario, checks: checks)
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

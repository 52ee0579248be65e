import CreditBasics

/// A market in which every factor moves, each by a law of its own.
enum FactorMarket {
  static let coin = CoinDynamics(drift: 0.1, volatility: 0.5)
  static let rent = MeanReversion(speed: 0.8, volatility: 0.35)
  static let power = MeanReversion(speed: 2, volatility: 0.4)
  static let hashrate = MeanReversion(speed: 0.7, volatility: 0.2)
  static let shortRate = MeanReversion(speed: 0.5, volatility: 0.01)
  static let (annualDecline, growth) = (0.3, 0.2)
  static let (rateToday, rateMean) = (0.043, 0.035)

  static func market(correlation: [(Driver, Driver, Double)] = []) -> Market {
    var regime = ScenarioParts.regime(btc: coin, correlation: correlation)
    regime.hashrateVolatility = hashrate.volatility
    regime.rentVolatility = rent.volatility
    regime.rentAnnualDecline = annualDecline
    regime.powerVolatility = power.volatility
    regime.shortRateVolatility = shortRate.volatility
    var market = ScenarioParts.market([regime])
    market.rentMeanReversion = rent.speed
    market.power = QuotedMarket(spot: 45, meanReversion: power.speed)
    market.network = MiningNetwork(
      hashratePH: 1e6, growth: growth, meanReversion: hashrate.speed, blockSubsidy: 3.125)
    market.shortRate = ShortRateMarket(
      initial: rateToday, mean: rateMean, meanReversion: shortRate.speed)
    market.gpus = [GPUClass(name: "GPU", rentPerHour: 2, resalePriceUSD: 20_000)]
    return market
  }
}

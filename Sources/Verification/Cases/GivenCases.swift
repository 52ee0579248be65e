import CreditBasics
import Foundation
import RiskMeasures

/// Factors that a table gives for a while.
///
/// They are certain before the table's end; after it each follows its law from the table's last
/// value.
enum GivenCases {
  static var all: [VerificationCase] { [givenThenFree] }

  /// The last date of the table in years; the step in which it lies, up to `release`, is still
  /// given.
  private static let (last, release) = (0.46, 0.5)
  /// A date before `last`, and that date's share of the way to `last`.
  private static let (early, way) = (0.25, 0.25 / 0.46)

  private static let rateGiven = 0.06

  /// A factor, its value today, and the table's last value over that.
  private typealias End = (driver: Driver, today: Double, ratio: Double)

  private static let ends: [End] = [
    (.btc, ScenarioParts.spot, 0.4), (.computeRent, 1, 0.6), (.powerPrice, 45, 1.5),
    (.networkHashrate, 1e6, 0.8),
  ]

  private static var givenThenFree: VerificationCase {
    let scenario = ScenarioParts.scenario(
      "given-then-free", market, [ScenarioParts.watcher], years: 2, stepsPerYear: 12, seed: 2022)
    let given =
      ends.flatMap { certain($0.driver, $0.today * pow($0.ratio, way)) }
      + certain(
        .shortRate, FactorMarket.rateToday + (rateGiven - FactorMarket.rateToday) * way)
    return VerificationCase(
      source: "the laws of each factor, from a table's last value",
      scenario: scenario, checks: given + [1.0, 2.0].flatMap(free))
  }

  private static var market: Market {
    var market = FactorMarket.market()
    var given = GivenPath()
    for end in ends {
      given.values[end.driver.rawValue] = [
        GivenPath.Row(date: last, value: end.today * end.ratio)
      ]
    }
    given.values[Driver.shortRate.rawValue] = [GivenPath.Row(date: last, value: rateGiven)]
    market.given = given
    return market
  }

  /// A given factor has its value on every path.
  private static func certain(_ driver: Driver, _ exact: Double) -> [Check] {
    let point: @Sendable (StressResult) -> FanPoint? = { result in
      result.factorFans.first { $0.factor == driver.key && abs($0.year - early) < 1e-9 }?.point
    }
    return [
      .certain("mean of \(driver.key) at \(early) y", exact: exact) { point($0)?.mean },
      .certain("sd of \(driver.key) at \(early) y", exact: 0) { point($0)?.standardDeviation },
    ]
  }

  /// Checks of factors that are free again: rent and hashrate revert to trends that went on
  /// meanwhile.
  private static func free(_ year: Double) -> [Check] {
    let since = year - release
    let decline = log(1 - FactorMarket.annualDecline)
    func reverting(_ factor: MeanReversion, from: Double, trend: Double = 0) -> FourMoments {
      FourMoments(
        logMean: trend + from * factor.decay(since), logVariance: factor.variance(since))
    }
    let (coin, growth) = (FactorMarket.coin, FactorMarket.growth)
    let (shortRate, rateMean) = (FactorMarket.shortRate, FactorMarket.rateMean)
    let price = FourMoments(
      logMean: log(0.4) + (coin.drift - coin.volatility * coin.volatility / 2) * since,
      logVariance: coin.volatility * coin.volatility * since)
    let index = reverting(
      FactorMarket.rent, from: log(0.6) - decline * release, trend: decline * year)
    let network = reverting(
      FactorMarket.hashrate, from: log(0.8) - growth * release, trend: growth * year)
    let rate = FourMoments(
      mean: rateMean + (rateGiven - rateMean) * shortRate.decay(since),
      variance: shortRate.variance(since))
    return Check.factor("btc", year: year, scale: ScenarioParts.spot, price)
      + Check.factor("computeRent", year: year, index)
      + Check.factor(
        "powerPrice", year: year, scale: 45, reverting(FactorMarket.power, from: log(1.5)))
      + Check.factor("networkHashrate", year: year, scale: 1e6, network)
      + Check.factor("shortRate", year: year, rate)
  }
}

import CreditBasics
import Foundation
import RiskMeasures

/// Rigs, the impact of sales, and a covenant on what hardware is worth.
enum SaleCases {
  static var all: [VerificationCase] { [rigs, impact, covenant] }

  private static let rate = 0.03

  /// Rigs whose price moves with hashprice to the power 1.4, hashprice with Bitcoin: Merton's firm with 1.4
  /// times the volatility.
  ///
  /// A sale of twice the depth fetches `(1 − e^{−2}) / 2`, less haircut, costs and lag.
  private static var rigs: VerificationCase {
    let (elasticity, years, debt) = (1.4, 1.5, 8e5)
    let coin = CoinDynamics(drift: 0.1, volatility: 0.5)
    var market = ScenarioParts.market(btc: coin)
    market.network = MiningNetwork(hashratePH: 1e6, blockSubsidy: 3.125)
    market.rigElasticity = elasticity
    market.rigDepth = HardwareDepth(units: 50)
    let miner = Miner(
      name: "m", asics: ASICFleet(petahash: 100, uptime: 0, resalePerTerahash: 10),
      tranches: [ScenarioParts.loan(principal: debt)],
      insolvency: InsolvencyTest(tested: .atHorizon))
    let scenario = ScenarioParts.scenario(
      "rig-elasticity", market, [miner], years: years, stepsPerYear: 4, rate: rate,
      resolution: ResolutionTerms(costRate: 0.1, lagYears: 0.5, relocationHaircut: 0.2), seed: 2006)
    let volatility = elasticity * coin.volatility
    let logDrift = elasticity * (coin.drift - coin.volatility * coin.volatility / 2)
    let firm = MertonFirm(
      assets: 1e6, debt: debt, drift: logDrift + volatility * volatility / 2,
      volatility: volatility, years: years)
    let fetched: Double = (1 - exp(-2)) / 2 * 0.8 * 0.9 * exp(-rate * 0.5)
    let marked = debt * firm.defaultProbability - firm.expectedLoss
    let loss = exp(-rate * years) * (debt * firm.defaultProbability - fetched * marked)
    let row: @Sendable (StressResult) -> InventoryRow? = { result in
      result.extras[InventoryRow.self]?.first { $0.name == "rigs" && $0.year == 2 }
    }
    return VerificationCase(
      source: "Merton (1974)", scenario: scenario,
      checks: [
        .defaultProbability("m", exact: firm.defaultProbability),
        .expectedLoss("m", exact: loss),
        Check("rigs dumped in year 2, PH/s", exact: 100 * firm.defaultProbability) {
          Check.seen(row($0)?.units, $0.miners[0].defaults)
        },
        Check("share of resale fetched", exact: fetched) {
          row($0)?.shareFetched.map { Estimate(value: $0.value, standardError: 0) }
            ?? Check.undefined
        },
      ])
  }

  /// Two miners sell coins for their overheads every step: `A = −D ln(1 − need / D)` dollars at the mark
  /// each, and the price keeps `−0.4 A / (7 usdPerDay)` of its logarithm, whatever the price is.
  private static var impact: VerificationCase {
    let coin = CoinDynamics(drift: 0.1, volatility: 0.6)
    let (perDay, share, stepsPerYear) = (1e5, 0.4, 26)
    var market = ScenarioParts.market(btc: coin)
    market.coins.btc.depth = CoinDepth(usdPerDay: perDay, permanentShare: share)
    let overheads = [1.2e6, 4e6]
    let miners = [0, 1].map { index in
      Miner(
        name: "m\(index)", overheadPerYear: overheads[index],
        treasury: Treasury(holdings: PerCoin(btc: 1e8, eth: 0)),
        tranches: [ScenarioParts.loan(principal: 1)])
    }
    let scenario = ScenarioParts.scenario(
      "price-impact", market, miners, years: 2, stepsPerYear: stepsPerYear, rate: rate, seed: 2007)
    let depth = perDay * 365.25 / Double(stepsPerYear)
    let sold = overheads.reduce(0.0) {
      $0 - depth * log(1 - $1 / Double(stepsPerYear) / depth)
    }
    // A fan shows prices before the sales of the step that ends with them.
    let (variance, fall) = (coin.volatility * coin.volatility, share * sold / (7 * perDay))
    let checks = [1.0, 2.0].flatMap { year -> [Check] in
      let falls = fall * (year * Double(stepsPerYear) - 1)
      let moments = FourMoments(
        logMean: (coin.drift - variance / 2) * year - falls, logVariance: variance * year)
      return Check.factor("btc", year: year, scale: ScenarioParts.spot, moments)
    }
    return VerificationCase(
      source: "lognormal law, sales by hand", scenario: scenario, checks: checks)
  }

  /// GPUs that a loan has a lien on, tested every quarter against a loan to value of 0.9: the first of eight
  /// dates at which a Brownian motion with drift is below a barrier.
  private static var covenant: VerificationCase {
    let (decline, volatility, debt, limit, lag) = (0.25, 0.5, 500.0, 0.9, 0.25)
    var regime = ScenarioParts.regime()
    regime.rentVolatility = volatility / 0.8
    var market = ScenarioParts.market([regime])
    market.gpus = [
      GPUClass(name: "g", resalePriceUSD: 100, resaleDecline: decline, rentSensitivity: 0.8)
    ]
    var loan = ScenarioParts.loan(principal: debt)
    loan.covenant = CovenantTerms(maxLTV: limit, testsPerYear: 4)
    let miner = Miner(
      name: "m", gpuLots: [GPULot(name: "lot", gpu: 0, count: 10, pledgedTo: 0)],
      tranches: [loan])
    let scenario = ScenarioParts.scenario(
      "covenant-ltv", market, [miner], years: 2, stepsPerYear: 52, rate: rate,
      resolution: ResolutionTerms(costRate: 0.05, lagYears: lag, relocationHaircut: 0.15),
      seed: 2008)
    let passage = DiscretePassage(
      FirstPassage(
        barrier: log(debt / limit / 1000), logDrift: -decline, volatility: volatility),
      interval: 0.25, dates: 8)
    let fetched = 0.85 * 0.95 * exp(-(decline + rate) * lag)
    let loss = (0..<8).reduce(0.0) { sum, date in
      sum + exp(-rate * Double(date + 1) / 4)
        * (debt * passage.probabilities[date] - fetched * 1000 * passage.assetMeans[date])
    }
    return VerificationCase(
      source: "Black and Cox (1976), quadrature", scenario: scenario,
      checks: [6, 12, 24].map { month in
        .defaultProbability(
          "m", byMonth: month, exact: passage.probabilities.prefix(month / 3).reduce(0, +))
      } + [.expectedLoss("m", exact: loss)])
  }
}

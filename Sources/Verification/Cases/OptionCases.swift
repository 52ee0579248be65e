import CreditBasics
import Foundation

/// Interest with a floor, hardware that may idle, and shares: options that borrowers and lenders hold.
enum OptionCases {
  static var all: [VerificationCase] { [floatingInterest, idleHours, convertible, prefunding] }

  private static let rate = 0.03

  /// Interest of eleven months on a short rate that reverts: at least 0, with a floor, and with a floor
  /// after a hedge.
  ///
  /// Nothing is paid and nothing recovered, so that the loss is all that has accrued.
  private static var floatingInterest: VerificationCase {
    let process = MeanReversion(speed: 0.5, volatility: 0.02)
    let (initial, mean, margin, floor) = (0.015, 0.03, 0.01, 0.02)
    let terms = [
      "floored": FloatingTerms(margin: margin, floor: floor),
      "hedged": FloatingTerms(margin: margin, floor: floor, hedgedShare: 0.6, hedgedRate: 0.035),
      "plain": FloatingTerms(margin: margin),
    ]
    var market = ScenarioParts.market([ScenarioParts.regime()])
    market.regimes[0].shortRateVolatility = process.volatility
    market.shortRate = ShortRateMarket(
      initial: initial, mean: mean, meanReversion: process.speed)
    let names = terms.keys.sorted()
    let miners = names.map { name in
      var loan = ScenarioParts.loan(principal: 1000)
      loan.floating = terms[name]
      return Miner(
        name: name, tranches: [loan], insolvency: InsolvencyTest(tested: .atHorizon))
    }
    let scenario = ScenarioParts.scenario(
      "floating-interest", market, miners, years: 11.0 / 12, stepsPerYear: 12, rate: rate,
      seed: 1900)
    func interest(_ least: Double) -> Double {
      (0..<11).reduce(0) { sum, step in
        let years = Double(step) / 12
        return sum
          + OptionValues.greater(
            of: least, mean: mean + (initial - mean) * process.decay(years),
            deviation: process.variance(years).squareRoot()) / 12
      }
    }
    let held = margin * 11 / 12
    let accrued = [
      "floored": held + interest(floor), "plain": held + interest(-margin),
      "hedged": held + 0.6 * 0.035 * 11 / 12 + 0.4 * interest(floor),
    ]
    return VerificationCase(
      source: "Bachelier (1900); Vasicek (1977)", scenario: scenario,
      checks: names.map { name in
        .expectedLoss(
          name, exact: 1000 * (1 + (accrued[name] ?? .nan)) * exp(-rate * 11 / 12))
      })
  }

  private static let idleCoin = CoinDynamics(drift: 0.1, volatility: 0.6)
  private static let idlePower = MeanReversion(speed: 3, volatility: 0.7)
  private static let idleRent = MeanReversion(speed: 0.5, volatility: 0.4)
  /// Correlations of the power price with Bitcoin and with rent.
  private static let (coinPower, rentPower) = (0.3, 0.4)

  /// Rigs and rented GPUs that run only when they earn more than their power: exchange options on hashprice
  /// and on rent against the power price.
  ///
  /// Each owes more than it can ever earn, so that the loan recovers all that it earns.
  private static var idleHours: VerificationCase {
    let (debt, years, delta) = (1e8, 2.0, 1.0 / 12)
    let owed = ScenarioParts.loan(principal: debt)
    let end = InsolvencyTest(tested: .atHorizon)
    let scenario = ScenarioParts.scenario(
      "idle-hours", idleMarket,
      [
        Miner(
          name: "host", gpuLots: [GPULot(name: "lot", gpu: 0, count: 5)], tranches: [owed],
          insolvency: end),
        Miner(
          name: "miner", asics: ASICFleet(petahash: 10, joulesPerTerahash: 28),
          tranches: [owed], insolvency: end),
      ], years: years, stepsPerYear: 12, rate: rate, seed: 1978)
    let hours = 8766 * delta
    let noise = (
      power: idlePower.variance(delta).squareRoot(), rent: idleRent.variance(delta).squareRoot()
    )
    let (coinVariance, left) = (
      idleCoin.volatility * idleCoin.volatility, idlePower.decay(delta)
    )
    var (mined, rented, withCoin, withRent) = (0.0, 0.0, 0.0, 0.0)
    for step in 1...24 {
      let time = Double(step) * delta
      withCoin = withCoin * left + coinPower * (coinVariance * delta).squareRoot() * noise.power
      withRent = withRent * left * idleRent.decay(delta) + rentPower * noise.rent * noise.power
      let spread = idlePower.variance(time)
      let megawattHour = 60 * exp(spread / 2)
      let gross = 100 * 144 * 3.125 / 1000 * exp(idleCoin.drift * time) * 10 * hours / 24
      mined += OptionValues.exchange(
        gross, for: 10 * 28.0 / 1000 * hours * megawattHour,
        variance: coinVariance * time + spread - 2 * withCoin)
      rented +=
        5 * hours * 0.8
        * OptionValues.exchange(
          2 * pow(0.8, time) * exp(idleRent.variance(time) / 2), for: 0.025 * megawattHour,
          variance: idleRent.variance(time) + spread - 2 * withRent)
    }
    return VerificationCase(
      source: "Margrabe (1978)", scenario: scenario,
      checks: [
        .expectedLoss("host", exact: exp(-rate * years) * (debt - rented)),
        .expectedLoss("miner", exact: exp(-rate * years) * (debt - mined)),
      ])
  }

  private static var idleMarket: Market {
    var regime = ScenarioParts.regime(
      btc: idleCoin,
      correlation: [(.btc, .powerPrice, coinPower), (.computeRent, .powerPrice, rentPower)])
    regime.rentVolatility = idleRent.volatility
    regime.rentAnnualDecline = 0.2
    regime.powerVolatility = idlePower.volatility
    regime.utilisation = 0.8
    var market = ScenarioParts.market([regime])
    market.rentMeanReversion = idleRent.speed
    market.power = QuotedMarket(spot: 60, meanReversion: idlePower.speed)
    market.network = MiningNetwork(hashratePH: 1000, blockSubsidy: 3.125)
    market.gpus = [GPUClass(name: "GPU", rentPerHour: 2, kilowatts: 25)]
    return market
  }

  /// Two convertibles that convert when the market value of all shares has risen by 30 and by 60 %: a
  /// product of powers of coins and rent with a factor of its own, which is lognormal.
  private static var convertible: VerificationCase {
    let coins = [
      CoinDynamics(drift: 0.1, volatility: 0.6), CoinDynamics(drift: 0.05, volatility: 0.8),
    ]
    let (rent, decline, own) = (0.5, 0.15, 0.4)
    let pairs: [(Driver, Driver, Double)] = [
      (.btc, .eth, 0.7), (.btc, .computeRent, 0.3), (.eth, .computeRent, 0.2),
    ]
    let (betas, premiums) = ([[0.9, 0.3, 0.5], [0.4, 0.0, 1.2]], [0.3, 0.6])
    var regime = ScenarioParts.regime(btc: coins[0], eth: coins[1], correlation: pairs)
    regime.rentVolatility = rent
    regime.rentAnnualDecline = decline
    let miners = [0, 1].map { index -> Miner in
      var note = ScenarioParts.loan(principal: 1000, maturity: 1)
      note.conversionPremium = premiums[index]
      return Miner(
        name: "firm \(index)", idiosyncraticVolatility: own,
        marketCap: MarketCapitalisation(
          initialUSD: 1e6, beta: PerCoin(btc: betas[index][0], eth: betas[index][1]),
          rentBeta: betas[index][2]), tranches: [note])
    }
    let scenario = ScenarioParts.scenario(
      "convertible-shares", ScenarioParts.market([regime]), miners, years: 1, stepsPerYear: 4,
      rate: rate, seed: 2004)
    let sigma = [coins[0].volatility, coins[1].volatility, rent]
    let drift = [
      coins[0].drift - sigma[0] * sigma[0] / 2, coins[1].drift - sigma[1] * sigma[1] / 2,
      log(1 - decline),
    ]
    let matrix = [[1, 0.7, 0.3], [0.7, 1, 0.2], [0.3, 0.2, 1]]
    func covariance(_ a: [Double], _ b: [Double]) -> Double {
      var sum = 0.0
      for i in sigma.indices {
        for j in sigma.indices { sum += a[i] * b[j] * sigma[i] * sigma[j] * matrix[i][j] }
      }
      return sum
    }
    let deviations = betas.map { (covariance($0, $0) + own * own).squareRoot() }
    let thresholds = [0, 1].map { index in
      let mean = zip(betas[index], drift).reduce(-own * own / 2) { $0 + $1.0 * $1.1 }
      return (log(1 + premiums[index]) - mean) / deviations[index]
    }
    let chances = thresholds.map { NormalLaw.distribution($0) }
    let joint = NormalLaw.bivariate(
      thresholds[0], thresholds[1],
      correlation: covariance(betas[0], betas[1]) / (deviations[0] * deviations[1]))
    return VerificationCase(
      source: "lognormal law; Plackett (1954)", scenario: scenario,
      checks: [0, 1].map { .defaultProbability("firm \($0)", exact: chances[$0]) } + [
        .jointDefault("firm 0", "firm 1", exact: joint),
        .expectedLoss("firm 0", exact: 1000 * chances[0] * exp(-rate)),
      ])
  }

  /// A bill that falls due after the run is more than can ever be raised: while the market is open, shares are
  /// issued for a hundredth of their value a week.
  ///
  /// The number of shares grows by `1 + x` in every step that issues; it is independent of the
  /// market value `M`, so that the means of both multiply.
  private static var prefunding: VerificationCase {
    let (debt, value, perWeek, drift) = (1e7, 1e5, 0.01, 0.2)
    let (initial, switching) = ([0.7, 0.3], [[0.0, 2.0], [3.0, 0.0]])
    let coin = CoinDynamics(drift: drift, volatility: 0.5)
    var regimes = ["open", "shut"].map { ScenarioParts.regime($0, btc: coin) }
    regimes[1].equityOpen = false
    var miner = Miner(
      name: "m", tranches: [ScenarioParts.loan(principal: debt)],
      insolvency: InsolvencyTest(tested: .atHorizon))
    miner.equityIssuancePerWeek = perWeek
    miner.prefundWeeks = 100
    miner.payments = [DatedPayment(date: 1.5, amountUSD: 1e9)]
    miner.marketCap = MarketCapitalisation(initialUSD: value, beta: PerCoin(btc: 1, eth: 0))
    let scenario = ScenarioParts.scenario(
      "prefunded-equity",
      ScenarioParts.market(regimes, initial: initial, switching: switching), [miner], years: 1,
      stepsPerYear: 12, rate: rate, seed: 2005)
    let chain = RegimeChain(initial: initial, switching: switching, interval: 1.0 / 12)
    let share = perWeek * 365.25 / 12 / 7
    let raised = (0..<12).reduce(0.0) { sum, last in
      let issued = chain.expectation(steps: last + 1) { step, regime in
        let isOpen = regime == 0
        if step == last { return Complex(isOpen ? share : 0) }
        return Complex(isOpen ? 1 + share : 1)
      }.real
      return sum + value * exp(drift * Double(last + 1) / 12) * issued
    }
    return VerificationCase(
      source: "lognormal means; Hamilton (1989)", scenario: scenario,
      checks: [.expectedLoss("m", exact: exp(-rate) * (debt - raised))])
  }
}

import CreditBasics
import Foundation

/// One path of the market (model §2), advanced step by step because sales of one step move the next.
struct MarketPath {
  let law: MarketLaw
  private var regimes: RegimePath
  private var drivers: [DrawStream]
  private var clocks: [JumpClock]
  private let launchDates: [Double]
  /// What the launches so far leave of each class's rent and resale.
  private var launched: LaunchedShares
  /// The market at the end of the last step run, before its permanent impact.
  private(set) var now: MarketSnapshot
  /// `ln(S / S_0)` after permanent impact.
  private var logCoin = PerCoin(btc: 0.0, eth: 0.0)
  /// By how much sales have lowered each coin's log price so far.
  private var pressed = PerCoin(btc: 0.0, eth: 0.0)
  /// `ln(H / H_0)`.
  private var logHashrate = 0.0
  /// Trend `T` and deviation `X` of rent.
  private var rentTrend = 0.0
  private var rentDeviation = 0.0
  /// Deviation `Y` of each quoted price.
  private var deviation = PerDriver()
  private var shortRate = 0.0
  /// Overhang `O_c` in GPUs.
  private(set) var overhang: [Double]
  /// Overhang of rigs in PH/s.
  private(set) var rigOverhang = 0.0

  init(_ law: MarketLaw, draws: PathDraws) {
    self.law = law
    let market = law.market
    regimes = RegimePath(
      initial: law.initialRegime, transition: law.transition, draws: draws)
    drivers = Driver.allCases.map { draws.stream("driver/\($0.key)") }
    clocks = law.jumps.indices.map {
      JumpClock(law.jumps[$0], factor: law.tilt?.factor(ofJump: $0) ?? 1, draws: draws)
    }
    launchDates = law.launches.map {
      $0.date + $0.meanDelayYears * draws.exponential("launch/\($0.name)")
    }
    launched = LaunchedShares(classes: market.gpus.count)
    overhang = market.gpus.map { _ in 0 }
    now = MarketSnapshot(
      step: -1, regime: regimes.current, coinUSD: PerCoin(btc: 0, eth: 0), hashratePH: 0,
      hashprice: 0, hashpriceRatio: 1, rigPriceRatio: 1, rentIndex: 1, shortRate: 0,
      rentPerHour: [], resaleUSD: [])
    shortRate = market.shortRate?.initial ?? 0
    quote()
  }

  /// Runs one step: `now` becomes the market at its end.
  mutating func advance() {
    let step = now.step + 1
    if let row = law.market.given?.regime(in: step, of: law.grid) {
      regimes.follow(row.regime, isLast: row.isLast)
    } else if step > 0 {
      regimes.advance()
    }
    let regime = regimes.current
    let draws = Driver.allCases.map { driver in
      drivers[driver.rawValue].nextNormal() + (law.tilt?.shift(of: driver, in: step) ?? 0)
    }
    let shocks = law.cholesky[regime].map { row in zip(row, draws).reduce(0) { $0 + $1.0 * $1.1 } }
    var jumps = JumpFactor.allCases.map { _ in 0.0 }
    for clock in clocks.indices {
      clocks[clock].run(regime: regime, years: law.grid.stepYears, moves: &jumps)
    }
    // The network responds to the price of the step's start, so it moves before the coins do.
    moveNetwork(step, regime, shocks[Driver.networkHashrate.rawValue])
    moveCoin(.btc, regime, shocks[Driver.btc.rawValue], jumps[JumpFactor.btc.rawValue])
    moveCoin(.eth, regime, shocks[Driver.eth.rawValue], jumps[JumpFactor.eth.rawValue])
    moveRent(
      regime, shocks[Driver.computeRent.rawValue], jumps[JumpFactor.computeRent.rawValue])
    for driver in Driver.quoted { moveQuote(driver, regime, shocks[driver.rawValue]) }
    moveShortRate(regime, shocks[Driver.shortRate.rawValue])
    followTable(step)
    now.step = step
    now.regime = regime
    quote()
  }

  /// Ends the step with its sales: permanent impact on coins, overhang of GPUs and rigs.
  ///
  /// - Parameters:
  ///   - sold: Coins sold by all miners, in dollars at mark.
  ///   - dumped: GPUs of each class sold by the defaulters of the step.
  ///   - rigs: PH/s of rigs sold by them.
  /// - Returns: The change of each coin's log price.
  @discardableResult
  mutating func absorb(sold: PerCoin<Double>, dumped: [Double], rigs: Double = 0) -> PerCoin<Double>
  {
    var impact = PerCoin(btc: 0.0, eth: 0.0)
    for coin in Coin.allCases {
      let move = law.impactPerUSD(coin) * sold[coin]
      // A price divided by e^600 is as good as nothing; divided further, it would be too small to
      // divide by.
      let least = 600 - pressed[coin]
      impact[coin] = -min(move, least)
      pressed[coin] = move < least ? pressed[coin] + move : 600
      logCoin[coin] += impact[coin]
    }
    for gpu in overhang.indices {
      guard let depth = law.gpuDepth(gpu) else { continue }
      overhang[gpu] =
        overhang[gpu] * exp(-depth.absorptionPerYear * law.grid.stepYears) + dumped[gpu]
    }
    if let depth = law.rigDepth {
      rigOverhang = rigOverhang * exp(-depth.absorptionPerYear * law.grid.stepYears) + rigs
    }
    return impact
  }
}

// MARK: - Given values

extension MarketPath {
  /// Replaces the values of the laws by those of the table; the impact of the book's own sales
  /// stays.
  private mutating func followTable(_ step: Int) {
    guard let market = law.market.given.map({ _ in law.market }) else { return }
    for (coin, driver) in [(Coin.btc, Driver.btc), (.eth, .eth)] {
      guard let price = law.given(driver, in: step), let spot = market.coins[coin].spotUSD
      else { continue }
      logCoin[coin] = log(price / spot) - pressed[coin]
    }
    if let hashrate = law.given(.networkHashrate, in: step), let network = market.network {
      logHashrate = log(hashrate / network.hashratePH)
    }
    if let rent = law.given(.computeRent, in: step) { rentDeviation = log(rent) + rentTrend }
    for driver in Driver.quoted {
      guard let price = law.given(driver, in: step), let quote = market.quotes[driver]
      else { continue }
      deviation[driver] = log(price / quote.spot)
    }
    if let rate = law.given(.shortRate, in: step) { shortRate = rate }
  }
}

// MARK: - Factors

extension MarketPath {
  private mutating func moveCoin(_ coin: Coin, _ regime: Int, _ shock: Double, _ jump: Double) {
    let years = law.grid.stepYears
    let sigma = law.market.regimes[regime].coins[coin].volatility
    logCoin[coin] +=
      (law.drift[regime][coin] - sigma * sigma / 2) * years + sigma * years.squareRoot() * shock
      + jump
  }

  private mutating func moveNetwork(_ step: Int, _ regime: Int, _ shock: Double) {
    guard let network = law.market.network else { return }
    let (time, years) = (law.grid.time(step), law.grid.stepYears)
    let rewards = network.reward(at: time) / network.reward(at: 0)
    let revenue = rewards > 0 ? logCoin.btc + log(rewards) : 0
    let attractor = network.growth * time + network.revenueElasticity * revenue
    let sigma = law.market.regimes[regime].hashrateVolatility
    logHashrate =
      attractor + network.growth * years
      + (logHashrate - attractor) * exp(-network.meanReversion * years)
      + sigma * reversionDeviation(speed: network.meanReversion, years: years) * shock
  }

  private mutating func moveRent(_ regime: Int, _ shock: Double, _ jump: Double) {
    let (speed, years) = (law.market.rentMeanReversion, law.grid.stepYears)
    rentTrend += law.rentTrend[regime] * years
    rentDeviation =
      rentDeviation * exp(-speed * years)
      + law.market.regimes[regime].rentVolatility
      * reversionDeviation(speed: speed, years: years) * shock + jump
  }

  private mutating func moveQuote(_ driver: Driver, _ regime: Int, _ shock: Double) {
    guard let quote = law.market.quotes[driver] else { return }
    let years = law.grid.stepYears
    deviation[driver] =
      deviation[driver] * exp(-quote.meanReversion * years)
      + law.market.regimes[regime].quoteVolatility[driver]
      * reversionDeviation(speed: quote.meanReversion, years: years) * shock
  }
}

extension MarketPath {
  /// Moves the short rate towards the regime's target; it may become negative.
  private mutating func moveShortRate(_ regime: Int, _ shock: Double) {
    guard let rate = law.market.shortRate else { return }
    let years = law.grid.stepYears
    let target = law.market.regimes[regime].shortRateMean ?? rate.mean
    shortRate =
      target + (shortRate - target) * exp(-rate.meanReversion * years)
      + law.market.regimes[regime].shortRateVolatility
      * reversionDeviation(speed: rate.meanReversion, years: years) * shock
  }
}

// MARK: - Prices

extension MarketPath {
  /// Quotes every price at the end of the step from the factors.
  private mutating func quote() {
    let market = law.market
    let time = law.grid.time(now.step + 1)
    for coin in Coin.allCases {
      now.coinUSD[coin] = (market.coins[coin].spotUSD ?? 0) * exp(logCoin[coin])
    }
    if let network = market.network {
      now.hashratePH = network.hashratePH * exp(logHashrate)
      now.hashprice = now.coinUSD.btc * 144 * network.reward(at: time) / now.hashratePH
      let atStart =
        (market.coins.btc.spotUSD ?? 0) * 144 * network.reward(at: 0) / network.hashratePH
      now.hashpriceRatio = atStart > 0 ? now.hashprice / atStart : 0
    }
    now.rigPriceRatio = rigPrice(now.hashpriceRatio)
    for driver in Driver.quoted {
      now.quotes[driver] = (market.quotes[driver]?.spot ?? 0) * exp(deviation[driver])
    }
    // The lender's spreadsheet keeps today's rate.
    now.shortRate = law.world == .lender ? market.shortRate?.initial ?? 0 : shortRate
    now.rentIndex = law.world == .lender ? 1 : exp(-rentTrend + rentDeviation)
    let happened = launchDates.map { $0 <= time + TimeGrid.dateTolerance }
    launched.follow(law.launches, happened: happened)
    now.rentPerHour = market.gpus.indices.map { rent($0) }
    now.resaleUSD = market.gpus.indices.map { resale($0, time) }
  }

  /// Price of rigs relative to the as-of date: a power of the hashprice ratio, less the effect of
  /// overhang.
  private func rigPrice(_ hashpriceRatio: Double) -> Double {
    let elasticity = law.market.rigElasticity
    let worth = elasticity == 1 ? hashpriceRatio : pow(hashpriceRatio, elasticity)
    return worth * (law.rigDepth.map { exp(-rigOverhang / $0.units) } ?? 1)
  }

  private func rent(_ gpu: Int) -> Double {
    law.market.gpus[gpu].rentPerHour * now.rentIndex * launched.rent[gpu]
  }

  private func resale(_ gpu: Int, _ time: Double) -> Double {
    let terms = law.market.gpus[gpu]
    if law.world == .lender {
      return terms.newPriceUSD * max(0, 1 - time / law.lenderView.usefulLifeYears)
    }
    let surprise = rentDeviation - (rentTrend - law.expectedRentTrend * time)
    let pressure = law.gpuDepth(gpu).map { exp(-overhang[gpu] / $0.units) } ?? 1
    return terms.resalePriceUSD
      * exp(-terms.resaleDecline * time + terms.rentSensitivity * surprise)
      * launched.resale[gpu] * pressure
  }
}

/// The products over what has launched of the shares that launches leave of each class.
private struct LaunchedShares {
  private(set) var rent: [Double]
  private(set) var resale: [Double]
  private var happened: [Bool] = []

  init(classes: Int) {
    rent = Array(repeating: 1, count: classes)
    resale = rent
  }

  /// Follows what has launched; nothing is to be done in the many steps without a launch.
  mutating func follow(_ launches: [Launch], happened: [Bool]) {
    guard happened != self.happened else { return }
    self = LaunchedShares(classes: rent.count)
    self.happened = happened
    for (launch, hasHappened) in zip(launches, happened) where hasHappened {
      for impact in launch.impacts {
        rent[impact.gpu] *= 1 - impact.rentHaircut
        resale[impact.gpu] *= 1 - impact.resaleHaircut
      }
    }
  }
}

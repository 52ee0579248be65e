import CreditBasics
import Glibc
import PathLedger
import TestSupport
import Testing

/// Factors and regimes that a table fixes for a while, in quarters of a year.
@Suite struct GivenPathTests {
  private func market(_ given: GivenPath, volatility: Double = 0) -> Market {
    var market = SmallScenarios.market()
    for regime in ["storm", "winter"] { market.regimes.append(Regime(name: regime)) }
    for regime in market.regimes.indices {
      market.regimes[regime].coins.btc.volatility = volatility
      market.regimes[regime].coins.eth.volatility = volatility
    }
    (market.initialRegime, market.switching) = (
      [1, 0, 0], [[0, 0, 1e5], [0, 0, 1e5], [0, 0, 0]]
    )
    market.shortRate = ShortRateMarket(initial: 0.02)
    market.given = given
    return market
  }

  private func run(_ market: Market, path: UInt64 = 0) -> PathAccount {
    let scenario = SmallScenarios.scenario([Miner(name: "m")], market: market, stepsPerYear: 4)
    return PathLedger(scenario: scenario).run(path: path, recording: true)
  }

  private func table(_ driver: Driver, _ rows: [(Double, Double)]) -> GivenPath {
    var given = GivenPath()
    given.values[driver.rawValue] = rows.map { GivenPath.Row(date: $0, value: $1) }
    return given
  }

  /// From 100 to 400 in half a year, then to 25 in a year; the last value holds to the end of its step, and
  /// without noise ever after.
  @Test func pricesAreInterpolatedInTheLogarithm() {
    let prices = run(market(table(.btc, [(0.5, 400), (1.4, 25)]))).market.map(\.coinUSD.btc)
    expectEqual(prices[0], 200)
    expectEqual(prices[1], 400)
    expectEqual(prices[3], 400 * pow(1 / 16.0, 0.5 / 0.9))
    expectEqual(prices[5], 25)
    expectEqual(prices[7], 25)
  }

  @Test func theShortRateIsInterpolatedItself() {
    let rates = run(market(table(.shortRate, [(0.5, 0.06)]))).market.map(\.shortRate)
    expectEqual(rates[0], 0.04)
    expectEqual(rates[1], 0.06)
  }

  /// The given coin has no noise until its last date; the other coin's draws do not move.
  @Test func otherDrawsDoNotMove() {
    let given = table(.btc, [(0.5, 100)])
    let (free, fixed) = (
      run(market(GivenPath(), volatility: 0.5), path: 3),
      run(market(given, volatility: 0.5), path: 3)
    )
    #expect(free.market.map(\.coinUSD.eth) == fixed.market.map(\.coinUSD.eth))
    expectEqual(fixed.market[1].coinUSD.btc, 100)
    // From then on it goes on by the same draws.
    for step in 2..<8 {
      expectEqual(
        fixed.market[step].coinUSD.btc / fixed.market[1].coinUSD.btc,
        free.market[step].coinUSD.btc / free.market[1].coinUSD.btc)
    }
  }

  /// Rent given down to 0.5 at 0.5 while its trend halves it in a year: X = ln 0.5 + 0.5 ln 2 there, which
  /// fades at 2 a year while the trend goes on.
  @Test func rentRevertsToATrendThatWentOn() {
    var market = market(table(.computeRent, [(0.5, 0.5)]))
    for regime in market.regimes.indices { market.regimes[regime].rentAnnualDecline = 0.5 }
    market.rentMeanReversion = 2
    let rents = run(market).market.map(\.rentIndex)
    expectEqual(rents[0], 0.5.squareRoot())
    expectEqual(rents[1], 0.5)
    expectEqual(rents[3], 0.5 * exp(-0.5 * log(2) * exp(-1)))
  }

  /// Power given up to 90 from 45 at 0.5: ln 2 above its mean, which fades at 2 a year.
  ///
  /// Hashrate given keeps its value whatever the coin does, and the network then follows revenue from there.
  @Test func powerFadesAndHashrateDoesNotAnswerWhileGiven() {
    var given = table(.powerPrice, [(0.5, 90)])
    given.values[Driver.networkHashrate.rawValue] = [GivenPath.Row(date: 0.5, value: 2e6)]
    given.values[Driver.btc.rawValue] = [GivenPath.Row(date: 0.25, value: 10)]
    var market = market(given)
    market.power = QuotedMarket(spot: 45, meanReversion: 2)
    market.network = MiningNetwork(
      hashratePH: 1e6, revenueElasticity: 1, meanReversion: 1, blockSubsidy: 3.125)
    let path = run(market).market
    expectEqual(path[1].powerPerMWh, 90)
    expectEqual(path[3].powerPerMWh, 45 * pow(2, exp(-1)))
    expectEqual(path[0].hashratePH, 1e6 * 2.0.squareRoot())
    expectEqual(path[1].hashratePH, 2e6)
    // Revenue pays for a tenth of today's: ln H from ln 2e6 towards ln 1e5.
    expectEqual(path[2].hashratePH, 1e5 * pow(20, exp(-0.25)))
  }

  /// In the lender's view a given coin and the given regimes stay given; rent is flat and the short rate today's.
  @Test func theLendersViewKeepsGivenCoinsAndRegimes() {
    var given = table(.btc, [(0.5, 25)])
    given.values[Driver.computeRent.rawValue] = [GivenPath.Row(date: 0.5, value: 0.2)]
    given.values[Driver.shortRate.rawValue] = [GivenPath.Row(date: 0.5, value: 0.1)]
    given.regimes = [GivenPath.Row(date: -1, value: 1)]
    let scenario = SmallScenarios.scenario(
      [Miner(name: "m")], market: market(given), stepsPerYear: 4)
    let path = PathLedger(scenario: scenario, world: .lender).run(path: 0, recording: true)
    expectEqual(path.market[1].coinUSD.btc, 25)
    #expect(path.market[0].regime == 1)
    #expect(path.market.allSatisfy { $0.rentIndex == 1 && $0.shortRate == 0.02 })
  }

  /// Before the first row as drawn: calm, then winter for good.
  ///
  /// `storm` from 0.5 to the step that begins at
  /// 1, which is the last row's and `calm`; from there on drawn again.
  @Test func regimesHoldFromTheirRows() {
    var given = GivenPath()
    given.regimes = [
      GivenPath.Row(date: 0.5, value: 1), GivenPath.Row(date: 1, value: 0),
    ]
    #expect(run(market(given)).market.map(\.regime) == [0, 2, 1, 1, 0, 2, 2, 2])
    given.regimes = [GivenPath.Row(date: -1, value: 1)]
    #expect(run(market(given)).market.map(\.regime) == [1, 2, 2, 2, 2, 2, 2, 2])
  }

  /// Sales of 7 days' depth with a tenth permanent lower the given price by e^{−0.1} from the next step on.
  @Test func theBooksOwnImpactMultipliesGivenPrices() {
    var market = market(table(.btc, [(1, 100)]))
    market.coins.btc.depth = CoinDepth(usdPerDay: 1000 / 7.0, permanentShare: 0.1)
    let miner = Miner(
      name: "m", treasury: Treasury(holdings: PerCoin(btc: 10, eth: 0)),
      tranches: [SmallScenarios.loan(principal: 1e6, maturity: 0.25)])
    let scenario = SmallScenarios.scenario([miner], market: market, stepsPerYear: 4)
    let path = PathLedger(scenario: scenario).run(path: 0, recording: true)
    expectEqual(path.market[0].coinUSD.btc, 100)
    expectEqual(path.market[1].coinUSD.btc, 100 * exp(-0.1))
    expectEqual(path.market[7].coinUSD.btc, 100 * exp(-0.1))
  }
}

import CreditBasics
import PathLedger
import StressEngine
import TestSupport
import Testing

/// Rates, schedules, puts, windows and conversions where they meet, worked out by hand, in the kernels
/// and in the ledger; steps of a quarter.
@Suite struct DebtEdgeTests {
  private func run(
    _ miner: Miner, years: Double = 1, market: Market = SmallScenarios.market()
  ) -> EdgeCase {
    EdgeCase(quarterly: [miner], market: market, years: years)
  }

  private func market(rate: ShortRateMarket, premium: Double = 0) -> Market {
    var market = SmallScenarios.market(regime: Regime(name: "calm", refinancingPremium: premium))
    market.shortRate = rate
    return market
  }

  /// Margin 3 % over 5 %: 20 a quarter of 1000.
  ///
  /// Extended at 0.5, the margin is 3 + 1 + 2 %: 27.5.
  @Test func anExtensionRaisesTheMargin() {
    let terms = FloatingTerms(margin: 0.03)
    var loan = SmallScenarios.loan(
      principal: 1000, coupon: terms.rate(at: 0.05), maturity: 0.5, paymentsPerYear: 4)
    loan.floating = terms
    loan.refinance = RefinanceTerms(termYears: 1, stepUp: 0.01)
    let path = run(
      Miner(name: "m", cashUSD: 1000, tranches: [loan]),
      market: market(rate: ShortRateMarket(initial: 0.05), premium: 0.02))
    let interest = path.account.amounts(.interest)
    for (step, amount) in [20, 20, 27.5, 27.5].enumerated() {
      expectEqual(interest[step] ?? 0, -amount)
    }
  }

  /// 20 % a year at first, 10 % a half-year: the parts are 1/2.1 and 1.1/2.1, wherever the rate goes.
  ///
  /// It goes to 10 % + 10 %·e^{−k/4} in step k: the first half-year charges 1000/4 of two of them.
  @Test func anAnnuityKeepsThePartsOfItsFirstRate() {
    let terms = FloatingTerms(margin: 0.1)
    var loan = SmallScenarios.loan(
      principal: 1000, coupon: terms.rate(at: 0.1), maturity: 1, paymentsPerYear: 2,
      amortisation: .annuity)
    loan.floating = terms
    let path = run(
      Miner(name: "m", cashUSD: 2000, tranches: [loan]),
      market: market(rate: ShortRateMarket(initial: 0.1, mean: 0, meanReversion: 1)))
    let principal = path.account.amounts(.principal)
    expectEqual(principal[1] ?? 0, -1000 / 2.1)
    expectEqual(principal[3] ?? 0, -1100 / 2.1)
    // e^{−1/4} = 0.778800783071405.
    expectEqual(path.account.amounts(.interest)[1] ?? 0, -250 * (0.2 + 0.1 + 0.0778800783071405))
  }

  /// Monthly dates: that of 0.25 decides what happens to a quarter's interest of 36.
  @Test(arguments: [(0.2, false), (0.24, true)])
  func ofSeveralDatesInAStepTheLastDecides(pikUntil: Double, isCapitalised: Bool) {
    var loan = SmallScenarios.loan(principal: 1200, coupon: 0.12, paymentsPerYear: 12)
    loan.pikUntil = pikUntil
    let path = run(Miner(name: "m", cashUSD: 1000, tranches: [loan]))
    expectEqual(path.account.amounts(.capitalised)[0] ?? 0, isCapitalised ? 36 : 0)
    expectEqual(path.account.amounts(.interest)[0] ?? 0, isCapitalised ? 0 : -36)
  }

  /// Monthly dates, three a quarter, and 36 capitalised at the third: 1236 · (1/12, then 1/11, then 1/10
  /// of what is left) is a quarter of it, 309.
  ///
  /// The second quarter charges 309 of the 927 left and 27.81 of interest, and leaves 4.19 of the cash. Of
  /// the third quarter's 309 and 18.54 the rest is the arrears of the claim, beside the last 309.
  @Test func threeDatesInAStepChargeAQuarterOfWhatHasGrown() {
    var loan = SmallScenarios.loan(
      principal: 1200, coupon: 0.12, maturity: 1, paymentsPerYear: 12, amortisation: .straightLine)
    loan.pikUntil = 0.25
    let path = run(Miner(name: "m", cashUSD: 650, tranches: [loan]))
    let principal = path.account.amounts(.principal)
    for step in 0..<3 { expectEqual(principal[step] ?? 0, -309) }
    #expect(path.ends == ["payment 2"])
    expectEqual(path.claims[0], 309 + 309 + 18.54 - 4.19)
  }

  /// The put of 100 falls due with the last step: 60 lack, whatever the grace.
  ///
  /// One day later it does not matter.
  @Test func aPutAtTheHorizonIsDue() {
    func ends(put: Double, cash: Double) -> EdgeCase {
      var loan = SmallScenarios.loan(principal: 100, maturity: 2)
      loan.puts = [put]
      return run(Miner(name: "m", cashUSD: cash, graceDays: 3000, tranches: [loan]))
    }
    #expect(ends(put: 1, cash: 40).ends == ["maturity 3"])
    #expect(ends(put: 1, cash: 40).claims == [60])
    #expect(ends(put: 1, cash: 100).ends == ["none"])
    #expect(ends(put: 1 + 1 / 365.25, cash: 40).ends == ["none"])
  }

  /// Equity was 300 − 100; 240 converts.
  ///
  /// In the step of the maturity 100 pay for a GPU, which counts in full once it is paid: 300 − 100 +
  /// 150 − 100 is enough, and 20 less is not.
  @Test(arguments: [(150.0, true), (130, false)])
  func anOrderPaidInTheStepOfAConversionCounts(price: Double, converts: Bool) {
    var loan = SmallScenarios.loan(principal: 100, maturity: 0.5)
    loan.conversionPremium = 0.2
    let order = Order(name: "o", payments: [DatedPayment(date: 0.5, amountUSD: 100)])
    let path = run(
      Miner(
        name: "m", cashUSD: 300, orders: [order],
        gpuLots: [GPULot(name: "l", gpu: 0, count: 1, order: 0)], tranches: [loan]),
      market: SmallScenarios.market(gpus: [GPUClass(name: "G", resalePriceUSD: price)]))
    #expect(path.account.amounts(.converted) == (converts ? [1: 100] : [:]))
    #expect(path.account.amounts(.balloon) == (converts ? [:] : [1: -100]))
  }

  /// −5 at the end of the first quarter: no extension in the second, though 20 of rent make it good; in
  /// the third there is one.
  @Test func noExtensionAfterAStepInArrears() {
    var loan = SmallScenarios.loan(principal: 100)
    loan.maturity = 1
    loan.refinance = RefinanceTerms(termYears: 1, windowYears: 0.5)
    let path = run(
      Miner(
        name: "m", cashUSD: 5, graceDays: 3000,
        payments: [DatedPayment(date: 0.25, amountUSD: 10)],
        leases: [Lease(name: "l", revenuePerYear: 80, from: 0.3)], tranches: [loan]))
    #expect(path.account.amounts(.extended) == [2: 2])
  }

  /// Coins of 1000 become worth far more than the strike, but within the window only the extension is
  /// asked for: had at 0.5 and again at 1.5, before either maturity.
  @Test func conversionIsNotLookedAtInAWindow() {
    var loan = SmallScenarios.loan(principal: 100, maturity: 1)
    loan.conversionPremium = 0
    loan.refinance = RefinanceTerms(termYears: 1, windowYears: 0.5)
    let miner = Miner(
      name: "m", treasury: Treasury(holdings: PerCoin(btc: 10, eth: 0)), tranches: [loan])
    var rising = SmallScenarios.market(drift: 1)
    let path = run(miner, years: 2, market: rising)
    #expect(path.account.amounts(.extended) == [1: 2, 5: 3])
    #expect(path.account.amounts(.converted).isEmpty)
    rising.regimes[0].refinancingOpen = false
    #expect(run(miner, years: 2, market: rising).account.amounts(.converted) == [3: 100])
  }

  /// The window gives an extension to 2 at 0.5.
  ///
  /// At 0.75 holders may put: theirs is a test of its own, and the extension it has runs from that
  /// date, to 1.75, which has its own window from 1.25.
  @Test func aPutInAWindowExtendsFromItsOwnDate() {
    var loan = SmallScenarios.loan(principal: 100, maturity: 1)
    loan.puts = [0.75]
    loan.refinance = RefinanceTerms(termYears: 1, windowYears: 0.5)
    let path = run(Miner(name: "m", cashUSD: 50, tranches: [loan]), years: 1.5)
    #expect(path.account.amounts(.extended) == [1: 2, 2: 1.75, 4: 2.75])
  }

  /// A lot of 1000 is pledged to `a`, owed 600, and after it to `b`, owed 300: 300 over the 400 that
  /// are left is 0.75.
  @Test(arguments: [(0.7, "covenant 0"), (0.8, "none")])
  func aJuniorsLeverageIsOnWhatSeniorsLeave(limit: Double, end: String) {
    var junior = SmallScenarios.loan("b", principal: 300)
    junior.covenant = CovenantTerms(maxLTV: limit)
    let path = run(
      Miner(
        name: "m", gpuLots: [GPULot(name: "l", gpu: 0, count: 10, liens: [0, 1])],
        tranches: [SmallScenarios.loan("a", principal: 600), junior]),
      market: SmallScenarios.market(gpus: [GPUClass(name: "G", resalePriceUSD: 100)]))
    #expect(path.ends == [end])
  }

  /// `a` holds ten coins against 250 and keeps five of them; `b` is owed 100 on one coin.
  ///
  /// `b` is called before any coin returns: without cash that is its default. With 60 it pays 50, and
  /// then five coins return.
  @Test func callsComeBeforeReturns() {
    func path(cash: Double) -> EdgeCase {
      run(
        Miner(
          name: "m", cashUSD: cash, treasury: Treasury(holdings: PerCoin(btc: 11, eth: 0)),
          tranches: [coinLoan("a", 250, coins: 10), coinLoan("b", 100, coins: 1)]))
    }
    #expect(path(cash: 0).ends == ["margin 0"])
    #expect(path(cash: 60).account.amounts(.paidDown) == [0: -50])
    #expect(path(cash: 60).account.amounts(.releasedCoins) == [0: 5])
  }

  private func coinLoan(_ name: String, _ principal: Double, coins: Double) -> Tranche {
    var loan = SmallScenarios.loan(name, principal: principal)
    loan.pledge.btc = coins
    loan.margin = MarginTerms(
      initialLTV: 0.6, callLTV: 0.8, liquidationLTV: 0.9, restoreLTV: 0.5, releaseLTV: 0.5)
    return loan
  }

  /// 7.000000000000001 and 8.099999999999998 raise a balloon of 15.1, though their sum misses its last
  /// digit: it is paid.
  ///
  /// The 5 that lack a quarter later are no part of it: cause payment, and no claim of `a`.
  @Test func twoCoinsCoverABalloonToItsLastDigit() {
    var loan = SmallScenarios.loan("a", principal: 15.1, maturity: 0.5)
    loan.pledge = PerCoin(btc: 0.07, eth: 1)
    let path = run(
      Miner(
        name: "m", treasury: Treasury(holdings: loan.pledge, saleOrder: []),
        payments: [DatedPayment(date: 0.75, amountUSD: 5)],
        tranches: [loan, SmallScenarios.loan("b", principal: 100)]))
    #expect(path.account.amounts(.balloon) == [1: -15.1])
    #expect(path.account.amounts(.cash)[1] == 0)
    #expect(path.ends == ["payment 2"])
    #expect(path.claims == [0, 100])
  }

  /// What nothing is owed on has a leverage of 0, below 0.5: all of its coins return in the margin stage.
  ///
  /// The one instalment of 250 is all of `a`; 2.5 of the coins are sold for it.
  @Test func whatIsRepaidReleasesAllItsCoins() {
    var loan = coinLoan("a", 250, coins: 10)
    (loan.maturity, loan.amortisation, loan.paymentsPerYear) = (0.5, .straightLine, 1)
    let miner = Miner(
      name: "m", treasury: Treasury(holdings: PerCoin(btc: 10, eth: 0)),
      tranches: [loan, SmallScenarios.loan("b", principal: 100)])
    let path = run(miner)
    #expect(path.account.amounts(.releasedCoins) == [0: 5, 1: 5])
    #expect(path.account.amounts(.coinsSold) == [1: 2.5])
    #expect(path.ends == ["none"])
    // 55.55 · 100 / 100 may miss its last digit: no dust of coins stays pledged.
    loan.pledge.btc = 55.55
    var odd = miner
    odd.treasury.holdings.btc = 55.55
    odd.tranches[0] = loan
    odd.tranches[0].maturity = 0.25
    #expect(run(odd).account.amounts(.releasedCoins) == [0: 55.55])
    loan.pledge.btc = 10
    loan.margin?.releaseLTV = nil
    var bound = miner
    bound.tranches[0] = loan
    #expect(run(bound).ends == ["payment 1"])
  }

  /// Five coins of `a` return in the margin stage; three of them are sold in the next for the 300 of
  /// `b`, whose test of liquidity fails.
  @Test func returnedCoinsCureInTheSameStep() {
    var other = SmallScenarios.loan("b", principal: 300)
    other.covenant = CovenantTerms(minLiquidityUSD: 1000)
    let path = run(
      Miner(
        name: "m", treasury: Treasury(holdings: PerCoin(btc: 10, eth: 0)),
        tranches: [coinLoan("a", 250, coins: 10), other]))
    #expect(path.account.amounts(.releasedCoins) == [0: 5])
    #expect(path.account.amounts(.cure) == [0: -300])
    #expect(path.account.amounts(.coinsSold) == [0: 3])
    #expect(path.ends == ["none"])
  }
}

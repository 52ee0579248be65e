import CreditBasics
import PathLedger
import StressEngine
import TestSupport
import Testing

/// Cash and equity that meet a limit exactly, in the kernels and in the ledger; steps of a month.
///
/// Rent of so much a year comes in twelfths, six of which are half of it but for rounding.
@Suite struct CashLimitEdgeTests {
  static let rents: [Double] = [1.2e6, 1.1e6, 3.6e6, 7e5, 1e6 / 3]

  private func run(
    _ miner: Miner, years: Double = 1, market: Market = SmallScenarios.market()
  ) -> EdgeCase {
    EdgeCase(SmallScenarios.scenario([miner], market: market, years: years))
  }

  private func letting(_ rent: Double, _ tranches: [Tranche]) -> Miner {
    Miner(name: "m", leases: [Lease(name: "l", revenuePerYear: rent)], tranches: tranches)
  }

  /// Half a year's rent is the liquidity asked for in the sixth month; a dollar more is not there.
  @Test(arguments: rents) func liquidityAtItsLimitPasses(rent: Double) {
    func end(_ least: Double) -> [String] {
      var loan = SmallScenarios.loan(principal: 1e8)
      loan.covenant = CovenantTerms(minLiquidityUSD: least, testsPerYear: 2)
      return run(letting(rent, [loan]), years: 0.5).ends
    }
    #expect(end(rent / 2) == ["none"])
    #expect(end(rent / 2 + 1) == ["covenant 5"])
  }

  /// Half a year's rent repays the loan whose test fails, and one of a dollar more it does not.
  @Test(arguments: rents) func cashThatJustSufficesCures(rent: Double) {
    func end(_ principal: Double) -> [String] {
      var loan = SmallScenarios.loan(principal: principal)
      loan.covenant = CovenantTerms(minLiquidityUSD: 1e9, testsPerYear: 2)
      return run(letting(rent, [loan])).ends
    }
    #expect(end(rent / 2) == ["none"])
    #expect(end(rent / 2 + 1) == ["covenant 5"])
  }

  /// A quarter's rent pays each instalment; of one with a dollar more on the first nothing is paid.
  @Test(arguments: rents) func cashOfNothingPays(rent: Double) {
    func cancelled(more: Double) -> [Int] {
      var miner = letting(rent, [SmallScenarios.loan(principal: 1e6)])
      miner.orders = [
        Order(
          name: "o",
          payments: (1...4).map {
            DatedPayment(date: Double($0) / 4, amountUSD: rent / 4 + ($0 == 1 ? more : 0))
          }, isCancellable: true)
      ]
      miner.insolvency = InsolvencyTest(barrier: 100, tested: .atHorizon)
      return run(miner).account.amounts(.orderCancelled).keys.sorted()
    }
    #expect(cancelled(more: 0) == [])
    #expect(cancelled(more: 1) == [2])
  }

  /// Half a year's rent pays the balloon, so that its coins return: they pay the 50 due a month later, when
  /// rent has ended.
  ///
  /// The 10 due after that are arrears of no balloon: cause payment, and no claim of `a`.
  @Test(arguments: rents) func aBalloonPaidToTheLastDigitIsPaid(rent: Double) {
    var loan = SmallScenarios.loan("a", principal: rent / 2, maturity: 0.5)
    loan.pledge.btc = 0.5
    var miner = letting(rent, [loan, SmallScenarios.loan("b", principal: 100)])
    miner.leases[0].until = 0.55
    miner.treasury = Treasury(holdings: loan.pledge, saleOrder: [.btc])
    miner.payments = [
      DatedPayment(date: 7.0 / 12, amountUSD: 50), DatedPayment(date: 8.0 / 12, amountUSD: 10),
    ]
    let path = run(miner)
    expectEqual(path.account.amounts(.pledgeReturned)[5] ?? 0, 0.5)
    #expect(path.ends == ["payment 7"])
    expectEqual(path.claims[0], 0)
    expectEqual(path.claims[1], 100)
  }

  /// The same without a coin, tested for its balance sheet in every step: nothing owed, nothing held, solvent; a
  /// dollar of the balloon unpaid is not.
  @Test(arguments: rents) func whoHasPaidEverythingIsSolvent(rent: Double) {
    var miner = letting(rent, [SmallScenarios.loan(principal: rent / 2, maturity: 0.5)])
    miner.cashUSD = rent
    miner.payments = [DatedPayment(date: 0.5, amountUSD: rent)]
    miner.insolvency = InsolvencyTest()
    #expect(run(miner).ends == ["none"])
    miner.payments[0].amountUSD += 1
    miner.graceDays = 100
    #expect(run(miner).ends == ["insolvency 5"])
  }

  /// Three draws of 0.7 exhaust 2.1, though 2.1 − 0.7 − 0.7 − 0.7 is 2e-16: nothing can be drawn any more, and
  /// distributions leave.
  @Test func whatIsDrawnToTheLastDigitIsDrawn() {
    var line = SmallScenarios.loan(principal: 1)
    line.commitment = Commitment(amountUSD: 2.1)
    let miner = Miner(
      name: "m", cashUSD: 10, distributions: DistributionTerms(share: 0.5, perYear: 2),
      orders: [
        Order(
          name: "o",
          payments: (1...3).map { DatedPayment(date: Double($0) / 12, amountUSD: 1) },
          fundedBy: 0, advanceRate: 0.7)
      ], tranches: [line], insolvency: InsolvencyTest(barrier: 100, tested: .atHorizon))
    let path = run(miner)
    #expect(path.account.amounts(.undrawn).keys.sorted() == [0, 1])
    expectEqual(path.account.amounts(.distributed)[5] ?? 0, -(10 - 0.9) / 2)
  }

  /// Equity of 200 gains what half a year's rent brings, and is 1 + premium times what it was.
  @Test(arguments: [(0.1, 40.0), (0.35, 140), (0.55, 220), (0.7, 280), (1.15, 460)])
  func equityAtTheConversionPriceConverts(premium: Double, rent: Double) {
    func path(_ rent: Double) -> EdgeCase {
      var loan = SmallScenarios.loan("a", principal: 70, maturity: 0.5)
      loan.conversionPremium = premium
      var miner = letting(rent, [loan, SmallScenarios.loan("b", principal: 30)])
      miner.cashUSD = 300
      return run(miner)
    }
    #expect(path(rent).account.amounts(.converted) == [5: 70])
    #expect(path(rent - 1).account.amounts(.converted).isEmpty)
  }

  /// A share is worth what it was: without a premium that converts.
  @Test(arguments: [0.9, 1, 1.3]) func marketValueAtTheConversionPriceConverts(beta: Double) {
    var loan = SmallScenarios.loan("a", principal: 70, maturity: 0.5)
    loan.conversionPremium = 0
    let miner = Miner(
      name: "m", cashUSD: 100,
      marketCap: MarketCapitalisation(initialUSD: 1e8 / 3, beta: PerCoin(btc: beta, eth: beta)),
      tranches: [loan])
    #expect(run(miner).account.amounts(.converted) == [5: 70])
  }

  /// 0.07 and 0.081 coins at $100 are worth the 15.1 owed but for the last digit: no equity, so that shares
  /// neither convert, however much they gain, nor are issued.
  @Test func equityOfNothingIsNone() {
    var loan = SmallScenarios.loan("a", principal: 15.1, maturity: 0.5)
    loan.conversionPremium = 0
    var miner = letting(0, [loan])
    miner.treasury = Treasury(holdings: PerCoin(btc: 0.07, eth: 0.081), saleOrder: [])
    miner.leases[0] = Lease(name: "l", revenuePerYear: 1000, from: 0.3)
    #expect(run(miner).account.amounts(.converted).isEmpty)
    miner.tranches[0].maturity = 10
    miner.tranches[0].conversionPremium = nil
    miner.equityIssuancePerWeek = 0.1
    miner.leases = []
    miner.cashUSD = 1
    miner.payments = [DatedPayment(date: 1.0 / 12, amountUSD: 1.1)]
    let path = run(miner)
    #expect(path.account.amounts(.equityIssued).isEmpty)
    #expect(path.ends == ["payment 0"])
  }

  /// A petahash mines 100 · 144 · 10 / 1440 = $100 a day, and pays as much for power: it runs, and keeps half of
  /// what it mines; at a price that is one in a thousand higher it idles.
  @Test(arguments: [11.0, 19, 23, 31]) func rigsThatJustPayRun(joules: Double) {
    func kept(_ power: Double) -> Double {
      var market = SmallScenarios.market()
      market.network = MiningNetwork(hashratePH: 1440, blockSubsidy: 10)
      market.power = QuotedMarket(spot: power)
      let miner = Miner(
        name: "m", cashUSD: 1e6, treasury: Treasury(hodl: 0.5),
        asics: ASICFleet(petahash: 1, joulesPerTerahash: joules),
        tranches: [SmallScenarios.loan(principal: 100)],
        insolvency: InsolvencyTest(barrier: 1e6, tested: .atHorizon))
      return run(miner, market: market).account.amounts(.keptCoins)[0] ?? 0
    }
    let price = 100 / (24 * joules / 1000)
    expectEqual(kept(price), -50 * 365.25 / 12)
    expectEqual(kept(price * 1.001), 0)
  }
}

import CreditBasics
import Foundation
import PathLedger
import TestSupport
import Testing

/// Sales, issuance and cures by hand; monthly steps.
@Suite struct LiquidityTests {
  private let month = 365.25 / 12 / 7

  private func spender(_ change: (inout Miner) -> Void) -> PathAccount {
    var miner = Miner(
      name: "m", cashUSD: 0, graceDays: 4000, overheadPerYear: 1200,
      treasury: Treasury(holdings: PerCoin(btc: 10, eth: 10)),
      tranches: [SmallScenarios.loan(principal: 100)])
    change(&miner)
    return account(SmallScenarios.scenario([miner], years: 1))
  }

  @Test func sellsInOrderForWhatIsMissing() {
    let path = spender { $0.treasury.saleOrder = [.btc, .eth] }
    #expect(path.amounts(.coinsSold, of: "btc")[0] == 1)
    #expect(path.amounts(.coinsSold, of: "btc").count == 10)
    #expect(path.amounts(.coinsSold, of: "eth").keys.sorted() == [10, 11])
    #expect(path.amounts(.arrearsSteps).isEmpty)
  }

  @Test func theWeeklyLimitIsRescaled() {
    let path = spender {
      $0.treasury.maxSaleSharePerWeek = 0.01
      $0.treasury.saleOrder = [.btc]
    }
    let share = 1 - pow(0.99, month)
    expectEqual(path.amounts(.coinsSold)[0] ?? 0, 10 * share)
    expectEqual(path.amounts(.coinsSold)[1] ?? 0, 10 * (1 - share) * share)
    expectEqual(path.amounts(.arrearsSteps)[1] ?? 0, 2)
  }

  @Test func theLimitIsLiftedWhileABalloonIsUnpaid() {
    let path = spender {
      $0.treasury.maxSaleSharePerWeek = 0.01
      $0.treasury.saleOrder = [.btc]
      $0.tranches[0].maturity = 0.25
      $0.tranches[0].principalUSD = 5000
    }
    // Everything goes in the step of the balloon, and nothing is left to sell.
    let share = 1 - pow(0.99, month)
    expectEqual(path.amounts(.coinsSold)[2] ?? 0, 10 * (1 - share) * (1 - share))
    #expect(path.amounts(.coinsSold)[3] == nil)
  }

  /// A balloon is unpaid while cash is negative: income that turns cash positive restores the limit.
  @Test(arguments: [0.0, 12_000])
  func theLimitReturnsWhenCashIsNotNegative(revenue: Double) {
    // A tenth of an ETH is earned each month on ten that are pledged.
    let path = spender {
      $0.overheadPerYear = 0
      $0.leases = [Lease(name: "l", revenuePerYear: revenue, from: 0.3)]
      $0.minimumCashUSD = 5000
      $0.treasury.maxSaleSharePerWeek = 0.01
      $0.treasury.ethStakingYield = 0.12
      $0.treasury.saleOrder = [.eth]
      $0.tranches[0].maturity = 0.25
      $0.tranches[0].principalUSD = 500
      var other = SmallScenarios.loan("other", principal: 1)
      other.pledge = PerCoin(btc: 0, eth: 10)
      $0.tranches.append(other)
    }
    #expect((path.amounts(.cash)[2] ?? 0) < 0)
    expectEqual(path.amounts(.freeCoins, of: "eth")[2] ?? 1, 0, "all sold for the balloon")
    let share = revenue > 0 ? 1 - pow(0.99, month) : 1
    expectEqual(path.amounts(.coinsSold)[3] ?? 0, 0.1 * share)
  }

  /// Coins that cover a balloon exactly leave cash at zero: what follows is no unpaid balloon.
  @Test func aCoveredBalloonIsPaid() {
    let path = spender {
      $0.graceDays = 0
      $0.cashUSD = 0.1 + 0.2
      $0.overheadPerYear = 0
      $0.leases = [Lease(name: "l", revenuePerYear: 1.1, until: 0.25)]
      $0.treasury.holdings.btc = 1
      $0.treasury.saleOrder = []
      $0.tranches[0].maturity = 0.25
      $0.tranches[0].pledge = PerCoin(btc: 1, eth: 0)
      $0.tranches.append(
        SmallScenarios.loan("other", principal: 500, coupon: 0.07, paymentsPerYear: 3))
    }
    #expect(path.amounts(.cash)[2] == 0)
    #expect(path.miners[0].cause == .payment)
    #expect(path.miners[0].defaultStep == 3)
    #expect(path.miners[0].tranches[0].claimUSD == 0)
  }

  @Test func depthAsksForMoreCoins() {
    var miner = Miner(
      name: "m", overheadPerYear: 1200,
      treasury: Treasury(holdings: PerCoin(btc: 10, eth: 0), saleOrder: [.btc]),
      tranches: [SmallScenarios.loan(principal: 1)])
    let depth = CoinDepth(usdPerDay: 500 * 12 / TimeGrid.daysPerYear)
    let path = account(
      SmallScenarios.scenario([miner], market: SmallScenarios.market(depth: depth)))
    // 500 (1 − e^{−A/500}) = 100.
    expectEqual(path.amounts(.coinsSold)[0] ?? 0, -500 * log(0.8) / 100)
    // A market that gives at most 80 is not enough, whatever is sold.
    miner.graceDays = 4000
    let thin = CoinDepth(usdPerDay: 80 * 12 / TimeGrid.daysPerYear)
    let short = account(
      SmallScenarios.scenario([miner], market: SmallScenarios.market(depth: thin)))
    expectEqual(short.amounts(.coinsSold)[0] ?? 0, 10)
    expectEqual(short.amounts(.saleProceeds)[0] ?? 0, 80 * (1 - exp(-1000 / 80)))
  }

  @Test func equityIsIssuedForTheRest() {
    let path = spender {
      $0.treasury.saleOrder = []
      $0.equityIssuancePerWeek = 0.005
    }
    // Equity is 2000 − 100 − 100 when the first month ends.
    expectEqual(path.amounts(.equityIssued)[0] ?? 0, 1800 * 0.005 * month)
    let rich = spender {
      $0.treasury.saleOrder = []
      $0.equityIssuancePerWeek = 0.5
    }
    expectEqual(rich.amounts(.equityIssued)[0] ?? 0, 100)
  }

  @Test func kickedOutOfTheEquityMarketThereAreArrears() {
    let miner = Miner(
      name: "m", overheadPerYear: 1200,
      treasury: Treasury(holdings: PerCoin(btc: 10, eth: 0), saleOrder: []),
      equityIssuancePerWeek: 0.5, tranches: [SmallScenarios.loan(principal: 1)])
    let shut = SmallScenarios.market(regime: Regime(name: "shut", equityOpen: false))
    let path = account(SmallScenarios.scenario([miner], market: shut))
    #expect(path.miners[0].cause == .payment)
    #expect(path.miners[0].defaultStep == 0)
  }

  @Test func aCureRepaysTheTrancheWithInterest() {
    var loan = SmallScenarios.loan(principal: 500, coupon: 0.12)
    loan.covenant = CovenantTerms(minDSCR: 1, testsPerYear: 2)
    var service = SmallScenarios.loan("other", principal: 50, coupon: 0.24, paymentsPerYear: 12)
    service.seniority = 2
    var miner = Miner(
      name: "m", cashUSD: 106, treasury: Treasury(holdings: PerCoin(btc: 5, eth: 0)),
      tranches: [loan, service])
    let path = account(SmallScenarios.scenario([miner], years: 1))
    // No income against interest of the other loan: the first test breaches. 530 are due,
    // 100 are there, so 4.3 coins are sold.
    expectEqual(path.amounts(.cure)[5] ?? 0, -530)
    expectEqual(path.amounts(.coinsSold)[5] ?? 0, 4.3)
    #expect(path.amounts(.outstanding, of: "loan")[5] == 0)
    expectEqual(path.miners[0].tranches[0].discountedExposure, 250)
    // One coin less: nothing is sold, and the covenant defaults.
    miner.treasury.holdings.btc = 4
    let failed = account(SmallScenarios.scenario([miner], years: 1))
    #expect(failed.miners[0].cause == .covenant)
    #expect(failed.miners[0].defaultStep == 5)
    #expect(failed.amounts(.coinsSold).isEmpty)
    expectEqual(failed.miners[0].proceedsUSD, 500)
  }
}

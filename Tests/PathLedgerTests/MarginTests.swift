import CreditBasics
import Foundation
import PathLedger
import TestSupport
import Testing

/// Margin calls and seizures by hand; half-year steps.
@Suite struct MarginTests {
  private func borrower(cash: Double, remedy: MarginRemedy, free: Double = 0) -> Miner {
    var loan = SmallScenarios.loan(principal: 500, coupon: 0.1)
    loan.pledge = PerCoin(btc: 10, eth: 0)
    loan.margin = MarginTerms(
      initialLTV: 0.5, callLTV: 0.6, liquidationLTV: 0.8, remedy: remedy)
    return Miner(
      name: "m", cashUSD: cash, treasury: Treasury(holdings: PerCoin(btc: 10 + free, eth: 0)),
      gpuLots: [GPULot(name: "lot", gpu: 0, count: 1, pledgedTo: 0)], tranches: [loan])
  }

  private func run(_ miner: Miner, drift: Double, depth: CoinDepth? = nil) -> PathAccount {
    account(
      SmallScenarios.scenario(
        [miner],
        market: SmallScenarios.market(
          drift: drift, depth: depth, gpus: [GPUClass(name: "g")]), years: 1.5,
        stepsPerYear: 2))
  }

  @Test func aCallTakesFreeCoinsThenCash() {
    let price = 100 * exp(-0.5)
    // 1000 of value are wanted; 10 + 5 coins are worth 909.8.
    let path = run(borrower(cash: 300, remedy: .default, free: 5), drift: -1)
    expectEqual(path.amounts(.pledgedCoins)[0] ?? 0, 5)
    expectEqual(path.amounts(.paidDown)[0] ?? 0, -(500 - 0.5 * 15 * price))
    expectEqual(path.amounts(.outstanding, of: "loan")[0] ?? 0, 7.5 * price)
    expectEqual(path.amounts(.pledgedLTV)[0] ?? 0, 50 / price)
  }

  @Test func enoughFreeCoinsLeaveCashAlone() {
    let path = run(borrower(cash: 300, remedy: .default, free: 10), drift: -1)
    expectEqual(path.amounts(.pledgedCoins)[0] ?? 0, 1000 / (100 * exp(-0.5)) - 10)
    #expect(path.amounts(.paidDown)[0] == nil)
    expectEqual(path.amounts(.cash)[0] ?? 0, 300)
  }

  @Test func coinsOutsideTheSaleOrderAreNeverPledged() {
    var miner = borrower(cash: 0, remedy: .default, free: 100)
    miner.treasury.saleOrder = [.eth]
    let path = run(miner, drift: -1)
    #expect(path.miners[0].cause == .margin)
    #expect(path.miners[0].defaultStep == 0)
    expectEqual(path.miners[0].tranches[0].claimUSD, 525)
  }

  @Test func seizureWithASurplus() {
    let path = run(borrower(cash: 0, remedy: .seize), drift: -1)
    let proceeds = 1000 * exp(-0.5)
    expectEqual(path.amounts(.saleProceeds)[0] ?? 0, proceeds)
    // Half a year of interest is repaid with the loan.
    expectEqual(path.amounts(.cash)[0] ?? 0, proceeds - 525)
    #expect(path.amounts(.shortfall).isEmpty)
    #expect(path.miners[0].cause == nil)
    expectEqual(path.miners[0].tranches[0].discountedExposure, 250)
  }

  @Test func seizureWithAShortfall() {
    let proceeds = 1000 * exp(-1.0)
    let path = run(borrower(cash: 10, remedy: .seize), drift: -2)
    // Cash of 10 has first been used to pay down.
    let due = 490 + 25.0
    expectEqual(path.amounts(.shortfall)[0] ?? 0, due - proceeds)
    #expect(path.miners[0].cause == .payment)
    #expect(path.miners[0].defaultStep == 0)
    expectEqual(path.miners[0].tranches[0].claimUSD, due - proceeds)
    expectEqual(path.miners[0].tranches[0].recoveryUSD, 0)
    // With a minimum of cash it is not used to pay down, but it does pay the charge.
    var kept = borrower(cash: 200, remedy: .seize)
    kept.minimumCashUSD = 200
    let survivor = run(kept, drift: -2)
    #expect(survivor.miners[0].cause == nil)
    expectEqual(survivor.amounts(.cash)[0] ?? 0, 200 + proceeds - 525)
  }

  @Test func aSeizureGoesThroughDepthAndMovesThePrice() {
    let perStep = 2000.0
    let depth = CoinDepth(
      usdPerDay: perStep * 2 / TimeGrid.daysPerYear, permanentShare: 0.25)
    let path = run(borrower(cash: 1000, remedy: .seize), drift: -2, depth: depth)
    // Pay-down to an LTV of 0.5 works here: nothing is sold.
    #expect(path.amounts(.coinsSold).isEmpty)
    var poor = borrower(cash: 0, remedy: .seize)
    poor.leases = [Lease(name: "l", revenuePerYear: 2000, from: 0.6)]
    poor.graceDays = 366
    let seized = run(poor, drift: -2, depth: depth)
    let marked = 1000 * exp(-1.0)
    let proceeds = perStep * (1 - exp(-marked / perStep))
    expectEqual(seized.amounts(.saleProceeds)[0] ?? 0, proceeds)
    expectEqual(
      seized.market[1].coinUSD.btc, 100 * exp(-2) * exp(-0.25 * marked / (7 * depth.usdPerDay)))
    // The lender's market is bottomless.
    let scenario = SmallScenarios.scenario(
      [poor],
      market: SmallScenarios.market(drift: -2, depth: depth, gpus: [GPUClass(name: "g")]),
      years: 1.5, stepsPerYear: 2)
    expectEqual(
      account(scenario, world: .bottomless).amounts(.saleProceeds)[0] ?? 0, marked)
  }

  @Test func pledgesReturnOnceTheLoanIsRepaid() {
    var miner = borrower(cash: 600, remedy: .default)
    miner.tranches[0].margin = nil
    miner.tranches[0].maturity = 1
    let path = run(miner, drift: 0)
    #expect(path.amounts(.pledgeReturned) == [1: 10])
    expectEqual(path.amounts(.freeCoins, of: "btc")[1] ?? 0, 10)
    expectEqual(path.amounts(.cash)[1] ?? 0, 50)
  }
}

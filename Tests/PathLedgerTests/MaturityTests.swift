import CreditBasics
import Foundation
import PathLedger
import TestSupport
import Testing

/// Conversions, puts and extensions by hand; monthly steps.
@Suite struct MaturityTests {
  private func convertible(
    _ name: String = "cb", premium: Double?, puts: [Double] = [], coupon: Double = 0
  ) -> Tranche {
    var tranche = SmallScenarios.loan(
      name, principal: 400, coupon: coupon, maturity: 1, paymentsPerYear: 1)
    tranche.conversionPremium = premium
    tranche.puts = puts
    return tranche
  }

  private func holder(_ tranches: [Tranche], cash: Double = 0) -> Miner {
    Miner(
      name: "m", cashUSD: cash, treasury: Treasury(holdings: PerCoin(btc: 10, eth: 0)),
      tranches: tranches)
  }

  private func run(_ miner: Miner, drift: Double, regime: Regime? = nil) -> PathAccount {
    account(
      SmallScenarios.scenario(
        [miner], market: SmallScenarios.market(drift: drift, regime: regime), years: 3))
  }

  @Test func convertsAboveThePremium() {
    // Equity is 600 today; conversion wants 720: coins worth 1120, a drift of ln 1.12.
    let above = run(holder([convertible(premium: 0.2)]), drift: log(1.121))
    #expect(above.amounts(.converted) == [11: 400])
    #expect(above.amounts(.balloon).isEmpty)
    let below = run(holder([convertible(premium: 0.2)]), drift: log(1.119))
    #expect(below.amounts(.converted).isEmpty)
    expectEqual(below.amounts(.balloon)[11] ?? 0, -400)
    // The balloon is paid by selling coins, without weekly limit.
    expectEqual(below.amounts(.coinsSold)[11] ?? 0, 400 / 111.9)
    #expect(below.miners[0].cause == nil)
  }

  @Test func eachSeesTheConversionsBefore() {
    // Equity 200 today. At 105: 250 for one share, so "a" converts at 200; 650 for three shares
    // are 216.7, so "b" converts at 210 but not at 220.
    func second(_ premium: Double) -> PathAccount {
      run(
        holder([convertible("a", premium: 0), convertible("b", premium: premium)]),
        drift: log(1.05))
    }
    #expect(second(0.05).amounts(.converted, of: "b") == [11: 400])
    #expect(second(0.10).amounts(.converted) == [11: 400])
    #expect(second(0.10).amounts(.balloon, of: "b").keys.sorted() == [11])
  }

  @Test func neverConvertsWhenThereWasNoEquity() {
    var tranche = convertible(premium: 0)
    tranche.principalUSD = 1000
    let path = run(holder([tranche]), drift: 1)
    #expect(path.amounts(.converted).isEmpty)
    #expect(path.amounts(.balloon).keys.sorted() == [11])
  }

  @Test func holdersPutWhatWouldNotConvert() {
    let terms = convertible(premium: 0.2, puts: [0.5], coupon: 0.12)
    let path = run(holder([terms], cash: 500), drift: 0)
    // Half a year of interest goes with the principal; then the tranche is done.
    expectEqual(path.amounts(.put)[5] ?? 0, -424)
    #expect(path.amounts(.put).count == 1)
    #expect(path.amounts(.interest).isEmpty)
    #expect(path.amounts(.balloon).isEmpty)
    expectEqual(path.miners[0].tranches[0].discountedExposure, 400 * 0.5)
    let kept = run(holder([terms], cash: 500), drift: 1)
    #expect(kept.amounts(.kept) == [5: 400])
    #expect(kept.amounts(.converted) == [11: 400])
    let always = run(
      holder([convertible(premium: nil, puts: [0.5])], cash: 500), drift: 1)
    #expect(always.amounts(.put) == [5: -400])
  }

  @Test func aPutInTheStepOfTheMaturityIsTheMaturity() {
    let path = run(holder([convertible(premium: 0, puts: [0.95])]), drift: 1)
    #expect(path.amounts(.converted) == [11: 400])
    #expect(path.amounts(.kept).isEmpty)
  }

  @Test func extendsWithStepUpAndNewDates() {
    var loan = SmallScenarios.loan(
      principal: 400, coupon: 0.06, maturity: 1, paymentsPerYear: 2)
    loan.refinance = RefinanceTerms(maxLTV: 0.5, termYears: 0.75, stepUp: 0.06)
    let path = run(holder([loan], cash: 1000), drift: 0)
    #expect(path.amounts(.extended) == [11: 1.75, 20: 2.5, 29: 3.25])
    // 3 % each half-year; then 1 % a month on 1.25 and 1.75; then 1.5 % on 2 and 2.5 …
    let expected = [5: 12.0, 11: 12, 14: 12, 20: 24, 23: 18, 29: 36, 32: 24]
    let paid = path.amounts(.interest)
    #expect(paid.keys.sorted() == expected.keys.sorted())
    for (step, amount) in expected { expectEqual(-(paid[step] ?? 0), amount, "step \(step)") }
  }

  @Test func refinancingNeedsAnOpenMarketAndTheRatios() {
    var loan = SmallScenarios.loan(principal: 400, maturity: 1)
    loan.refinance = RefinanceTerms(maxLTV: 0.5, termYears: 5)
    #expect(run(holder([loan]), drift: 0).amounts(.extended) == [11: 6])
    #expect(
      run(holder([loan]), drift: 0, regime: Regime(name: "shut", refinancingOpen: false))
        .amounts(.extended).isEmpty)
    loan.refinance?.maxLTV = 0.39
    #expect(run(holder([loan]), drift: 0).amounts(.extended).isEmpty)
    // The ratio is of interest paid over no income at all.
    loan.refinance = RefinanceTerms(minDSCR: 0.1, termYears: 5)
    loan.coupon = 0.05
    #expect(run(holder([loan], cash: 100), drift: 0).amounts(.extended).isEmpty)
  }

  @Test func aPutCanBeExtended() {
    var tranche = convertible(premium: 0.2, puts: [0.5], coupon: 0.12)
    tranche.refinance = RefinanceTerms(termYears: 1.5)
    let path = run(holder([tranche], cash: 500), drift: log(1.2))
    // From the put's date, with what accrued before it paid on the first new date, 1.
    #expect(path.amounts(.extended) == [5: 2])
    expectEqual(path.amounts(.interest)[11] ?? 0, -48)
    #expect(path.amounts(.converted) == [23: 400])
  }

  @Test func pledgedCoinsRaiseWhatCashLacks() {
    var loan = SmallScenarios.loan(principal: 400, maturity: 1)
    loan.pledge = PerCoin(btc: 6, eth: 0)
    var miner = holder([loan], cash: 150)
    miner.minimumCashUSD = 50
    miner.treasury.saleOrder = []
    let path = run(miner, drift: 0)
    // 100 of spare cash; three of the pledged coins; the other three return.
    #expect(path.amounts(.coinsSold) == [11: 3])
    #expect(path.amounts(.pledgeReturned) == [11: 3])
    expectEqual(path.amounts(.cash)[11] ?? 0, 50)
  }
}

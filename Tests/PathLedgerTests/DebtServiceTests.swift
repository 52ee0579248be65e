import CreditBasics
import PathLedger
import TestSupport
import Testing

/// Schedules against sums by hand.
@Suite struct DebtServiceTests {
  private func payments(
    _ tranche: Tranche, years: Double = 2, stepsPerYear: Int = 12
  ) -> (interest: [Int: Double], principal: [Int: Double], balloon: [Int: Double]) {
    let miner = Miner(name: "m", cashUSD: 1e6, tranches: [tranche])
    let path = account(
      SmallScenarios.scenario([miner], years: years, stepsPerYear: stepsPerYear))
    return (path.amounts(.interest), path.amounts(.principal), path.amounts(.balloon))
  }

  private func expectPayments(
    _ paid: [Int: Double], _ expected: [Int: Double],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(paid.keys.sorted() == expected.keys.sorted(), sourceLocation: sourceLocation)
    for (step, amount) in expected {
      expectEqual(-(paid[step] ?? 0), amount, sourceLocation: sourceLocation)
    }
  }

  @Test func straightLineCountsAllDatesAndLeavesNoBalloon() {
    // Dates 1.1 − j/4 above 0.01: 0.1, 0.35, 0.6, 0.85, 1.1, in steps 1, 4, 7, 10, 13.
    let paid = payments(
      SmallScenarios.loan(
        principal: 1000, coupon: 0.12, maturity: 1.1, paymentsPerYear: 4,
        amortisation: .straightLine))
    expectPayments(paid.principal, [1: 200, 4: 200, 7: 200, 10: 200, 13: 200])
    // 1 % a month on what was outstanding when each month began; two months in the stub.
    expectPayments(paid.interest, [1: 20, 4: 24, 7: 18, 10: 12, 13: 6])
    #expect(paid.balloon.isEmpty)
  }

  @Test func annuityPrincipalGrowsByTheRate() {
    let paid = payments(
      SmallScenarios.loan(
        principal: 1000, coupon: 0.2, maturity: 1, paymentsPerYear: 2, amortisation: .annuity))
    // Two half-years at 10 %: 1000 · 0.1 / (1.1² − 1) = 476.19…, then 1.1 times that.
    expectPayments(paid.principal, [5: 1000 / 2.1, 11: 1100 / 2.1])
    expectPayments(paid.interest, [5: 100, 11: 100 * (1 - 1 / 2.1)])
    #expect(paid.balloon.isEmpty)
    // Level payments, as the name says.
    expectEqual(paid.interest[5]! + paid.principal[5]!, paid.interest[11]! + paid.principal[11]!)
  }

  @Test func customSharesFallDueOnTheirOwnDates() {
    let shares = [
      PrincipalShare(date: 0.3, share: 0.25), PrincipalShare(date: 0.9, share: 0.5),
      PrincipalShare(date: 1.5, share: 0.25),
    ]
    let paid = payments(
      SmallScenarios.loan(
        principal: 1000, coupon: 0.12, maturity: 1, paymentsPerYear: 1,
        amortisation: .custom(shares)))
    expectPayments(paid.principal, [3: 250, 10: 500])
    // Interest on the payment date alone: 4 months on 1000, 7 on 750, 1 on 250.
    expectPayments(paid.interest, [11: 40 + 52.5 + 2.5])
    // The date after maturity pays nothing: its share is part of the balloon.
    expectPayments(paid.balloon, [11: 250])
  }

  @Test func bulletPaysInterestAndABalloon() {
    let paid = payments(
      SmallScenarios.loan(principal: 1000, coupon: 0.1, maturity: 1.5, paymentsPerYear: 2),
      stepsPerYear: 52)
    #expect(paid.principal.isEmpty)
    #expect(paid.balloon == [77: -1000])
    expectPayments(paid.interest, [25: 50, 51: 50, 77: 50])
  }

  @Test func aDateWithinDaysOfTheStartIsNoPaymentDate() {
    // 1.009 − 1 is not above 0.01.
    let paid = payments(
      SmallScenarios.loan(principal: 1000, coupon: 0.12, maturity: 1.009), stepsPerYear: 12)
    expectPayments(paid.interest, [12: 130])
  }

  @Test func severalDatesInOneStepAddUp() {
    let paid = payments(
      SmallScenarios.loan(
        principal: 1200, maturity: 1, paymentsPerYear: 12, amortisation: .straightLine),
      stepsPerYear: 4)
    expectPayments(paid.principal, [0: 300, 1: 300, 2: 300, 3: 300])
  }

  @Test func prepaymentsShortenTheTail() {
    // A margin pay-down of 500 in step 0 leaves 500: two instalments of 250 and no more.
    var loan = SmallScenarios.loan(
      principal: 1000, maturity: 1, paymentsPerYear: 4, amortisation: .straightLine)
    loan.pledge = PerCoin(btc: 5, eth: 0)
    loan.margin = MarginTerms(initialLTV: 1, callLTV: 1.5, liquidationLTV: 3)
    let miner = Miner(
      name: "m", cashUSD: 1e5, treasury: Treasury(holdings: PerCoin(btc: 5, eth: 0)),
      tranches: [loan])
    let path = account(SmallScenarios.scenario([miner]))
    expectPayments(path.amounts(.paidDown), [0: 500])
    expectPayments(path.amounts(.principal), [2: 250, 5: 250])
    // 12 months on 1000 until the pay-down of the first, 500 for two more, 250 for three.
    expectEqual(
      path.miners[0].tranches[0].discountedExposure, (1000 + 2 * 500 + 3 * 250) / 12)
  }
}

import CreditBasics
import Foundation
import TestSupport
import Testing

/// What a tranche charges, and when: read off the cash that its miner has left.
@Suite struct ScheduleTests {
  /// A miner with $10,000 and one tranche, whose coverage is followed in every step.
  private func market(
    _ tranche: Tranche, years: Double = 2, _ change: (inout Miner) -> Void = { _ in }
  ) -> HandMarket {
    HandMarket(tranche, years: years, monitored: Set(0..<Int(years * 12)), change)
  }

  /// What a loan of $1,000 without coupon has repaid after each step: LTV = (1000 − x) / (10,000 − x).
  private func repaid(_ tranche: Tranche, after steps: Int) -> [Double] {
    let market = market(tranche)
    return (0..<steps).map { _ in
      market.advance()
      let ratio = market.loanToValue()[0]
      return (1000 - 10_000 * ratio) / (1 - ratio)
    }
  }

  /// Maturity in 14 months, quarterly: months 2, 5, 8, 11 and 14 (steps 1, 4, 7, 10, 13), a fifth each.
  @Test func straightLineRepaysEqualPartsFromTheMaturityBackwards() {
    let found = repaid(
      SmallScenarios.loan(
        principal: 1000, maturity: 14.0 / 12, paymentsPerYear: 4, amortisation: .straightLine),
      after: 14)
    for (step, amount) in found.enumerated() {
      expectEqual(amount, 200 * Double((step + 2) / 3), absolute: 1e-6, "step \(step)")
    }
  }

  /// A date within 0.01 years of the as-of date is none: the first of three is in month 12.
  @Test func aDateRightAfterTheStartIsNone() {
    let found = repaid(
      SmallScenarios.loan(
        principal: 1000, maturity: 2.009, paymentsPerYear: 1, amortisation: .straightLine),
      after: 24)
    expectEqual(found[11], 0, absolute: 1e-6)
    expectEqual(found[12], 500, absolute: 1e-6)
    expectEqual(found[23], 500, absolute: 1e-6)
  }

  /// Shares of 30 % after half a year and 20 % after one; the rest stays.
  @Test func customSharesAreRepaidOnTheirDates() {
    let found = repaid(
      SmallScenarios.loan(
        principal: 1000,
        amortisation: .custom([
          PrincipalShare(date: 0.5, share: 0.3), PrincipalShare(date: 1, share: 0.2),
        ])), after: 13)
    for (step, amount) in found.enumerated() {
      let expected = step < 5 ? 0 : step < 11 ? 300 : 500.0
      expectEqual(amount, expected, absolute: 1e-6, "step \(step)")
    }
  }

  /// Debt that may still grow charges shares of what is left, date by date: here 0.5 / 1 and 0.25 / 0.5.
  ///
  /// Both fall into the first month: half, then half of the other half. A quarter is the balloon.
  @Test func ofTwoDatesInAStepEachTakesItsShareOfWhatIsLeft() {
    var loan = SmallScenarios.loan(
      principal: 1000,
      amortisation: .custom([
        PrincipalShare(date: 0.03, share: 0.5), PrincipalShare(date: 0.06, share: 0.25),
      ]))
    loan.pikUntil = 1
    for amount in repaid(loan, after: 3) { expectEqual(amount, 750, absolute: 1e-6) }
  }

  /// At maturity the whole principal: nothing before, nothing left.
  @Test func aBulletIsRepaidAtTheEnd() {
    let found = repaid(SmallScenarios.loan(principal: 1000, maturity: 0.5), after: 6)
    expectEqual(found[4], 0, absolute: 1e-6)
    #expect(market(SmallScenarios.loan(principal: 1000, maturity: 0.5)).ratio(after: 6) == 0)
  }

  /// $1,000 at 12 % in twelve months cost `1000 · 0.01 / (1 − 1.01^−12)` in every month.
  ///
  /// Income is a lease of $1,200 a year, so that coverage is always $100 over that.
  @Test(arguments: [0.12, 1e-9])
  func anAnnuityPaysTheSameEveryTime(coupon: Double) {
    let market = market(
      SmallScenarios.loan(
        principal: 1000, coupon: coupon, maturity: 1, paymentsPerYear: 12, amortisation: .annuity)
    ) { $0.leases = [Lease(name: "L", revenuePerYear: 1200, tenantRisk: 0)] }
    let rate = coupon / 12
    let level = 1000 * rate / -expm1(-12 * log1p(rate))
    for step in 0..<12 {
      market.advance()
      expectEqual(market.coverage()[0], 100 / level, "step \(step)")
    }
    #expect(market.loanToValue()[0] == 0)
  }

  /// Half-yearly interest of 10 % on $1,000, from the as-of date: $50 in steps 5 and 11, none between.
  @Test func interestIsPaidOnItsDates() {
    let market = market(
      SmallScenarios.loan(principal: 1000, coupon: 0.1, maturity: 5, paymentsPerYear: 2))
    for step in 0..<12 {
      market.advance()
      let paid = step < 5 ? 0 : step < 11 ? 50 : 100.0
      expectEqual(market.loanToValue()[0], 1000 / (10_000 - paid), "step \(step)")
    }
  }

  /// A remainder of a millionth of a dollar is nothing; more of it is a balloon.
  ///
  /// $1bn less one share of 1 − 1e-12 leaves $0.001, which is still owed; less 1 − 1e-16 nothing. Shares
  /// that add up to one but for rounding end the tranche.
  @Test func aRemainderIsOwedUnlessItIsRounding() {
    func left(_ shares: [Double]) -> Double {
      var tranche = SmallScenarios.loan(principal: 1e9, maturity: 2)
      tranche.amortisation = .custom(
        shares.enumerated().map {
          PrincipalShare(date: Double($0.offset + 1) / 12, share: $0.element)
        })
      let market = market(tranche) { $0.cashUSD = 2e9 }
      return market.ratio(after: shares.count)
    }
    expectEqual(left([1 - 1e-12]) * 1e9, 0.001, within: 1e-3)
    #expect(left([1]) == 0)
    #expect(left(Array(repeating: 0.1, count: 10)) == 0)
  }

  /// $50 of interest and no balloon in step 5; $120, at a coupon two points higher, and the balloon in
  /// step 17, when the market is shut.
  ///
  /// $100 of another loan stay throughout.
  @Test func anExtensionRaisesTheCouponAndMovesTheBalloon() {
    var tranche = SmallScenarios.loan(principal: 1000, coupon: 0.1, maturity: 0.5)
    tranche.refinance = RefinanceTerms(termYears: 1, stepUp: 0.02)
    let market = market(tranche) {
      $0.tranches.append(SmallScenarios.loan("other", principal: 100))
    }
    for lane in HandMarket.lanes where lane >= 16 { market.view.refinancingOpen[lane: lane] = 0 }
    market.advance(6)
    expectEqual(market.loanToValue()[0], 1100 / (10_000 - 50.0))
    expectEqual(market.loanToValue()[16], 100 / (10_000 - 1050.0))
    market.view.refinancingOpen.fill(0)
    market.advance(11)
    expectEqual(market.loanToValue()[0], 1100 / (10_000 - 50.0))
    market.advance()
    expectEqual(market.loanToValue()[0], 100 / (10_000 - 50 - 1120.0))
  }
}

extension HandMarket {
  /// Outstanding over assets after so many steps, in the first lane.
  fileprivate func ratio(after steps: Int) -> Double {
    advance(steps)
    return loanToValue()[0]
  }
}

import CreditBasics
import TestSupport
import Testing

/// Terms that real facilities have, read off what a miner owes over what it has.
@Suite struct FacilityTermsTests {
  /// Four quarters at 3 % make 1000 · 1.03⁴ = 1125.50881 of $1,000; of that, a fifth falls due in month 15
  /// with $33.7652643 of interest.
  @Test func capitalisedInterestIsRepaidOverWhatIsLeft() {
    var loan = SmallScenarios.loan(
      principal: 1000, coupon: 0.12, maturity: 2, paymentsPerYear: 4, amortisation: .straightLine)
    loan.pikUntil = 1
    loan.amortisationFrom = 1.2
    loan.balloonShare = 0.2
    let market = HandMarket(loan)
    market.advance(12)
    expectEqual(market.loanToValue()[0], 1125.50881 / 10_000)
    market.advance(3)
    expectEqual(market.loanToValue()[0], 900.407048 / (10_000 - 33.7652643 - 225.101762))
  }

  /// Half hedged at 4 %, floor 1 %, margin 5 %: 7.5 % when the rate is 0.5 %, 8.5 % when it is 3 %.
  @Test func floatingDebtPaysTheRateOfItsPath() {
    var loan = SmallScenarios.loan(principal: 1000)
    loan.floating = FloatingTerms(margin: 0.05, floor: 0.01, hedgedShare: 0.5, hedgedRate: 0.04)
    let market = HandMarket(loan)
    market.view.shortRate.fill(0.005)
    market.view.shortRate[lane: 1] = 0.03
    market.advance(12)
    expectEqual(market.loanToValue()[0], 1000 / 9925.0)
    expectEqual(market.loanToValue()[1], 1000 / 9915.0)
  }

  /// $500 against twelve coins of $100 with a release at 50 %: two coins return, and more cannot be sold.
  @Test func coinsReturnAtTheReleaseLTV() {
    var loan = SmallScenarios.loan(principal: 500)
    loan.pledge.btc = 12
    loan.margin = MarginTerms(
      initialLTV: 0.6, callLTV: 0.8, liquidationLTV: 0.9, releaseLTV: 0.5)
    let market = HandMarket(loan, cash: 0) {
      $0.minimumCashUSD = 300
      $0.treasury.holdings.btc = 12
      $0.treasury.maxSaleSharePerWeek = 1
    }
    market.advance()
    expectEqual(market.impact.btcSoldUSD[lane: 0], 200)
  }

  /// CFADS of $100 against service of $100 and a ratio of 1.2: owners pay $20, once; a year later
  /// nobody does.
  @Test func ownersCureAsOftenAsAgreed() {
    var loan = SmallScenarios.loan(principal: 1000, coupon: 0.1)
    loan.covenant = CovenantTerms(minDSCR: 1.2, testsPerYear: 1, equityCures: 1)
    let market = HandMarket(loan, cash: 50) {
      $0.leases = [Lease(name: "L", revenuePerYear: 100, tenantRisk: 0)]
    }
    market.advance(12)
    expectEqual(market.loanToValue()[0], 1000 / 70.0)
    let outcomes = market.outcomes()
    #expect(outcomes.defaultStep[0] == 23)
    #expect(outcomes.cause[0] == DefaultCause.covenant.rawValue)
  }

  /// The market is open in the fourteenth month only, within the window of half a year before month 18:
  /// $80 at 12 % for eight months, then 15 % for four, and the principal stays.
  @Test func aWindowCatchesAnOpenMarket() {
    var loan = SmallScenarios.loan(principal: 1000, coupon: 0.12, maturity: 1.5)
    loan.refinance = RefinanceTerms(termYears: 1, stepUp: 0.02, windowYears: 0.5)
    let market = HandMarket(loan)
    market.view.refinancingPremium.fill(0.01)
    market.view.refinancingOpen.fill(0)
    market.advance(13)
    market.view.refinancingOpen.fill(1)
    market.advance()
    market.view.refinancingOpen.fill(0)
    market.advance(4)
    expectEqual(market.loanToValue()[0], 1000 / (10_000 - 60 - 80 - 50.0))
    market.advance(12)
    #expect(market.loanToValue()[0] == 0)
  }
}

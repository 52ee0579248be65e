import CreditBasics
import Glibc
import PathLedger
import TestSupport
import Testing

/// Floating interest, capitalised interest and schedules with a grace period and a balloon.
@Suite struct FloatingDebtTests {
  private func run(
    _ tranche: Tranche, rate: ShortRateMarket? = nil, world: World = .full, years: Double = 1
  ) -> PathAccount {
    var market = SmallScenarios.market()
    market.shortRate = rate
    let miner = Miner(name: "m", cashUSD: 1e6, tranches: [tranche])
    return account(
      SmallScenarios.scenario([miner], market: market, years: years, stepsPerYear: 4),
      world: world)
  }

  private func loan(_ floating: FloatingTerms) -> Tranche {
    var loan = SmallScenarios.loan(
      principal: 1000, coupon: floating.rate(at: 0.06), paymentsPerYear: 4)
    loan.floating = floating
    return loan
  }

  /// The rate reverts from 6 % to 2 % at speed 1: it stands at 0.02 + 0.04·e^{−k/4} when step k
  /// starts, which is what that step's quarter of interest is charged at.
  private func shortRate(_ step: Int) -> Double { 0.02 + 0.04 * exp(-Double(step) / 4) }
  private let falling = ShortRateMarket(initial: 0.06, mean: 0.02, meanReversion: 1)

  @Test func interestFollowsTheShortRateOfTheStepsStart() {
    let path = run(loan(FloatingTerms(margin: 0.03)), rate: falling)
    for step in 0..<4 {
      expectEqual(path.amounts(.interest)[step] ?? 0, -1000 * (0.03 + shortRate(step)) / 4)
      expectEqual(path.market[step].shortRate, shortRate(step + 1))
    }
  }

  @Test func theFloorAppliesToTheShortRateThatIsNotHedged() {
    let terms = FloatingTerms(margin: 0.03, floor: 0.05, hedgedShare: 0.5, hedgedRate: 0.04)
    let path = run(loan(terms), rate: falling)
    // 0.06 and 0.02 + 0.04/e^{1/4} = 0.0512 are above the floor, the next two below.
    for (step, floored) in [shortRate(0), shortRate(1), 0.05, 0.05].enumerated() {
      expectEqual(
        path.amounts(.interest)[step] ?? 0, -250 * (0.03 + 0.5 * 0.04 + 0.5 * floored))
    }
  }

  @Test func aRateBelowZeroIsZero() {
    let rate = ShortRateMarket(initial: -0.05)
    #expect(run(loan(FloatingTerms(margin: 0.03)), rate: rate).amounts(.interest).isEmpty)
  }

  @Test func theLendersShortRateStaysWhereItStarts() {
    let path = run(loan(FloatingTerms(margin: 0.03)), rate: falling, world: .lender)
    for step in 0..<4 { expectEqual(path.amounts(.interest)[step] ?? 0, -1000 * 0.09 / 4) }
  }

  @Test func capitalisedInterestIsRepaidOverTheDatesStillToCome() {
    // Four quarters at 10 %; interest due by t = 0.5 (+ 0.01) joins the debt before the principal of
    // its date: 1025 · 1/4 is due, leaving 768.75; then 787.96875 · 1/3, leaving 525.3125.
    var loan = SmallScenarios.loan(
      principal: 1000, coupon: 0.1, maturity: 1, paymentsPerYear: 4, amortisation: .straightLine)
    loan.pikUntil = 0.495
    let path = run(loan)
    expectEqual(path.amounts(.capitalised)[0] ?? 0, 25)
    expectEqual(path.amounts(.principal)[0] ?? 0, -256.25)
    expectEqual(path.amounts(.capitalised)[1] ?? 0, 768.75 * 0.025)
    expectEqual(path.amounts(.principal)[1] ?? 0, -787.96875 / 3)
    // From then on interest is paid: 2.5 % of 525.3125, half of which is repaid with it.
    expectEqual(path.amounts(.interest)[2] ?? 0, -525.3125 * 0.025)
    expectEqual(path.amounts(.principal)[2] ?? 0, -525.3125 / 2)
    expectEqual(path.amounts(.outstanding)[3] ?? 0, 0)
    #expect(path.amounts(.interest).keys.sorted() == [2, 3])
  }

  @Test func datesBeforeTheFirstInstalmentCarryNothingAndTheBalloonIsLeftOut() {
    // Dates 0.25 … 1; from 0.505 (less 0.01) three dates share 1 − 0.4: 200 each, 400 at maturity.
    var loan = SmallScenarios.loan(
      principal: 1000, maturity: 1, paymentsPerYear: 4, amortisation: .straightLine)
    loan.amortisationFrom = 0.505
    loan.balloonShare = 0.4
    let path = run(loan)
    #expect(path.amounts(.principal).keys.sorted() == [1, 2, 3])
    for step in 1...3 { expectEqual(path.amounts(.principal)[step] ?? 0, -200) }
    expectEqual(path.amounts(.balloon)[3] ?? 0, -400)
  }

  @Test func anAnnuityWithABalloonSharesWhatIsLeft() {
    // 10 % a quarter: the parts are 1/2.1 and 1.1/2.1 of 1 − 0.5.
    var loan = SmallScenarios.loan(
      principal: 1000, coupon: 0.4, maturity: 0.5, paymentsPerYear: 4, amortisation: .annuity)
    loan.balloonShare = 0.5
    let path = run(loan)
    expectEqual(path.amounts(.principal)[0] ?? 0, -500 / 2.1)
    expectEqual(path.amounts(.principal)[1] ?? 0, -550 / 2.1)
    expectEqual(path.amounts(.balloon)[1] ?? 0, -500)
  }

  @Test func twoDatesInOneStepTakeTheirSharesOneAfterTheOther() {
    // Monthly dates in quarterly steps, nothing capitalised by pikUntil at t = 0: three twelfths of
    // what is left of twelve, then of nine, six and three.
    var loan = SmallScenarios.loan(
      principal: 1200, maturity: 1, paymentsPerYear: 12, amortisation: .straightLine)
    loan.pikUntil = 0
    let path = run(loan)
    for step in 0..<4 { expectEqual(path.amounts(.principal)[step] ?? 0, -300) }
  }
}

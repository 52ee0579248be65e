import CreditBasics
import Foundation
import PathLedger
import StressEngine
import TestSupport
import Testing

/// Rules at the edges of the model, worked out by hand, in the kernels and in the ledger.
@Suite struct EdgeRuleTests {
  /// $1200 a year of coins sold for overheads, $1200/n in each of n steps, at $1m a day of depth.
  ///
  /// With `x = 1200 / 365.25e6` each sale is of `−D ln(1 − x)` marked dollars, `D = 365.25e6 / n`, and takes
  /// `1 / 7e6` of that off the log price: after the same time the same, whatever the step.
  @Test(arguments: [12, 52, 365]) func permanentImpactPerDollar(stepsPerYear: Int) {
    let depth = CoinDepth(usdPerDay: 1e6, permanentShare: 1)
    let miner = Miner(
      name: "m", overheadPerYear: 1200,
      treasury: Treasury(holdings: PerCoin(btc: 100, eth: 0), saleOrder: [.btc]))
    let path = EdgeCase(
      SmallScenarios.scenario(
        [miner], market: SmallScenarios.market(depth: depth), years: 1, stepsPerYear: stepsPerYear))
    // The last step's price is after the sales of all others.
    let sold = -365.25e6 * log1p(-1200 / 365.25e6) * (1 - 1 / Double(stepsPerYear))
    expectEqual(
      log(path.account.market.last!.coinUSD.btc / 100), -sold / 7e6, within: 1e-6, absolute: 1e-14)
  }

  /// A fee of 12 % a year on $100 leaves 100 · 0.99⁶ after six months, when $97 fall due.
  @Test func negativeYieldOnCash() {
    let miner = Miner(
      name: "m", cashUSD: 100, cashYield: -0.12,
      tranches: [SmallScenarios.loan(principal: 97, maturity: 0.5)])
    let path = EdgeCase(SmallScenarios.scenario([miner], years: 1))
    #expect(path.ends == ["maturity 5"])
    expectEqual(path.claims[0], 97 - 100 * pow(0.99, 6))
  }

  /// Negative cash earns no yield: −5 after the first month, −15 after the second, grace two months.
  @Test func noYieldOnNegativeCash() {
    var loan = SmallScenarios.loan(principal: 10, maturity: 1.0 / 12)
    loan.name = "loan"
    let miner = Miner(
      name: "m", cashUSD: 5, cashYield: 1.2, graceDays: 61, tranches: [loan])
    // $5 earn 50 cents; $4.50 of the loan stay unpaid, and stay $4.50.
    let path = EdgeCase(SmallScenarios.scenario([miner], years: 1))
    #expect(path.ends == ["maturity 2"])
    expectEqual(path.claims[0], 4.5)
  }

  /// Seven sevenths of a billion leave nothing, whatever they are rounded to: no balloon falls due.
  @Test(arguments: [3, 7, 10, 49]) func sharesThatAddUpToOneLeaveNothing(count: Int) {
    var loan = SmallScenarios.loan(principal: 1e9, maturity: 0.99)
    loan.amortisation = .custom(
      (1...count).map {
        PrincipalShare(date: 0.9 * Double($0) / Double(count), share: 1 / Double(count))
      })
    let miner = Miner(name: "m", cashUSD: 2e9, tranches: [loan])
    let path = EdgeCase(SmallScenarios.scenario([miner], years: 1))
    #expect(path.ends == ["none"])
    #expect(path.account.entries.contains { $0.item == .balloon } == false)
  }

  /// Of $1000, 99.9999 % in March: a tenth of a cent is a balloon, half a millionth of a dollar is not.
  @Test(arguments: [(1 - 1e-6, true), (1 - 5e-10, false)])
  func aRemainderIsABalloonFromAMillionthOfADollarOn(share: Double, isBalloon: Bool) {
    var loan = SmallScenarios.loan(principal: 1000, maturity: 1)
    loan.amortisation = .custom([PrincipalShare(date: 0.25, share: share)])
    let miner = Miner(name: "m", cashUSD: 2000, tranches: [loan])
    let path = EdgeCase(SmallScenarios.scenario([miner], years: 1))
    let balloons = path.account.entries.filter { $0.item == .balloon }
    #expect(balloons.map(\.step) == (isBalloon ? [11] : []))
    if isBalloon { expectEqual(balloons[0].amount, -0.001, within: 1e-6) }
  }

  /// Extended by less than a microsecond whenever it matures, the loan is still owed at the end.
  @Test func tinyExtensionsFollowOneAnother() {
    var loan = SmallScenarios.loan(principal: 1000, maturity: 0.5)
    loan.refinance = RefinanceTerms(termYears: 1e-10)
    let miner = Miner(name: "m", cashUSD: 10, tranches: [loan])
    var scenario = SmallScenarios.scenario([miner], years: 1)
    let open = EdgeCase(scenario)
    #expect(open.ends == ["none"])
    expectEqual(open.account.miners[0].tranches[0].discountedExposure, 1000)
    #expect(open.outcomes.owedAtEndUSD == [1000])
    // Seven extensions, in steps 5 to 11.
    #expect(open.account.entries.filter { $0.item == .extended }.map(\.step) == Array(5...11))
    scenario.market.regimes[0].refinancingOpen = false
    let closed = EdgeCase(scenario)
    #expect(closed.ends == ["maturity 5"])
    #expect(closed.outcomes.owedAtEndUSD == [0], "a claim is not owed any more")
  }

  /// Three payments of $100 at 10 % a period: 1/3.31, 1.1/3.31, 1.21/3.31 of principal.
  @Test func annuitySharesByHand() {
    for (share, expected) in zip(annuityShares(3, rate: 0.1), [1 / 3.31, 1.1 / 3.31, 1.21 / 3.31]) {
      expectEqual(share, expected)
    }
    #expect(annuityShares(4, rate: 0) == [0.25, 0.25, 0.25, 0.25])
    // With a rate too small to be seen beside 1 the parts are equal.
    for share in annuityShares(4, rate: 1e-17) { expectEqual(share, 0.25, within: 1e-15) }
    expectEqual(annuityShares(120, rate: 1e-13).reduce(0, +), 1, within: 1e-13)
  }

  /// An annuity of a coupon of 4e-17: a quarter of $1000 each quarter, in both programs.
  @Test func annuityOfATinyCoupon() {
    let loan = SmallScenarios.loan(
      principal: 1000, coupon: 4e-17, maturity: 1, paymentsPerYear: 4, amortisation: .annuity)
    let path = EdgeCase(
      SmallScenarios.scenario([Miner(name: "m", cashUSD: 600, tranches: [loan])], years: 2))
    // $600 pay two quarters; the third falls short by $150, with $250 to come.
    #expect(path.ends == ["payment 8"])
    expectEqual(path.claims[0], 400, within: 1e-12)
  }
}

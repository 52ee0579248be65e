import CreditBasics
import RiskMeasures
import TestSupport
import Testing

/// What falls due after the horizon, by hand.
@Suite struct BeyondHorizonTests {
  func shape(_ tranches: [Tranche], years: Double) -> BookShape {
    BookShape(SmallScenarios.scenario([Miner(name: "a", tranches: tranches)], years: years))
  }

  func share(_ tranche: Tranche, years: Double) -> Double {
    shape([tranche], years: years).tranches[0].beyondHorizon
  }

  @Test func aBulletFallsDueAtItsMaturity() {
    let loan = SmallScenarios.loan(principal: 100, maturity: 2)
    #expect(share(loan, years: 2) == 0)
    #expect(share(loan, years: 1) == 1)
    #expect(share(SmallScenarios.loan(principal: 0, maturity: 2), years: 1) == 0)
  }

  /// Five equal instalments at the ends of years 1 to 5, of which two fall within two years.
  @Test func instalmentsWithinTheHorizonDoNotCount() {
    let loan = SmallScenarios.loan(principal: 100, maturity: 5, amortisation: .straightLine)
    expectEqual(share(loan, years: 2), 0.6)
    expectEqual(share(loan, years: 4), 0.2)
    #expect(share(loan, years: 5) == 0)
  }

  /// Principal of a level payment of 100 at 10 % over two years: 100/2.1 = 47.62, then 52.38.
  @Test func anAnnuityRepaysItsPrincipalParts() {
    let loan = SmallScenarios.loan(
      principal: 100, coupon: 0.1, maturity: 2, amortisation: .annuity)
    expectEqual(share(loan, years: 1), 1.1 / 2.1)
  }

  /// A quarter at month 6, half at month 18, the rest as a balloon at month 24.
  @Test func datedSharesAndTheBalloon() {
    let shares = [PrincipalShare(date: 0.5, share: 0.25), PrincipalShare(date: 1.5, share: 0.5)]
    let loan = SmallScenarios.loan(principal: 80, maturity: 2, amortisation: .custom(shares))
    expectEqual(share(loan, years: 1), 0.75)
    expectEqual(share(loan, years: 1.75), 0.25)
  }

  @Test func aMinerWeighsItsTranchesByPrincipal() {
    let tranches = [
      SmallScenarios.loan("x", principal: 100, maturity: 5),
      SmallScenarios.loan("y", principal: 300, maturity: 1),
    ]
    var tally = StressTally(SmallScenarios.scenario([Miner(name: "a", tranches: tranches)]))
    tally.add(BlockOutcomes(pathCount: 1, minerCount: 1, trancheCount: 2), firstPath: 0)
    let result = tally.result()
    #expect(result.tranches.map(\.beyondHorizon) == [1, 0])
    expectEqual(result.miners[0].beyondHorizon, 0.25)
    #expect(result.portfolio.expectedLossLifetimeUSD == nil)
  }

  @Test func withoutDebtNothingIsDueLater() {
    var tally = StressTally(SmallScenarios.scenario([Miner(name: "a")]))
    tally.add(BlockOutcomes(pathCount: 1, minerCount: 1, trancheCount: 0), firstPath: 0)
    #expect(tally.result().portfolio.beyondHorizon == 0)
    #expect(tally.result().portfolio.expectedLossLifetimeUSD == 0)
  }
}

import CreditBasics
import PathLedger
import TestSupport
import Testing

/// Shares issued for payments in sight, in a step of a quarter.
@Suite struct PrefundingTests {
  private func issued(_ miner: Miner) -> [Int: Double] {
    account(SmallScenarios.scenario([miner], years: 0.25, stepsPerYear: 4)).amounts(.equityIssued)
  }

  /// 13 weeks are 91 days, a quarter 91.3: a payment of 700 then is in sight of 14 weeks only.
  ///
  /// 500 above the
  /// minimum are there for it, and equity of 600 allows 10 % a week.
  @Test func sharesAreIssuedForPaymentsInSight() {
    func issued(weeks: Double, at date: Double) -> [Int: Double] {
      self.issued(
        Miner(
          name: "m", cashUSD: 600, minimumCashUSD: 100, equityIssuancePerWeek: 0.1,
          prefundWeeks: weeks, payments: [DatedPayment(date: date, amountUSD: 700)]))
    }
    #expect(issued(weeks: 13, at: 0.5).isEmpty)
    #expect(issued(weeks: 14, at: 0.5) == [0: 200])
    #expect(issued(weeks: 0, at: 0.5).isEmpty)
    // Paid already: nobody buys shares of what is worth −100.
    #expect(issued(weeks: 14, at: 0.25).isEmpty)
  }

  /// An order of 800 of which 500 can be drawn, and a quarter's interest of 20, against 80 above the minimum.
  @Test func drawsAndServiceCountInWhatIsInSight() {
    var loan = SmallScenarios.loan(principal: 1000, coupon: 0.08, paymentsPerYear: 4)
    loan.commitment = Commitment(amountUSD: 500)
    let order = Order(
      name: "o", payments: [DatedPayment(date: 0.5, amountUSD: 800)], fundedBy: 0)
    let miner = Miner(
      name: "m", cashUSD: 2000, minimumCashUSD: 1900, equityIssuancePerWeek: 1, prefundWeeks: 14,
      orders: [order], tranches: [loan])
    #expect(issued(miner) == [0: 240])
  }

  /// The limit of a step is one: 1 % of 980 a week and no more.
  @Test func theStepsLimitHolds() {
    let miner = Miner(
      name: "m", cashUSD: 980, minimumCashUSD: 1000, equityIssuancePerWeek: 0.01,
      prefundWeeks: 14, payments: [DatedPayment(date: 0.5, amountUSD: 1000)])
    expectEqual(issued(miner)[0] ?? 0, 9.8 * 365.25 / 28)
  }
}

import CreditBasics
import TestSupport
import Testing

/// Orders, commitments and accounts, read off what a miner owes over what it has.
@Suite struct AccountTests {
  /// Of $10 at 80 % only the $5 undrawn are drawn; a second order of $10 would leave −$5 and is cancelled.
  @Test func ordersAreDrawnForOrCancelled() {
    var loan = SmallScenarios.loan(principal: 100)
    loan.commitment = Commitment(amountUSD: 5)
    let market = HandMarket(loan, cash: 10) {
      $0.orders = [
        Order(
          name: "a", payments: [DatedPayment(date: 0.5, amountUSD: 10)], fundedBy: 0,
          advanceRate: 0.8),
        Order(
          name: "b", payments: [DatedPayment(date: 0.75, amountUSD: 10)], isCancellable: true),
      ]
    }
    market.advance(5)
    expectEqual(market.loanToValue()[0], 100 / 10.0)
    market.advance()
    expectEqual(market.loanToValue()[0], 105 / 5.0)
    market.advance(6)
    expectEqual(market.loanToValue()[0], 105 / 5.0)
  }

  /// $5 undrawn at 4 % for half a year cost 10 cents, on the date of the interest.
  @Test func feesAccrueWhileMoreCanBeDrawn() {
    var loan = SmallScenarios.loan(principal: 100)
    loan.commitment = Commitment(amountUSD: 5, availableUntil: 0.5, feePerYear: 0.04)
    let market = HandMarket(loan, cash: 10)
    market.advance(12)
    expectEqual(market.loanToValue()[0], 100 / 9.9)
  }

  /// With $12, a minimum of $5 and $1 kept, half of the rest prepays: $3; then half of what is left leaves.
  @Test func cashIsSweptAndDistributed() {
    var loan = SmallScenarios.loan(principal: 100)
    loan.sweep = SweepTerms(share: 0.5, keepUSD: 1)
    let market = HandMarket(loan, cash: 12) {
      $0.minimumCashUSD = 5
      $0.distributions = DistributionTerms(share: 0.5, keepUSD: 1)
    }
    market.advance(12)
    expectEqual(market.loanToValue()[0], 97 / 7.5)
  }

  /// Interest of $120 on cash of $50: the reserve of $100 pays $70, and the last $30 a year later, when $90
  /// stay unpaid and are part of the claim.
  @Test func aReservePaysWhatCashCannot() {
    var loan = SmallScenarios.loan(principal: 1000, coupon: 0.12)
    loan.reserve = ReserveTerms(months: 12, initialUSD: 100)
    let market = HandMarket(loan, cash: 50)
    expectEqual(market.loanToValue()[0], 1000 / 150.0)
    market.advance(12)
    expectEqual(market.loanToValue()[0], 1000 / 30.0)
    let outcomes = market.outcomes()
    #expect(outcomes.defaultStep[0] == 23)
    expectEqual(outcomes.claimUSD[0], 1090)
    #expect(outcomes.recoveryUSD[0] == 0)
  }

  /// Eighteen months of a yearly payment are two dates: of $400, $120 is paid and $240 put by, the last $40 leaves.
  @Test func aReserveHoldsWholeDates() {
    var loan = SmallScenarios.loan(principal: 1000, coupon: 0.12)
    loan.reserve = ReserveTerms(months: 18)
    let market = HandMarket(loan, cash: 400) { $0.distributions = DistributionTerms(share: 1) }
    market.advance(12)
    expectEqual(market.loanToValue()[0], 1000 / 240.0)
  }
}

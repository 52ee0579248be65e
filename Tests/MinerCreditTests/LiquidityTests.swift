import CreditBasics
import TestSupport
import Testing

/// Stage 6 without coins: issuing equity, arrears and their grace.
@Suite struct LiquidityTests {
  /// Overheads of $1,200 a year and nothing that earns: $100 a month is missing.
  private func spender(
    cash: Double = 0, graceDays: Double = 0,
    tranches: [Tranche] = [
      SmallScenarios.loan(principal: 1000)
    ]
  ) -> Miner {
    Miner(
      name: "M", cashUSD: cash, graceDays: graceDays, overheadPerYear: 1200, tranches: tranches)
  }

  private func defaults(_ miner: Miner) -> (step: Int32, cause: UInt8) {
    let outcomes = HandMarket(SmallScenarios.scenario([miner])).outcomes()
    #expect(Set(outcomes.defaultStep).count == 1 && Set(outcomes.cause).count == 1)
    return (outcomes.defaultStep[0], outcomes.cause[0])
  }

  /// $250 last for two steps; in the third, step 2, cash is −50 and there is no grace.
  @Test func cashBelowZeroWithoutGraceIsADefaultOfPayment() {
    let found = defaults(spender(cash: 250))
    #expect(found.step == 2)
    #expect(found.cause == UInt8(DefaultCause.payment.rawValue))
  }

  /// 61 days are two months: arrears of steps 0 and 1 are forgiven, those of step 2 are the third.
  @Test func graceIsCountedInSteps() {
    #expect(defaults(spender(graceDays: 61)).step == 2)
    #expect(defaults(spender(graceDays: 31)).step == 1)
  }

  /// A note of $1,000 falls due in step 1 and cannot be paid.
  @Test func anUnpaidBalloonIsADefaultOfMaturity() {
    let note = SmallScenarios.loan(principal: 1000, maturity: 2.0 / 12)
    let found = defaults(spender(cash: 500, tranches: [note]))
    #expect(found.step == 1)
    #expect(found.cause == UInt8(DefaultCause.maturity.rawValue))
  }

  /// Half a cent short is not short; a whole cent is.
  @Test func halfACentIsNoArrears() {
    func missing(_ dollars: Double) -> Int32 {
      var miner = spender(
        cash: 1000 - dollars,
        tranches: [
          SmallScenarios.loan("due", principal: 1000, maturity: 1.0 / 12),
          SmallScenarios.loan("rest", principal: 5),
        ])
      miner.overheadPerYear = 0
      return defaults(miner).step
    }
    #expect(missing(0.01) == 0)
    #expect(missing(0.004) != 0)
  }

  /// Where the market is open, 1 % of equity a week is issued, at most what is missing.
  ///
  /// Equity before: ten coins at $100, which the order does not sell, −$100 of cash, $200 of debt.
  @Test func equityIsIssuedWhereTheMarketIsOpen() {
    var miner = spender(graceDays: 61, tranches: [SmallScenarios.loan(principal: 200)])
    miner.treasury = Treasury(holdings: PerCoin(btc: 10, eth: 0), saleOrder: [.eth])
    miner.equityIssuancePerWeek = 0.01
    let market = HandMarket(SmallScenarios.scenario([miner]))
    for lane in HandMarket.lanes where lane % 2 == 1 { market.view.equityOpen[lane: lane] = 0 }
    market.view.prices.btc[lane: 2] = 2000
    market.advance()
    let weeks = 365.25 / 12 / 7
    let ratios = market.loanToValue()
    expectEqual(ratios[0], 200 / (900 + 700 * 0.01 * weeks))
    expectEqual(ratios[1], 200 / 900.0, "a closed market")
    expectEqual(ratios[2], 200 / 20_000.0, "what is missing and no more")
  }
}

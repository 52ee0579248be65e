import CreditBasics
import Glibc
import PathLedger
import TestSupport
import Testing

/// Issuance and conversion at market value by hand; weekly share rescaled to steps of half a year.
@Suite struct MarketCapTests {
  /// Coins rise at 20 % a year: after a year `M = 1000 · e^{0.2 · 1.5}`.
  private let cap = MarketCapitalisation(initialUSD: 1000, beta: PerCoin(btc: 1.5, eth: 0))

  private func run(_ miner: Miner) -> PathAccount {
    account(
      SmallScenarios.scenario(
        [miner], market: SmallScenarios.market(drift: 0.2), stepsPerYear: 2))
  }

  private func convertible(premium: Double) -> Tranche {
    var loan = SmallScenarios.loan(principal: 500, maturity: 1)
    loan.conversionPremium = premium
    return loan
  }

  @Test func sharesConvertAtTheirMarketValueWhateverMarkedEquityIs() {
    // e^{0.3} = 1.3499: a premium of 34 % converts, one of 36 % is due in cash, which there is not.
    var miner = Miner(name: "m", tranches: [convertible(premium: 0.34)])
    miner.marketCap = cap
    expectEqual(run(miner).amounts(.converted)[1] ?? 0, 500)
    miner.tranches = [convertible(premium: 0.36)]
    #expect(run(miner).miners[0].cause == .maturity)
    // Without a market value equity of −500 never converts.
    miner.tranches = [convertible(premium: -0.9)]
    miner.marketCap = nil
    #expect(run(miner).miners[0].cause == .maturity)
  }

  @Test func issuanceIsAShareOfWhatAllSharesAreWorth() {
    // 0.001 a week is 0.001 · 365.25 / 14 a step of M · shares; overheads ask for far more. The second
    // step's limit counts the shares issued in the first.
    var miner = Miner(
      name: "m", graceDays: 3000, overheadPerYear: 2e5, equityIssuancePerWeek: 0.001,
      tranches: [SmallScenarios.loan(principal: 1e6)])
    miner.marketCap = cap
    let share = 0.001 * 365.25 / 14
    let issued = run(miner).amounts(.equityIssued)
    expectEqual(issued[0] ?? 0, share * 1000 * exp(0.15))
    expectEqual(issued[1] ?? 0, share * 1000 * exp(0.3) * (1 + share))
  }
}

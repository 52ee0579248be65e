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

  /// Both coins rise at 20 % a year and rent falls by 19 %: after a year `M = 1000 e^{0.2 (1.5 − 0.5)} 0.81^½ Z`.
  @Test func marketValueFollowsBothCoinsRentAndTheOwnFactor() {
    var miner = Miner(
      name: "m", graceDays: 3000, overheadPerYear: 2e5, idiosyncraticVolatility: 0.3,
      equityIssuancePerWeek: 0.001, tranches: [SmallScenarios.loan(principal: 1e6)])
    miner.marketCap = MarketCapitalisation(
      initialUSD: 1000, beta: PerCoin(btc: 1.5, eth: -0.5), rentBeta: 0.5)
    let market = SmallScenarios.market(
      drift: 0.2, gpus: [GPUClass(name: "g", rentPerHour: 1)],
      regime: Regime(name: "calm", rentAnnualDecline: 0.19))
    let path = account(SmallScenarios.scenario([miner], market: market, stepsPerYear: 2))
    let own = path.amounts(.idiosyncraticFactor)
    let share = 0.001 * 365.25 / 14
    let issued = path.amounts(.equityIssued)
    #expect(own[0] != 1 && own[1] != own[0])
    expectEqual(issued[0] ?? 0, share * 1000 * exp(0.1) * pow(0.81, 0.25) * (own[0] ?? 0))
    expectEqual(
      issued[1] ?? 0, share * 1000 * exp(0.2) * 0.9 * (own[1] ?? 0) * (1 + share))
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

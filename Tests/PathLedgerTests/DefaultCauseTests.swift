import CreditBasics
import Foundation
import PathLedger
import TestSupport
import Testing

/// Deterministic scenarios whose default step follows by hand.
@Suite struct DefaultCauseTests {
  private func outcome(_ account: PathAccount) -> [String] {
    account.miners.map { "\($0.cause?.key ?? "none") \($0.defaultStep ?? -1)" }
  }

  /// $10 a month of overheads on $100: the tenth month ends at zero, the eleventh in arrears.
  @Test func paymentAfterGrace() {
    var miner = Miner(
      name: "m", cashUSD: 100, graceDays: 60, overheadPerYear: 120,
      tranches: [SmallScenarios.loan(principal: 1000)])
    // 60 days are 1.97 steps, so two; the third step in arrears is one too many.
    let graced = account(SmallScenarios.scenario([miner]))
    #expect(outcome(graced) == ["payment 12"])
    // Negative cash that no creditor charged is no claim.
    #expect(graced.miners[0].tranches[0].claimUSD == 1000)
    miner.graceDays = 0
    #expect(outcome(account(SmallScenarios.scenario([miner]))) == ["payment 10"])
  }

  @Test func maturityWhenTheBalloonCannotBePaid() {
    let miner = Miner(
      name: "m", cashUSD: 400, graceDays: 30,
      tranches: [SmallScenarios.loan(principal: 1000, maturity: 1)])
    let path = account(SmallScenarios.scenario([miner]))
    // Due in step 11; one month of grace.
    #expect(outcome(path) == ["maturity 12"])
    #expect(path.amounts(.balloon) == [11: -1000])
    expectEqual(path.miners[0].tranches[0].claimUSD, 600, "unpaid part of the balloon")
  }

  /// A loan on ten coins of $100 that fall by 60 % a year in logs, and all that the miner has.
  private func fallenBelow(_ terms: Tranche) -> PathAccount {
    var loan = terms
    loan.pledge = PerCoin(btc: 10, eth: 0)
    loan.margin = MarginTerms(initialLTV: 0.6, callLTV: 0.7, liquidationLTV: 0.8)
    let miner = Miner(
      name: "m", treasury: Treasury(holdings: PerCoin(btc: 10, eth: 0)), tranches: [loan])
    return account(SmallScenarios.scenario([miner], market: SmallScenarios.market(drift: -0.6)))
  }

  @Test func marginWhenNothingMeetsTheCall() {
    let path = fallenBelow(SmallScenarios.loan(principal: 600, coupon: 0.12, maturity: 5))
    // 0.6 e^{0.6t} passes 0.8 at t = 0.479, hence at the end of step 5.
    #expect(outcome(path) == ["margin 5"])
    expectEqual(path.miners[0].tranches[0].claimUSD, 600 + 36, "half a year of interest accrued")
    expectEqual(path.miners[0].tranches[0].recoveryUSD, 636)
    expectEqual(path.miners[0].residualUSD, 1000 * exp(-0.3) - 636)
  }

  @Test func covenantOnTheSecondBreach() {
    var loan = SmallScenarios.loan(
      principal: 1000, maturity: 5, paymentsPerYear: 4, amortisation: .straightLine)
    loan.covenant = CovenantTerms(minDSCR: 1.3, testsPerYear: 4, breachesToDefault: 2)
    let miner = Miner(
      name: "m", leases: [Lease(name: "l", revenuePerYear: 240)], tranches: [loan])
    let path = account(SmallScenarios.scenario([miner]))
    // 60 over 50 each quarter, against 1.3.
    #expect(outcome(path) == ["covenant 5"])
    expectEqual(path.amounts(.dscr)[2] ?? 0, 1.2)
    #expect(path.amounts(.breaches) == [2: 1, 5: 2])
    expectEqual(path.miners[0].tranches[0].claimUSD, 900)
    expectEqual(path.miners[0].tranches[0].recoveryUSD, 20, "cash of the first half-year")
  }

  @Test(arguments: [(InsolvencyTest.Timing.everyStep, 5), (.atHorizon, 11)])
  func insolvencyWhenMarksFall(timing: InsolvencyTest.Timing, step: Int) {
    let gpu = GPUClass(name: "g", resalePriceUSD: 100, resaleDecline: 0.5)
    let miner = Miner(
      name: "m", gpuLots: [GPULot(name: "lot", gpu: 0, count: 10)],
      tranches: [SmallScenarios.loan(principal: 800)],
      insolvency: InsolvencyTest(barrier: 1, tested: timing))
    // 1000 e^{−t/2} passes 800 at t = 0.446, hence at the end of step 5. The idle lot earns
    // nothing: nobody rents at zero.
    let path = account(
      SmallScenarios.scenario(
        [miner], market: SmallScenarios.market(gpus: [gpu]), years: 1))
    #expect(outcome(path) == ["insolvency \(step)"])
    expectEqual(
      path.miners[0].tranches[0].recoveryUSD, 1000 * exp(-0.5 * Double(step + 1) / 12))
  }

  @Test func aDefaultEndsTheStep() {
    // Margin comes before maturity: the balloon of the same step is never charged.
    let path = fallenBelow(SmallScenarios.loan(principal: 600, maturity: 0.5))
    #expect(outcome(path) == ["margin 5"])
    #expect(path.amounts(.balloon).isEmpty)
  }
}

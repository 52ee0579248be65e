import CreditBasics
import Glibc
import PathLedger
import TestSupport
import Testing

/// Coins that return, tests of leverage and liquidity, equity cures and early refinancing by hand.
@Suite struct CovenantTermsTests {
  /// Quarterly steps; coins at $100 unless they drift.
  private func run(_ miner: Miner, drift: Double = 0, regime: Regime? = nil) -> PathAccount {
    account(
      SmallScenarios.scenario(
        [miner], market: SmallScenarios.market(drift: drift, regime: regime), stepsPerYear: 4))
  }

  /// A miner with coins, ten of them pledged for a loan of $500.
  private func coinBorrower(btc: Double, _ margin: MarginTerms) -> Miner {
    var loan = SmallScenarios.loan(principal: 500)
    loan.pledge = PerCoin(btc: 10, eth: 0)
    loan.margin = margin
    return Miner(
      name: "m", treasury: Treasury(holdings: PerCoin(btc: btc, eth: 0)), tranches: [loan])
  }

  @Test func aCallRestoresTheAgreedRatio() {
    // $1000 · e^{−1/4·2} = 606.53 are pledged: LTV 0.824 > 0.8; 500 / 0.7 = 714.29 are wanted.
    let miner = coinBorrower(
      btc: 20,
      MarginTerms(initialLTV: 0.5, callLTV: 0.8, liquidationLTV: 0.95, restoreLTV: 0.7))
    let path = run(miner, drift: -2)
    expectEqual(path.amounts(.pledgedCoins)[0] ?? 0, 500 / 0.7 / (100 * exp(-0.5)) - 10)
  }

  @Test func coinsBelowTheReleaseRatioReturnFromTheFirstStep() {
    // LTV 0.5 < 0.625: 500 / 0.625 = 800 stay pledged, 2 coins return. No later step moves any.
    let miner = coinBorrower(
      btc: 10,
      MarginTerms(initialLTV: 0.65, callLTV: 0.8, liquidationLTV: 0.9, releaseLTV: 0.625))
    #expect(run(miner).amounts(.releasedCoins).keys.sorted() == [0])
    expectEqual(run(miner).amounts(.releasedCoins)[0] ?? 0, 2)
    // In arrears nothing returns: overheads of $10 a quarter that nobody can pay.
    var poor = miner
    poor.overheadPerYear = 40
    poor.graceDays = 3000
    poor.treasury.maxSaleSharePerWeek = 0
    #expect(run(poor).amounts(.releasedCoins).keys.sorted() == [0])
    poor.treasury.saleOrder = []
    #expect(run(poor).amounts(.releasedCoins).isEmpty)
  }

  @Test func leverageAndLiquidityAreTestedOnlyWhereGiven() {
    // Outstanding 500 over 1000 pledged: 0.5. Cash 90, less 20 a quarter: 70, 50, 30.
    func fails(_ covenant: CovenantTerms, pledged: Double = 10) -> Int? {
      var loan = SmallScenarios.loan(principal: 500)
      loan.pledge = PerCoin(btc: pledged, eth: 0)
      loan.covenant = covenant
      let treasury = Treasury(holdings: PerCoin(btc: 10, eth: 0), saleOrder: [])
      let path = run(
        Miner(
          name: "m", cashUSD: 90, overheadPerYear: 80, treasury: treasury, tranches: [loan]))
      return path.miners[0].cause == .covenant ? path.miners[0].defaultStep : nil
    }
    #expect(fails(CovenantTerms(maxLTV: 0.51)) == nil)
    #expect(fails(CovenantTerms(maxLTV: 0.49)) == 0)
    #expect(fails(CovenantTerms(maxLTV: 10), pledged: 0) == 0)
    #expect(fails(CovenantTerms(minLiquidityUSD: 50)) == 2)
    // Without service DSCR passes.
    #expect(fails(CovenantTerms(minDSCR: 1)) == nil)
  }

  @Test func ownersPayInWhatTheFailedTestLacks() {
    // $10 of interest and −$5 of CFADS a quarter; 1.2 · 10 + 5 = 17 lack at the first test, 34 over
    // two quarters at the second; the third finds no cure left, and cash cannot repay 500.
    var loan = SmallScenarios.loan(principal: 500, coupon: 0.08, paymentsPerYear: 4)
    loan.covenant = CovenantTerms(minDSCR: 1.2, equityCures: 2)
    let miner = Miner(name: "m", cashUSD: 200, overheadPerYear: 20, tranches: [loan])
    let path = run(miner)
    let paid = path.amounts(.equityCure)
    #expect(paid.keys.sorted() == [0, 1])
    expectEqual(paid[0] ?? 0, 17)
    expectEqual(paid[1] ?? 0, 34)
    #expect(path.miners[0].cause == .covenant)
    #expect(path.miners[0].defaultStep == 2)
    // What was paid in is cash: 200 − 3 · 15 + 51; it is no CFADS.
    expectEqual(path.miners[0].proceedsUSD, 206)
    // Owners do not pay while the equity market is shut, nor for a test that also fails otherwise.
    #expect(
      run(miner, regime: Regime(name: "shut", equityOpen: false)).miners[0].defaultStep == 0)
    var levered = miner
    levered.tranches[0].covenant?.maxLTV = 1
    #expect(run(levered).miners[0].defaultStep == 0)
  }

  @Test func anExtensionIsHadInItsWindowAtTheRegimesPremium() {
    // Maturity 1, window 0.5: sought first in step 1, which ends at t = 0.5, and had there. From step
    // 2 on 8 + 1 + 3 = 12 % are due; dates up to 1 stay, then 2 − j/4 after it.
    var loan = SmallScenarios.loan(principal: 400, coupon: 0.08, maturity: 1, paymentsPerYear: 4)
    loan.refinance = RefinanceTerms(termYears: 1, stepUp: 0.01, windowYears: 0.5)
    let miner = Miner(name: "m", cashUSD: 1000, tranches: [loan])
    let path = run(miner, regime: Regime(name: "dear", refinancingPremium: 0.03))
    expectEqual(path.amounts(.extended)[1] ?? 0, 2)
    let interest = path.amounts(.interest)
    for step in 0..<2 { expectEqual(interest[step] ?? 0, -8) }
    for step in 2..<6 { expectEqual(interest[step] ?? 0, -12) }
    // The new maturity has its own window, from 1.5: step 5.
    #expect(path.amounts(.extended).keys.sorted() == [1, 5])
    expectEqual(interest[6] ?? 0, -16)
    #expect(path.amounts(.balloon).isEmpty)
  }

  @Test func instalmentsStayUpToTheOldMaturity() {
    var loan = SmallScenarios.loan(
      principal: 400, maturity: 1, paymentsPerYear: 4, amortisation: .straightLine)
    loan.balloonShare = 0.5
    loan.refinance = RefinanceTerms(termYears: 0.75, windowYears: 0.5)
    let path = run(Miner(name: "m", cashUSD: 1000, tranches: [loan]))
    #expect(path.amounts(.principal).keys.sorted() == [0, 1, 2, 3])
    for step in 0..<4 { expectEqual(path.amounts(.principal)[step] ?? 0, -50) }
  }
}

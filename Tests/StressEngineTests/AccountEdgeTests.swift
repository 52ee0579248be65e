import CreditBasics
import PathLedger
import StressEngine
import TestSupport
import Testing

/// Reserves, sweeps, distributions and cures where they meet in one step, worked out by hand, in the
/// kernels and in the ledger; steps of a quarter.
@Suite struct AccountEdgeTests {
  private func run(_ miner: Miner, years: Double = 1) -> EdgeCase {
    EdgeCase(quarterly: [miner], years: years)
  }

  /// 1000 at 8 %: 20 a quarter, 40 half-yearly.
  private func loan(_ name: String = "b", paymentsPerYear: Int = 4) -> Tranche {
    SmallScenarios.loan(
      name, principal: 1000, coupon: 0.08, paymentsPerYear: paymentsPerYear)
  }

  /// Half a year on, 250 − 40 of interest − 100 of the balloon of `a` is 100 above the minimum of 10.
  ///
  /// The reserve takes the 40 of its next date, the sweep half of 60, distributions half of 30: 25
  /// stay. A year on, 25 − 4 % of 970 lacks 13.8, which the reserve pays: 26.2 of it are left, and
  /// nothing to fill it from.
  @Test func maturityThenReserveThenSweepThenDistributions() {
    var other = loan(paymentsPerYear: 2)
    other.reserve = ReserveTerms(months: 6)
    other.sweep = SweepTerms(share: 0.5)
    let path = run(
      Miner(
        name: "m", cashUSD: 250, minimumCashUSD: 10,
        distributions: DistributionTerms(share: 0.5, perYear: 2),
        tranches: [SmallScenarios.loan("a", principal: 100, maturity: 0.5), other]))
    let account = path.account
    #expect(account.amounts(.balloon) == [1: -100])
    #expect(account.amounts(.reserveFunded) == [1: -40])
    #expect(account.amounts(.swept) == [1: -30])
    #expect(account.amounts(.distributed) == [1: -15])
    #expect(account.amounts(.cash)[1] == 25)
    expectEqual(account.amounts(.reserveDrawn)[3] ?? 0, 13.8)
    expectEqual(account.amounts(.reserve)[3] ?? 0, 26.2)
    #expect(path.ends == ["none"])
  }

  /// A balloon of 100 on cash of 90: the account of 15 pays the 10 that lack, and what is left of it
  /// returns in the same step.
  ///
  /// An account of 8 leaves 2 unpaid, which is the claim.
  @Test func aReservePaysItsOwnBalloonAndReturns() {
    var loan = SmallScenarios.loan(principal: 100, maturity: 0.5)
    loan.reserve = ReserveTerms(months: 6, initialUSD: 15)
    var miner = Miner(name: "m", cashUSD: 90, tranches: [loan])
    let paid = run(miner)
    #expect(paid.account.amounts(.reserveDrawn) == [1: 10])
    #expect(paid.account.amounts(.reserveReleased) == [1: 5])
    #expect(paid.account.amounts(.cash)[1] == 5)
    miner.tranches[0].reserve?.initialUSD = 8
    let short = run(miner)
    #expect(short.ends == ["maturity 1"])
    #expect(short.claims == [2])
  }

  /// However few months, one date counts: of 250 the 20 of the first quarter are paid, and the next 20 kept.
  @Test(arguments: [1e-99, 1e-9, 1e-7, 3])
  func aReserveHoldsOneDateAtLeast(months: Double) {
    var loan = loan()
    loan.reserve = ReserveTerms(months: months)
    let path = run(Miner(name: "m", cashUSD: 250, tranches: [loan]))
    #expect(path.account.amounts(.reserveFunded) == [0: -20])
    #expect(path.account.amounts(.cash)[0] == 210)
  }

  /// Three dates ahead of 0.25: at 0.5 2 % of 1020 is capitalised, then 2 % of 1040.4 is charged twice.
  ///
  /// At 0.5 the three dates ahead all charge it.
  @Test func datesThatCapitaliseCountAndChargeNothing() {
    var loan = loan()
    loan.pikUntil = 0.5
    loan.reserve = ReserveTerms(months: 9)
    let path = run(Miner(name: "m", cashUSD: 1000, tranches: [loan]))
    let funded = path.account.amounts(.reserveFunded)
    expectEqual(funded[0] ?? 0, -2 * 20.808)
    expectEqual(funded[1] ?? 0, -20.808)
  }

  /// The next date charges 2 % of what is left once the tenth due at 0.4 is paid.
  @Test func principalDatedBetweenIsInTheTarget() {
    var loan = loan()
    loan.amortisation = .custom([PrincipalShare(date: 0.4, share: 0.1)])
    loan.reserve = ReserveTerms(months: 1)
    let path = run(Miner(name: "m", cashUSD: 1000, tranches: [loan]))
    expectEqual(path.account.amounts(.reserveFunded)[0] ?? 0, -118)
  }

  /// Dates in days from 31 December 2025: of 30 June, of 31 May and of 31 December, four and eight years before
  /// a maturity of the same name.
  static let sameDates = [(1826, 365), (1642, 181), (1612, 151), (3287, 365), (1734, 273)]

  /// 300 of 1000 at 8 % fall due on a payment date: interest comes first there, and the account holds 20 + 300
  /// before it, wherever rounding puts maturity less sixteen quarters.
  ///
  /// All else goes to `a`, which ranks before it.
  @Test(arguments: sameDates)
  func interestComesBeforePrincipalOfItsDate(maturity: Int, principal: Int) {
    var loan = loan()
    loan.maturity = Double(maturity) / 365.25
    loan.amortisation = .custom([
      PrincipalShare(date: Double(principal) / 365.25, share: 0.3)
    ])
    loan.reserve = ReserveTerms(months: 3)
    loan.seniority = 2
    let miner = Miner(
      name: "m", cashUSD: 1000, tranches: [SmallScenarios.loan("a", principal: 5000), loan],
      insolvency: InsolvencyTest(barrier: 10, tested: .atHorizon))
    let path = EdgeCase(SmallScenarios.scenario([miner], years: Double(principal - 60) / 365.25))
    expectEqual(path.account.miners[0].tranches[1].recoveryUSD, 320)
  }

  /// Four instalments of 100 out of an account of 300: while the commitment lasts, to 0.6, no excess
  /// leaves; at 0.75 all but the last 100 do, and then those.
  @Test func noExcessLeavesWhileMoreCanBeDrawn() {
    var loan = SmallScenarios.loan(
      principal: 400, maturity: 1, paymentsPerYear: 4, amortisation: .straightLine)
    loan.commitment = Commitment(amountUSD: 10, availableUntil: 0.6)
    loan.reserve = ReserveTerms(months: 3, initialUSD: 300)
    let path = run(Miner(name: "m", cashUSD: 1000, tranches: [loan]))
    let released = path.account.amounts(.reserveReleased)
    #expect(released.keys.sorted() == [2, 3])
    expectEqual(released[2] ?? 0, 200)
    expectEqual(released[3] ?? 0, 100)
  }

  /// 10 − 2 · 20 lacks 30: `a` has 12 for its 20, `b` pays the 18 that are left to pay.
  @Test func reservesPayInNameOrder() {
    var (first, second) = (loan("a"), loan("b"))
    first.reserve = ReserveTerms(months: 3, initialUSD: 12)
    second.reserve = ReserveTerms(months: 3, initialUSD: 50)
    let path = run(Miner(name: "m", cashUSD: 10, tranches: [first, second]), years: 0.25)
    #expect(path.account.amounts(.reserveDrawn, of: "a") == [0: 12])
    #expect(path.account.amounts(.reserveDrawn, of: "b") == [0: 18])
    #expect(path.ends == ["none"])
  }

  /// Half of 100, then half of 50.
  @Test func sweepsFollowOneAnotherInNameOrder() {
    let tranches = ["a", "b"].map { name in
      var loan = SmallScenarios.loan(name, principal: 1000, paymentsPerYear: 4)
      loan.sweep = SweepTerms(share: 0.5)
      return loan
    }
    let path = run(Miner(name: "m", cashUSD: 100, tranches: tranches), years: 0.25)
    #expect(path.account.amounts(.swept, of: "a") == [0: -50])
    #expect(path.account.amounts(.swept, of: "b") == [0: -25])
  }

  /// Nothing is due on debt without a coupon: coverage is infinite, and not below 5.
  @Test func noSweepUnderALimitWithoutService() {
    var loan = SmallScenarios.loan(principal: 1000, paymentsPerYear: 4)
    loan.sweep = SweepTerms(share: 1, belowDSCR: 5)
    #expect(run(Miner(name: "m", cashUSD: 50, tranches: [loan])).account.amounts(.swept).isEmpty)
  }

  /// 6 of income on 10 of interest is 0.6: owners pay in 1.2 · 10 − 6.
  ///
  /// The count is 0 again, so that nothing locks up distributions that ask for no coverage: half of 200
  /// + 6 − 10 + 6 leaves. A quarter later no cure is left, and 97 do not repay 500.
  @Test func whatACurePaysInMayLeaveAgain() {
    var loan = SmallScenarios.loan(principal: 500, coupon: 0.08, paymentsPerYear: 4)
    loan.covenant = CovenantTerms(minDSCR: 1.2, equityCures: 1)
    var miner = Miner(
      name: "m", cashUSD: 200, distributions: DistributionTerms(share: 0.5, perYear: 4),
      leases: [Lease(name: "l", revenuePerYear: 24)], tranches: [loan])
    let path = run(miner)
    expectEqual(path.account.amounts(.equityCure)[0] ?? 0, 6)
    expectEqual(path.account.amounts(.distributed)[0] ?? 0, -101)
    #expect(path.ends == ["covenant 1"])
    // A lock-up of its own holds it back.
    miner.distributions?.minDSCR = 1
    #expect(run(miner).account.amounts(.distributed).isEmpty)
  }

  /// Coverage of 0 fails every quarter and two failures count: 1, 2 and paid for, 1, 2 and no cure
  /// left.
  @Test func aCureStartsTheCountAnew() {
    var loan = SmallScenarios.loan(principal: 500, coupon: 0.08, paymentsPerYear: 4)
    loan.covenant = CovenantTerms(minDSCR: 1.2, breachesToDefault: 2, equityCures: 1)
    let path = run(Miner(name: "m", cashUSD: 200, tranches: [loan]))
    #expect(path.account.amounts(.equityCure).keys.sorted() == [1])
    expectEqual(path.account.amounts(.equityCure)[1] ?? 0, 24)
    #expect(path.ends == ["covenant 3"])
  }

  /// 40 of cash and 15 in reserve pass a test of 50; with 5 they fail it.
  @Test func liquidityIsCashAndReserves() {
    func ends(_ reserve: Double) -> [String] {
      var loan = SmallScenarios.loan(principal: 500)
      loan.reserve = ReserveTerms(months: 6, initialUSD: reserve)
      loan.covenant = CovenantTerms(minLiquidityUSD: 50)
      return run(Miner(name: "m", cashUSD: 40, tranches: [loan])).ends
    }
    #expect(ends(15) == ["none"])
    #expect(ends(5) == ["covenant 0"])
  }

  /// The reserve of 60 is `b`'s alone, though it ranks behind and has no other security.
  @Test func aReserveIsSecurityByItself() {
    let first = SmallScenarios.loan("a", principal: 100)
    var second = SmallScenarios.loan("b", principal: 100, seniority: 2)
    second.reserve = ReserveTerms(months: 6, initialUSD: 60)
    let path = run(Miner(name: "m", overheadPerYear: 40, tranches: [first, second]))
    #expect(path.ends == ["payment 0"])
    #expect(path.account.miners[0].tranches.map(\.recoveryUSD) == [0, 60])
  }

  /// 100 are issued for the payment of the next quarter, and leave in the same step: what is issued
  /// ahead is cash like other cash.
  ///
  /// A quarter later 100 are missing, and issued again.
  @Test func whatIsIssuedAheadMayBeDistributed() {
    var miner = Miner(
      name: "m", equityIssuancePerWeek: 1, prefundWeeks: 14,
      distributions: DistributionTerms(share: 1, perYear: 4),
      payments: [DatedPayment(date: 0.5, amountUSD: 100)])
    miner.marketCap = MarketCapitalisation(initialUSD: 1000)
    let account = run(miner).account
    #expect(account.amounts(.equityIssued) == [0: 100, 1: 100])
    #expect(account.amounts(.distributed) == [0: -100])
  }
}

import CreditBasics
import PathLedger
import StressEngine
import TestSupport
import Testing

/// What happens to relatives in one step, worked out by hand, in the kernels and in the ledger; steps
/// of a quarter.
///
/// Miner 0 is the head of the group.
@Suite struct GroupEdgeTests {
  private func run(
    _ miners: [Miner], years: Double = 1, resolution: ResolutionTerms = ResolutionTerms()
  ) -> EdgeCase {
    let gpu = GPUClass(name: "G", resalePriceUSD: 300)
    return EdgeCase(
      quarterly: miners, market: SmallScenarios.market(gpus: [gpu]), years: years,
      resolution: resolution)
  }

  private let debt = SmallScenarios.loan(principal: 1)
  private let hall = GPULot(name: "hall", gpu: 0, count: 1)

  /// The child is worth 100 + 300 − 200 until its balloon lacks 100: in that same step the parent has
  /// 10 against 50.
  ///
  /// The child's GPU pays its claim, and its residual of 200 does not reach the parent.
  @Test func aFailedChildMayTakeItsParentWithItByMarksAlone() {
    let child = Miner(
      name: "b", parent: 0, cashUSD: 100, gpuLots: [hall],
      tranches: [SmallScenarios.loan(principal: 200, maturity: 0.5)])
    let parent = Miner(
      name: "a", cashUSD: 10, tranches: [SmallScenarios.loan(principal: 50)],
      insolvency: InsolvencyTest())
    let path = run([parent, child])
    #expect(path.ends == ["insolvency 1", "maturity 1"])
    #expect(path.claims == [50, 100])
    #expect(path.account.amounts(.markedAssets, miner: 0)[0] == 210)
    #expect(path.account.miners.map { $0.tranches[0].recoveryUSD } == [10, 100])
    #expect(path.account.miners[1].residualUSD == 200)
  }

  /// Without debt the child is closed: no default, and as little worth to its parent.
  @Test func aClosedChildIsWorthNothing() {
    let child = Miner(name: "b", parent: 0, overheadPerYear: 40, gpuLots: [hall])
    let parent = Miner(
      name: "a", cashUSD: 10, tranches: [SmallScenarios.loan(principal: 50)],
      insolvency: InsolvencyTest())
    let path = run([parent, child])
    #expect(path.ends == ["insolvency 0", "closed 0"])
    #expect(path.account.miners[0].proceedsUSD == 10)
  }

  /// 20 of income less 10 for the child cover interest of 10 once: a covenant of 1.2 fails.
  ///
  /// If 45 of its 50 stay with the parent, 15 over 10 pass, and the child is 5 short.
  @Test func supportIsTakenFromCFADS() {
    var loan = SmallScenarios.loan(principal: 1000, coupon: 0.04, paymentsPerYear: 4)
    loan.covenant = CovenantTerms(minDSCR: 1.2)
    let parent = Miner(
      name: "a", cashUSD: 50, leases: [Lease(name: "l", revenuePerYear: 80)], tranches: [loan])
    var child = Miner(
      name: "b", parent: 0, support: ParentSupport(), graceDays: 3000, overheadPerYear: 40,
      tranches: [debt])
    let open = run([parent, child], years: 0.5)
    #expect(open.account.amounts(.dscr)[0] == 1)
    #expect(open.ends[0] == "covenant 0")
    // Nobody covers the second quarter's overheads.
    #expect(open.ends[1] == "payment 1")
    child.support?.keepUSD = 45
    let kept = run([parent, child], years: 0.25)
    #expect(kept.account.amounts(.dscr)[0] == 1.5)
    #expect(kept.account.amounts(.cash, miner: 0)[0] == 55)
    #expect(kept.ends == ["none", "payment 0"])
  }

  /// 7 of the 10 that the child lacks are there: it fails all the same, and they are not given back.
  @Test func supportStaysGivenWhenTheChildFails() {
    let child = Miner(
      name: "b", parent: 0, support: ParentSupport(keepUSD: 5), overheadPerYear: 40,
      tranches: [debt])
    let path = run([Miner(name: "a", cashUSD: 12, tranches: [debt]), child])
    #expect(path.ends == ["none", "payment 0"])
    #expect(path.account.amounts(.supportGiven, miner: 0) == [0: -7])
    #expect(path.account.amounts(.cash, miner: 0)[3] == 5)
    // Suppliers are owed the 3 that lack: no lender is.
    #expect(path.claims == [0, 1])
  }

  /// `c` pays half of 100 to `b`, which pays half of that to `a` in the same step.
  @Test func distributionsPassThroughAGroupInOneStep() {
    let pays = DistributionTerms(share: 0.5, perYear: 4)
    let path = run(
      [
        Miner(name: "a", tranches: [debt]),
        Miner(name: "b", parent: 0, distributions: pays, tranches: [debt]),
        Miner(name: "c", parent: 1, cashUSD: 100, distributions: pays, tranches: [debt]),
      ], years: 0.25)
    #expect((0..<3).map { path.account.amounts(.cash, miner: $0)[0] } == [25, 25, 50])
    #expect(path.account.amounts(.cfads, miner: 1)[0] == 50)
  }

  /// `b` had 10 when the step began and gives them to `c`; its own overheads of 10 leave −10, which `a`
  /// covers.
  ///
  /// A quarter later `b` begins with nothing: `c` has none of what `a` has.
  @Test func supportIsPassedOnOnlyFromWhatAParentHad() {
    let path = run(
      [
        Miner(name: "a", cashUSD: 30, tranches: [debt]),
        Miner(
          name: "b", parent: 0, support: ParentSupport(), cashUSD: 10, overheadPerYear: 40,
          tranches: [debt]),
        Miner(
          name: "c", parent: 1, support: ParentSupport(), graceDays: 3000, overheadPerYear: 40,
          tranches: [debt]),
      ], years: 0.5)
    #expect(path.account.amounts(.parentSupport, miner: 2) == [0: 10])
    #expect(path.account.amounts(.parentSupport, miner: 1) == [0: 10, 1: 10])
    #expect(path.account.amounts(.cash, miner: 0)[1] == 10)
    #expect(path.ends == ["none", "none", "payment 1"])
  }

  /// Of 15, `b` has the 10 it lacks; `c` then has 5 if it leaves its parent nothing, and none if it
  /// leaves 5.
  @Test(arguments: [(0.0, 5.0), (5, 0)]) func eachChildLeavesTheParentItsOwnKeep(
    keep: Double, given: Double
  ) {
    let children = [("b", 0.0), ("c", keep)].map {
      Miner(
        name: $0.0, parent: 0, support: ParentSupport(keepUSD: $0.1), graceDays: 3000,
        overheadPerYear: 40, tranches: [debt])
    }
    let path = run([Miner(name: "a", cashUSD: 15, tranches: [debt])] + children, years: 0.25)
    #expect(path.account.amounts(.parentSupport, miner: 1)[0] == 10)
    #expect(path.account.amounts(.parentSupport, miner: 2)[0] ?? 0 == given)
  }

  /// A parent in arrears has nothing to give, though it lives; what children pay it in the step is not
  /// cash of the step before.
  @Test func aParentInArrearsGivesNothing() {
    let parent = Miner(
      name: "a", cashUSD: 5, graceDays: 3000,
      payments: [DatedPayment(date: 0.25, amountUSD: 20)], tranches: [debt])
    let payer = Miner(
      name: "b", parent: 0, cashUSD: 200, distributions: DistributionTerms(share: 0.5, perYear: 2),
      tranches: [debt])
    let child = Miner(
      name: "c", parent: 0, support: ParentSupport(), cashUSD: 10, overheadPerYear: 40,
      tranches: [debt])
    let path = run([parent, payer, child])
    #expect(path.account.amounts(.cash, miner: 0)[0] == -15)
    #expect(path.account.amounts(.fromChildren, miner: 0)[1] == 100)
    #expect(path.account.amounts(.parentSupport, miner: 2).isEmpty)
    #expect(path.ends == ["none", "none", "payment 1"])
  }

  /// A parent that fails in the first step has given then; a quarter later nobody stands behind the
  /// child.
  @Test func aFailedParentGivesNothingMore() {
    var loan = SmallScenarios.loan(principal: 1000)
    loan.covenant = CovenantTerms(minLiquidityUSD: 100)
    let child = Miner(
      name: "b", parent: 0, support: ParentSupport(), overheadPerYear: 40, tranches: [debt])
    let path = run([Miner(name: "a", cashUSD: 50, tranches: [loan]), child])
    #expect(path.ends == ["covenant 0", "payment 1"])
    #expect(path.account.amounts(.parentSupport, miner: 1) == [0: 10])
    #expect(path.account.miners[0].proceedsUSD == 40)
  }

  /// A parent that owes nothing is closed when 5 do not pay 10 of overheads: income from the second quarter on
  /// is none of its own any more, and the child goes without.
  ///
  /// In business it has −5 + 100 − 10 at the end of that quarter, and the child lacks 5 in the next.
  @Test func aClosedParentGivesNothing() {
    func path(graceDays: Double) -> EdgeCase {
      let parent = Miner(
        name: "a", cashUSD: 5, graceDays: graceDays, overheadPerYear: 40,
        leases: [Lease(name: "l", revenuePerYear: 400, from: 0.3)])
      let child = Miner(
        name: "b", parent: 0, support: ParentSupport(), cashUSD: 25, overheadPerYear: 40,
        tranches: [debt])
      return run([parent, child])
    }
    #expect(path(graceDays: 0).ends == ["closed 0", "payment 2"])
    #expect(path(graceDays: 0).account.amounts(.parentSupport, miner: 1).isEmpty)
    #expect(path(graceDays: 3000).account.amounts(.parentSupport, miner: 1)[2] == 5)
  }

  /// A stake of 100 + 300 − 200 fetches 0.7 of itself in the parent's resolution.
  @Test func aStakeFetchesWhatItsHaircutLeaves() {
    var loan = SmallScenarios.loan(principal: 1000)
    loan.covenant = CovenantTerms(minLiquidityUSD: 100)
    let child = Miner(
      name: "b", parent: 0, cashUSD: 100, gpuLots: [hall],
      tranches: [SmallScenarios.loan(principal: 200)])
    let path = run(
      [Miner(name: "a", cashUSD: 50, tranches: [loan]), child],
      resolution: ResolutionTerms(subsidiaryHaircut: 0.3))
    #expect(path.ends == ["covenant 0", "none"])
    expectEqual(path.account.miners[0].proceedsUSD, 50 + 140)
  }

  /// Coverage of 0 on interest of 10 costs owners 1.2 · 10, from outside: the parent keeps its 50.
  @Test func ownersCureFromOutsideTheGroup() {
    var loan = SmallScenarios.loan(principal: 500, coupon: 0.08, paymentsPerYear: 4)
    loan.covenant = CovenantTerms(minDSCR: 1.2, equityCures: 1)
    let child = Miner(
      name: "b", parent: 0, support: ParentSupport(), cashUSD: 100, tranches: [loan])
    let path = run([Miner(name: "a", cashUSD: 50, tranches: [debt]), child], years: 0.25)
    expectEqual(path.account.amounts(.equityCure, miner: 1)[0] ?? 0, 12)
    expectEqual(path.account.amounts(.cash, miner: 1)[0] ?? 0, 102)
    #expect(path.account.amounts(.cash, miner: 0)[0] == 50)
  }
}

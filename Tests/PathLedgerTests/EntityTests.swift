import CreditBasics
import PathLedger
import TestSupport
import Testing

/// Parents and children, in quarters of a year; miner 0 is the parent `a`, miner 1 its child `b`.
@Suite struct EntityTests {
  private func run(
    _ miners: [Miner], years: Double = 1, subsidiaryHaircut: Double = 1
  ) -> PathAccount {
    account(
      SmallScenarios.scenario(
        miners, years: years, stepsPerYear: 4,
        resolution: ResolutionTerms(subsidiaryHaircut: subsidiaryHaircut)))
  }

  private let debt = SmallScenarios.loan(principal: 1)

  @Test func childrenComeBeforeParentsElseNamesCount() {
    // a owns d, d owns c; b owns nobody.
    let miners = zip("abcd", [nil, nil, 3, 0]).map { Miner(name: String($0), parent: $1) }
    #expect(SmallScenarios.scenario(miners).stepOrder == [2, 3, 0, 1])
    let circle = zip("abc", [1, 2, 1]).map { Miner(name: String($0), parent: $1) }
    #expect(SmallScenarios.scenario(circle).circleOfParents == [1, 2])
  }

  /// The child loses 10 a quarter; the parent gives what it has above 5, within a cap of 16.
  @Test func theParentCoversNegativeCashUpToItsCashAndTheCap() {
    let child = Miner(
      name: "b", parent: 0, support: ParentSupport(capUSD: 16, keepUSD: 5), graceDays: 1000,
      overheadPerYear: 40, tranches: [debt])
    let parent = Miner(
      name: "a", cashUSD: 12, leases: [Lease(name: "l", revenuePerYear: 40)], tranches: [debt])
    let path = run([parent, child])
    // 12 − 5 = 7, then 12 − 7 + 10 − 5 = 10, of which the cap leaves 9.
    #expect(path.amounts(.parentSupport, miner: 1) == [0: 7, 1: 9])
    #expect(path.amounts(.supportGiven) == [0: -7, 1: -9])
    #expect(path.amounts(.cash)[1] == 16)
    #expect(path.amounts(.cfads)[0] == 3)
    // −10 + 7 − 10 + 9: it is in arrears all along, and fails with the last step.
    #expect(path.amounts(.cash, miner: 1)[1] == -4)
    #expect(path.miners[1].defaultStep == 3)
    #expect(path.miners[0].defaultStep == nil)
  }

  /// Two children need 10 each of the 15 that there are above 0; the first in name order is first.
  @Test func childrenShareWhatTheParentHas() {
    let children = ["b", "c"].map {
      Miner(
        name: $0, parent: 0, support: ParentSupport(), graceDays: 1000, overheadPerYear: 40,
        tranches: [debt])
    }
    let path = run([Miner(name: "a", cashUSD: 15)] + children, years: 0.5)
    #expect(path.amounts(.parentSupport, miner: 1) == [0: 10])
    #expect(path.amounts(.parentSupport, miner: 2) == [0: 5])
  }

  /// The child distributes half of 100: the parent has it in the same step, and marks the rest.
  @Test func distributionsAreTheParentsIncomeOfTheSameStep() {
    let child = Miner(
      name: "b", parent: 0, cashUSD: 100,
      distributions: DistributionTerms(share: 0.5, perYear: 4),
      tranches: [SmallScenarios.loan(principal: 20)])
    let path = run([Miner(name: "a", tranches: [debt]), child], years: 0.25)
    #expect(path.amounts(.distributed, miner: 1) == [0: -50])
    #expect(path.amounts(.fromChildren) == [0: 50])
    #expect(path.amounts(.cfads) == [0: 50])
    #expect(path.amounts(.markedAssets) == [0: 50 + 30])
  }

  /// A stake of 80 fetches 32 after a haircut of 60 %; the child goes on and gives to nobody.
  @Test func aStakeIsSoldAndTheChildGoesOn() {
    let child = Miner(
      name: "b", parent: 0, support: ParentSupport(), cashUSD: 100,
      distributions: DistributionTerms(share: 0.5, perYear: 4),
      tranches: [SmallScenarios.loan(principal: 20)])
    let parent = Miner(
      name: "a", overheadPerYear: 4, tranches: [SmallScenarios.loan(principal: 100)],
      insolvency: InsolvencyTest())
    // Distributions of 50 in the step, and 1 of overheads: 49 and a stake of 50 − 20.
    let path = run([parent, child], subsidiaryHaircut: 0.6)
    #expect(path.miners[0].defaultStep == 0)
    expectEqual(path.miners[0].proceedsUSD, 49 + 0.4 * 30)
    #expect(path.miners[1].defaultStep == nil)
    // Half of 50, of 25 and of 12.5 leave the group.
    #expect(path.amounts(.distributed, miner: 1)[3] == -6.25)
    #expect(path.amounts(.fromChildren) == [0: 50])
  }

  /// A child that fails in the step is worth nothing in the same step, whatever it leaves to its owners.
  @Test func aFailedChildIsWorthNothing() {
    var loan = SmallScenarios.loan(principal: 10)
    loan.covenant = CovenantTerms(minLiquidityUSD: 60, testsPerYear: 4)
    let child = Miner(
      name: "b", parent: 0, cashUSD: 5,
      treasury: Treasury(
        holdings: PerCoin(btc: 1, eth: 0), saleOrder: []), tranches: [loan])
    let path = run([Miner(name: "a", cashUSD: 1, tranches: [debt]), child], years: 0.25)
    #expect(path.miners[1].defaultStep == 0)
    #expect(path.miners[1].residualUSD == 95)
    #expect(path.amounts(.markedAssets) == [0: 1])
  }

  /// A parent's equity per share at the as-of date holds its stakes: 100 a share converts at 100.
  @Test func stakesCountInEquityAtTheStart() {
    let child = Miner(name: "b", parent: 0, cashUSD: 100)
    let scenario = SmallScenarios.scenario([Miner(name: "a", cashUSD: 7), child])
    #expect(PathLedger(scenario: scenario).equityAtStart(path: 0) == [107, 100])
  }
}

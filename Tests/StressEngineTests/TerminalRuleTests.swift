import CreditBasics
import StressEngine
import TestSupport
import Testing

/// In the last step of a run any arrears is past its grace: nobody survives by the calendar.
@Suite struct TerminalRuleTests {
  /// A year of months with ten years of grace.
  private func ends(_ miner: Miner, world: World = .full) -> EdgeCase {
    EdgeCase(SmallScenarios.scenario([miner], years: 1), world: world)
  }

  /// $10 a month of overheads on $55: step 5 ends at −5, the last one at −65.
  private var spender: Miner {
    Miner(
      name: "m", cashUSD: 55, graceDays: 3652.5, overheadPerYear: 120,
      tranches: [SmallScenarios.loan(principal: 1000)])
  }

  @Test(arguments: World.allCases) func costsUnpaidAtTheEnd(world: World) {
    let path = ends(spender, world: world)
    #expect(path.ends == ["payment 11"])
    // Suppliers have no claim: the loan's is its principal.
    #expect(path.claims == [1000])
  }

  /// $1000 fall due in step 8 of which $400 are there; the grace would last for years.
  @Test(arguments: World.allCases) func balloonUnpaidAtTheEnd(world: World) {
    let miner = Miner(
      name: "m", cashUSD: 400, graceDays: 3652.5,
      tranches: [SmallScenarios.loan(principal: 1000, maturity: 0.75)])
    let path = ends(miner, world: world)
    #expect(path.ends == ["maturity 11"])
    #expect(path.claims == [600])
  }

  /// From step 8 on a lease brings $50 a month: −25 in step 7, +15 in step 8.
  @Test func arrearsMadeGoodInTimeAreNone() {
    var miner = spender
    miner.leases = [Lease(name: "l", revenuePerYear: 600, from: 8.5 / 12)]
    #expect(ends(miner).ends == ["none"])
  }

  /// The last step's own arrears are no younger than others.
  @Test func arrearsOfTheLastStepAlone() {
    var miner = spender
    miner.cashUSD = 115
    #expect(ends(miner).ends == ["payment 11"])
    miner.cashUSD = 120
    #expect(ends(miner).ends == ["none"])
  }
}

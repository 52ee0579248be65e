import CreditBasics
import RiskMeasures
import TestSupport
import Testing

/// What is still owed when the run ends, by hand.
@Suite struct OwedAtEndTests {
  private static let scenario: Scenario = {
    var committed = SmallScenarios.loan("y", principal: 100, maturity: 1)
    committed.commitment = Commitment(amountUSD: 100)
    let tranches = [SmallScenarios.loan("x", principal: 200, maturity: 1), committed]
    return SmallScenarios.scenario([Miner(name: "a", tranches: tranches), Miner(name: "b")])
  }()

  /// Two paths of which the first still owes 50 of 200, and `second` of 200.
  private static func tally(second: [Double]) -> StressTally {
    var tally = StressTally(scenario)
    var block = BlockOutcomes(pathCount: 2, minerCount: 2, trancheCount: 2)
    block.owedAtEndUSD = [50, 0] + second
    tally.add(block, firstPath: 0)
    return tally
  }

  /// Shares 0.25 and 0 have mean and error 0.125; 0.5 and 1 of principal and commitment 0.75 and 0.25.
  @Test func aTranchesShareIsOfPrincipalAndCommitment() {
    let result = Self.tally(second: [100, 200]).result()
    #expect(result.tranches.map(\.owedAtEndShare?.value) == [0.125, 0.75])
    expectEqual(result.tranches[0].owedAtEndShare?.standardError ?? -1, 0.125)
    expectEqual(result.tranches[1].owedAtEndShare?.standardError ?? -1, 0.25)
  }

  /// 150 and 200 of 400 on the two paths: the error is that of the sum, 25 of 400.
  @Test func aMinersShareIsThatOfItsTranchesTogether() {
    let result = Self.tally(second: [100, 200]).result()
    for row in [result.miners[0], result.portfolio] {
      expectEqual(row.owedAtEndShare?.value ?? -1, 0.4375)
      expectEqual(row.owedAtEndShare?.standardError ?? -1, 0.0625)
    }
    #expect(result.miners[1].owedAtEndShare == nil)
    #expect(result.portfolio.expectedLossLifetimeUSD == 0, "by today's schedule, whatever is owed")
  }

  @Test func nothingOwedIsExactlyNothing() {
    var tally = StressTally(Self.scenario)
    tally.add(BlockOutcomes(pathCount: 2, minerCount: 2, trancheCount: 2), firstPath: 0)
    let none = Estimate(value: 0, standardError: 0)
    #expect(tally.result().tranches.map(\.owedAtEndShare) == [none, none])
    #expect(tally.result().portfolio.owedAtEndShare == none)
  }

  /// Two tallies together are that of all four paths, also when written and read back.
  @Test func talliesMergeAndAreReadBack() throws {
    var one = Self.tally(second: [100, 200])
    one.merge(Self.tally(second: [0, 100]))
    expectEqual(one.result().tranches[1].owedAtEndShare?.value ?? -1, 0.5)
    let restored = try StressTally(
      decoding: one.encode(), book: BookShape(Self.scenario),
      fanPlan: FactorFanPlan(Self.scenario))
    #expect(restored.result().tranches == one.result().tranches)
  }
}

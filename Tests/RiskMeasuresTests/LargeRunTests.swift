import RiskMeasures
import TestSupport
import Testing

/// Runs whose losses are too many to keep.
@Suite struct LargeRunTests {
  @Test func binnedLossesDoNotDependOnOrderAndAgree() {
    var numbers = SeededNumbers(seed: 11)
    let blocks = (0..<20).map { _ in HandBook.randomOutcomes(paths: 100, &numbers) }
    func result(_ order: [Int], paths: Int) -> StressResult {
      var scenario = HandBook.scenario
      scenario.simulation.paths = paths
      var halves = [StressTally(scenario), StressTally(scenario)]
      for (turn, block) in order.enumerated() {
        halves[turn % 2].add(blocks[block], firstPath: 100 * block)
      }
      halves[0].merge(halves[1])
      return halves[0].result()
    }
    let exact = result(Array(0..<20), paths: 2000)
    let binned = result(Array(0..<20), paths: 30_000_000)
    #expect(result((0..<20).shuffled(using: &numbers), paths: 30_000_000) == binned)
    #expect(binned.portfolio.expectedLossUSD == exact.portfolio.expectedLossUSD)
    #expect(exact.lossQuantiles.count == 4 && binned.lossQuantiles.count == 4)
    for (row, twin) in zip(exact.lossQuantiles, binned.lossQuantiles) {
      expectEqual(twin.valueAtRiskUSD, row.valueAtRiskUSD, within: 0x1p-14)
      expectEqual(
        twin.expectedShortfallUSD.value, row.expectedShortfallUSD.value, within: 0x1p-14)
    }
    #expect(binned.lossDistribution.count == 101)
    #expect(binned.lossDistribution[0] == exact.lossDistribution[0])
  }
}

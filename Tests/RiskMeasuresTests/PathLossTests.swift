import CreditBasics
import RiskMeasures
import TestSupport
import Testing

/// Every default of every path.
@Suite struct PathLossTests {
  @Test func byHand() throws {
    var tally = StressTally(HandBook.scenario, extras: .pathLosses)
    tally.add(HandBook.outcomes, firstPath: 1024)
    let loss = HandBook.outcomes.lossUSD
    let rows = try #require(tally.result().extras.pathLosses)
    #expect(rows.map(\.path) == [1025, 1026, 1026, 1027])
    #expect(rows.map(\.miner) == ["A", "A", "B", "B"])
    #expect(rows.map(\.year) == [0.25, 1, 0.5, 0.5])
    #expect(rows.map(\.cause) == [.payment, .maturity, .margin, .covenant])
    // Of the loan the half is held; on path 3 B owes nothing.
    #expect(rows.map(\.lossUSD) == [loss[1] + 0.5 * loss[5], loss[2], loss[10], 0])
  }

  /// Blocks come in any order, some without defaults, some from a file.
  @Test func rowsAscendWhateverTheOrderOfBlocks() throws {
    var numbers = SeededNumbers(seed: 5)
    let blocks = (0..<5).map { index in
      index == 2
        ? BlockOutcomes(pathCount: 40, minerCount: 2, trancheCount: 3)
        : HandBook.randomOutcomes(paths: 40, &numbers)
    }
    var straight = StressTally(HandBook.scenario, extras: .pathLosses)
    for (index, block) in blocks.enumerated() { straight.add(block, firstPath: 40 * index) }
    var parts = [3, 0, 4, 2, 1].map { index in
      var part = StressTally(HandBook.scenario, extras: .pathLosses)
      part.add(blocks[index], firstPath: 40 * index)
      return part
    }
    var merged = parts.removeFirst()
    for part in parts {
      merged.merge(
        try StressTally(decoding: part.encode(), book: part.book, fanPlan: part.fanPlan))
    }
    let rows = try #require(straight.result().extras.pathLosses)
    #expect(Array(rows) == Array(try #require(merged.result().extras.pathLosses)))
    #expect(straight.encode() == merged.encode())
    #expect(zip(rows, rows.dropFirst()).allSatisfy { ($0.path, $0.miner) < ($1.path, $1.miner) })
    let result = straight.result()
    expectEqual(
      rows.reduce(0) { $0 + $1.lossUSD } / 200, result.portfolio.expectedLossUSD.value)
    #expect(rows.count { $0.miner == "A" } == result.miners[0].defaults.count)
  }

  @Test func theyTakeNothingUnlessTheyAreAskedFor() throws {
    var tally = StressTally(HandBook.scenario, extras: .all)
    tally.add(HandBook.outcomes, firstPath: 0)
    #expect(tally.result().extras.pathLosses == nil)
    #expect(tally.pathLossBytes == 0)
  }
}

import CreditBasics
import Foundation
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

  /// A default's loss is what was claimed and not recovered, held and discounted from its time; those of a
  /// year add up to the year's expected loss, those of all years to the whole.
  @Test func discountedLossesAddUpToTheExpectedLossOfEachYear() throws {
    var scenario = HandBook.scenario
    scenario.grid = TimeGrid(horizonYears: 2, stepsPerYear: 2)
    var numbers = SeededNumbers(seed: 8)
    let paths = 300
    var block = HandBook.randomOutcomes(paths: paths, &numbers)
    let (shares, miners) = ([1, 0.5, 1.0], [0, 0, 1])
    let discount = { (step: Int) in exp(-scenario.riskFreeRate * scenario.grid.time(step + 1)) }
    var lost = Array(repeating: 0.0, count: 2 * paths)
    for tranche in 0..<3 {
      for path in 0..<paths {
        let (at, row) = (tranche * paths + path, miners[tranche] * paths + path)
        let shortfall = max(0, block.claimUSD[at] - block.recoveryUSD[at])
        lost[row] += shares[tranche] * shortfall
        let step = Int(block.defaultStep[row])
        block.lossUSD[at] = step < 0 ? 0 : shortfall * discount(step)
      }
    }
    var tally = StressTally(scenario, extras: [.pathLosses, .expectedLossByYear])
    tally.add(block, firstPath: 0)
    let result = tally.result()
    let rows = try #require(result.extras.pathLosses)
    for row in rows {
      let undiscounted = lost[(row.miner == "A" ? 0 : 1) * paths + row.path]
      expectEqual(row.lossUSD, undiscounted * exp(-scenario.riskFreeRate * row.year))
    }
    let years = try #require(result.extras[ExpectedLossByYearRow.self]).filter {
      $0.miner == "PORTFOLIO"
    }
    #expect(years.map(\.year) == [1, 2])
    for year in years {
      let sum = rows.reduce(0) {
        $0 + ($1.year.rounded(.up) == Double(year.year) ? $1.lossUSD : 0)
      }
      expectEqual(sum / Double(paths), year.expectedLossUSD.value)
    }
    expectEqual(
      years.reduce(0) { $0 + $1.expectedLossUSD.value },
      result.portfolio.expectedLossUSD.value)
  }

  @Test func theyTakeNothingUnlessTheyAreAskedFor() throws {
    var tally = StressTally(HandBook.scenario, extras: .all)
    tally.add(HandBook.outcomes, firstPath: 0)
    #expect(tally.result().extras.pathLosses == nil)
    #expect(tally.pathLossBytes == 0)
  }
}

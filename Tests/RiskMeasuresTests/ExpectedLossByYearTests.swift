import CreditBasics
import Foundation
import RiskMeasures
import TestSupport
import Testing

/// Losses by year on cases small enough to be worked out by hand.
@Suite struct ExpectedLossByYearTests {
  /// `HandBook` with steps of half a year: its four steps take two years.
  static var scenario: Scenario {
    var scenario = HandBook.scenario
    scenario.grid = TimeGrid(horizonYears: 2, stepsPerYear: 2)
    return scenario
  }

  func rows(_ fill: (inout StressTally) -> Void) throws -> [ExpectedLossByYearRow] {
    var tally = StressTally(Self.scenario, extras: .expectedLossByYear)
    fill(&tally)
    return try #require(tally.result().extras[ExpectedLossByYearRow.self])
  }

  /// Miner A defaults in steps 0 and 3, B in step 1.
  ///
  /// The loan defaults in step 0 on path 1 (claim 100, recovery 60) and in step 3 on path 2 (80, nothing lost).
  /// The note defaults in step 1 on path 2 (claim 200, recovery 100) and, owing nothing, on path 3.
  @Test func byHand() throws {
    let outcomes = HandBook.outcomes
    let rows = try rows { tally in
      tally.add(outcomes, firstPath: 0)
      [100, 0, 60, 80].withUnsafeBufferPointer {
        tally.years.add($0, tranche: 1, year: 2)
      }
      [200, 200, 0, 0].withUnsafeBufferPointer {
        tally.years.add($0, tranche: 2, year: 2)
      }
    }
    #expect(
      rows.map(\.tranche) == ["convertible", "convertible", "loan", "loan", "note", "note", "", ""])
    #expect(rows.map(\.year) == [1, 2, 1, 2, 1, 2, 1, 2])
    #expect(rows.map(\.defaults.count) == [1, 1, 1, 1, 1, 0, 3, 0])
    #expect(rows.map(\.exposureUSD) == [50, 0, 100, 60, 200, 100, 300, 130])
    let loss = outcomes.lossUSD
    #expect(
      rows.map(\.expectedLossUSD.value) == [
        loss[1] / 4, loss[2] / 4, loss[5] / 4, 0, loss[10] / 4, 0,
        (loss[1] + 0.5 * loss[5] + loss[10]) / 4, loss[2] / 4,
      ])
    // One loss among four paths: s² = L²/4, so that the error of the mean is L/4.
    expectEqual(try #require(rows[2].expectedLossUSD.standardError), loss[5] / 4)
    #expect(rows[3].expectedLossUSD.standardError == 0)
  }

  @Test func yearsAddUpToTheWhole() throws {
    var numbers = SeededNumbers(seed: 11)
    var tally = StressTally(Self.scenario, extras: .expectedLossByYear)
    for block in 0..<3 {
      tally.add(HandBook.randomOutcomes(paths: 500, &numbers), firstPath: 500 * block)
    }
    let result = tally.result()
    let rows = try #require(result.extras[ExpectedLossByYearRow.self])
    let losses =
      result.tranches.map(\.expectedLossUSD.value)
      + [result.portfolio.expectedLossUSD.value]
    let defaults = result.tranches.map(\.defaults.count) + [result.portfolio.defaults.count]
    for index in losses.indices {
      let years = rows[2 * index...2 * index + 1]
      expectEqual(years.reduce(0) { $0 + $1.expectedLossUSD.value }, losses[index])
      #expect(years.reduce(0) { $0 + $1.defaults.count } == defaults[index])
    }
  }

  @Test func bytesKeepIt() throws {
    var tally = StressTally(Self.scenario, extras: [.expectedLossByYear, .groups, .pathLosses])
    tally.add(HandBook.outcomes, firstPath: 0)
    [1, 2, 3, 4].withUnsafeBufferPointer { tally.years.add($0, tranche: 0, year: 2) }
    let restored = try StressTally(
      decoding: tally.encode(), book: tally.book, fanPlan: tally.fanPlan)
    #expect(restored.result() == tally.result())
  }
}

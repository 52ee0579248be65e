import CreditBasics
import Foundation
import PathStories
import TestSupport
import Testing

/// The text of a path that follows by hand.
///
/// Refresh: `MINERSTRESS_REFRESH=1 swift test -c release --disable-testable-imports --filter PathStoryTests`.
@Suite struct PathStoryTests {
  @Test func storyOfAMarginCallReadsAsExpected() throws {
    let text = PathStory(StoryScenarios.marginCall, path: 0).text()
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("margin-call.txt")
    if ProcessInfo.processInfo.environment["MINERSTRESS_REFRESH"] == "1" {
      try Data(text.utf8).write(to: file)
    }
    #expect(text == (try String(contentsOf: file, encoding: .utf8)))
  }

  /// Of two tranches that are repaid in one step each has the sale that it took, before it.
  @Test func everyRepaymentHasItsSale() throws {
    func lines(_ scenario: Scenario) throws -> [StoryLine] {
      let story = PathStory(scenario, path: 0)
      let block = try #require(story.blocks(of: 0, StorySelection()).first)
      return StoryLines(block, of: story, amounts: story.amounts, everyStep: false).lines
        .filter { $0.amount != nil }
    }
    let cured = try lines(StoryScenarios.twoCures)
    #expect(cured.map(\.amount) == [1_000, -1_000, 2_000, -2_000])
    #expect(cured[2].label == "sold 20.00 BTC at 0.00 % below marks of $2,000.00")
    let seized = try lines(StoryScenarios.twoSeizures)
    #expect(seized.map(\.amount) == [500, -600, 700, -800])
  }

  @Test func noLineIsWiderThanAHundredColumns() {
    for seed in 1...8 {
      let story = PathStory(RandomScenarios.scenario(seed: UInt64(seed)), path: 3)
      for line in story.text().split(separator: "\n") {
        #expect(line.count <= 100, "\(line)")
      }
    }
  }

  /// A balloon of 1,000 takes cash to −900: within its grace nothing else says what is owed.
  @Test func whatIsUnpaidInGraceIsSaidBesideTheDebt() {
    let miner = Miner(
      name: "m", cashUSD: 100, graceDays: 1000,
      tranches: [SmallScenarios.loan(principal: 1000, maturity: 0.5)])
    let market = SmallScenarios.market(drift: 0)
    let scenario = SmallScenarios.scenario([miner], market: market, years: 1)
    let text = PathStory(scenario, path: 0).text(StorySelection(everyStep: true))
    #expect(text.contains("debt $0.00 · arrears $900.00"))
    #expect(text.ranges(of: "arrears $").count < text.ranges(of: "books ").count)
  }

  /// Forty cents that a book of millions does not show are arrears, and end in a default like others; half a cent
  /// is rounding.
  @Test(arguments: [(1_999_999.6, true), (1_999_999.998, false)])
  func arrearsAreANumberNotAText(cash: Double, isOwed: Bool) {
    let miner = Miner(
      name: "m", cashUSD: cash, graceDays: 1000,
      tranches: [SmallScenarios.loan(principal: 2_000_000, maturity: 0.5)])
    let scenario = SmallScenarios.scenario(
      [miner], market: SmallScenarios.market(drift: 0), years: 1)
    let text = PathStory(scenario, path: 0).text(StorySelection(everyStep: true))
    #expect(text.contains("debt $0 · arrears below $1") == isOwed)
    #expect(text.contains("in arrears") == isOwed)
  }

  @Test func aMinerOrYearsAloneLeaveOutTheRest() {
    let scenario = RandomScenarios.scenario(seed: 5)
    let story = PathStory(scenario, path: 1)
    let name = scenario.miners[0].name
    let text = story.text(StorySelection(miner: 0))
    #expect(text.contains("\n\(name)\n"))
    for other in scenario.miners.dropFirst() { #expect(!text.contains("\n\(other.name)\n---")) }
    let early = story.text(StorySelection(toYear: 0.5, everyStep: true))
    #expect(early.contains("year 0.50"))
    #expect(!early.contains("year 0.6"))
  }

  @Test func aPathOutsideTheYearsHasNothingToTell() {
    let text = PathStory(StoryScenarios.marginCall, path: 0).text(StorySelection(fromYear: 5))
    #expect(text.contains("nothing in these years"))
  }
}

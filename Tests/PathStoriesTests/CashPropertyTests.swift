import CreditBasics
import PathStories
import TestSupport
import Testing

/// What is told adds up: cash before and every line give cash after.
@Suite struct CashPropertyTests {
  @Test(arguments: 1...40, [false, true])
  func linesOfEveryBlockAddUpToCash(seed: Int, everyStep: Bool) {
    let scenario = RandomScenarios.scenario(seed: UInt64(seed))
    let story = PathStory(scenario, path: UInt64(seed * 31))
    let selection = StorySelection(everyStep: everyStep)
    for miner in scenario.miners.indices {
      var next = 0
      for block in story.blocks(of: miner, selection) {
        #expect(block.first == next, "blocks follow each other")
        next = block.last + 1
        guard let closing = story.closingCash(block) else { continue }
        let told = StoryLines(block, of: story, amounts: story.amounts, everyStep: everyStep)
        let before = block.entries.first { $0.item == .openingCash }?.amount ?? 0
        let sum = told.lines.reduce(before) { $0 + ($1.amount ?? 0) }
        let size = told.lines.reduce(before.magnitude) { $0 + ($1.amount ?? 0).magnitude }
        #expect(
          (sum - closing).magnitude <= 1e-9 * size + 0.01,
          "scenario \(seed), \(scenario.miners[miner].name), step \(block.last)")
      }
      let end = story.account.miners[miner].endStep ?? scenario.grid.stepCount - 1
      #expect(next == end + 1, "the story reaches the end")
    }
  }
}

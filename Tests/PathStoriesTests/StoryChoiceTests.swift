import CreditBasics
import PathStories
import TestSupport
import Testing

/// What is said about paths and miners that are not there.
@Suite struct StoryChoiceTests {
  @Test(arguments: ["4", "-1", "two", "18446744073709551616", ""])
  func unknownPathsNameThoseThereAre(text: String) {
    #expect(throws: UnknownChoice.self) { try PathStory.path(text, of: HandBook.scenario) }
    do {
      _ = try PathStory.path(text, of: HandBook.scenario)
    } catch {
      #expect(
        "\(error)" == "expected a path from 0 to 3, found \"\(text)\"; --paths N draws N of them")
    }
  }

  @Test func unknownMinersNameThoseThereAre() throws {
    do {
      _ = try PathStory.miner("C", of: HandBook.scenario)
      Issue.record("a miner that is not there was found")
    } catch {
      #expect("\(error)" == "by hand has no miner \"C\"; its miners are A, B")
    }
    #expect(try PathStory.miner("B", of: HandBook.scenario) == 1)
    #expect(try PathStory.path("3", of: HandBook.scenario) == 3)
  }

  /// Pages put names that run from right to left between isolates, which are copied with them.
  @Test(arguments: [("חברה", 0), ("\u{2068}חברה\u{2069}", 0), ("\u{2067}חברה\u{2069}", 1)])
  func aNameCopiedFromAPageIsFound(typed: String, miner: Int) throws {
    var scenario = HandBook.scenario
    scenario.miners[0].name = "חברה"
    // A name with isolates of its own is itself.
    scenario.miners[1].name = "\u{2067}חברה\u{2069}"
    #expect(try PathStory.miner(typed, of: scenario) == miner)
  }

  /// A name as messages and paths have it, in quotes with its escapes; a name that has quotes of its own is
  /// itself.
  @Test(arguments: [
    (#""GPU\u{a0}host""#, 0), ("'GPU\u{A0}host'", 0), ("GPU\u{A0}host", 0), (#""B""#, 1),
    (#""\"B\"""#, 1),
  ])
  func aNameInQuotesIsFound(typed: String, miner: Int) throws {
    var scenario = HandBook.scenario
    (scenario.miners[0].name, scenario.miners[1].name) = ("GPU\u{A0}host", "\"B\"")
    #expect(try PathStory.miner(typed, of: scenario) == miner)
    let unknown = #expect(throws: UnknownChoice.self) {
      try PathStory.miner("'C'", of: HandBook.scenario)
    }
    #expect(unknown?.description == "by hand has no miner \"C\"; its miners are A, B")
  }
}

import ScenarioFiles
import ScenarioWarnings
import Testing

/// Names that people take for one.
@Suite struct LookalikeNameTests {
  private func says(_ names: String...) -> [String] {
    let miners = names.map { "\"\($0)\": { tranches: \(Self.debt) }" }.joined(separator: ", ")
    let text = """
      { name: "names", asOf: "2025-12-31", market: { regimes: { calm: {} }, btc: { spot: 87500 } },
        miners: { \(miners) } }
      """
    do {
      return try ScenarioReader.read(text: text, name: "f").warnings
        .filter { $0.message.contains("differ") }.map(\.message)
    } catch { return error.issues.map(\.message) }
  }

  private static let debt =
    "{ l: { kind: \"abl\", principal: 1e6, coupon: 0.1, maturity: \"2027-12-31\" } }"

  @Test(arguments: [
    ("South Miner", "south miner", "\"south miner\"", "\"South Miner\""),
    ("south miner", "south\u{A0}miner", "\"south\\u{a0}miner\"", "\"south miner\""),
    ("south  miner", "south miner", "\"south miner\"", "\"south  miner\""),
    ("south miner ", "south miner", "\"south miner \"", "\"south miner\""),
    ("sou\u{200B}th", "south", "\"sou\\u{200b}th\"", "\"south\""),
  ])
  func areTwoWithAWarning(_ one: String, _ two: String, second: String, first: String) throws {
    #expect(
      says(one, two) == [
        "\(second) is another miner than \(first): they differ by case, blanks or characters that do "
          + "not show"
      ])
  }

  /// Names of results in other letters, or with blanks: a reader of tables takes one for the other.
  @Test(arguments: [
    ("Portfolio", "PORTFOLIO"), ("PORTFOLIO ", "PORTFOLIO"), ("ANY", "any"),
    ("a\u{200B}ny", "any"),
  ])
  func namesLikeThoseOfResultsAreWarnedOf(name: String, like: String) throws {
    let text = """
      { name: "names", asOf: "2025-12-31", market: { regimes: { calm: {} }, btc: { spot: 87500 } },
        miners: { "\(name)": { tranches: \(Self.debt) } } }
      """
    let warnings = try ScenarioReader.read(text: text, name: "f").warnings.map(\.message)
    #expect(
      warnings.contains {
        $0.contains(" looks like \"\(like)\", which results use for something else")
      }, "\(warnings)")
  }

  /// A hundred letters with accents are as long in either form, which is one name.
  @Test func lengthsAreThoseOfTheComposedName() throws {
    let hundred = String(repeating: "e\u{301}", count: 100)
    #expect(says(hundred) == [])
    #expect(says(String(repeating: "\u{E9}", count: 100)) == [])
    #expect(says(hundred + "e").count == 1)
  }

  @Test func othersAreNot() throws {
    #expect(says("south miner", "southern miner", "south-miner", "southminer") == [])
  }

  @Test func blankNamesAreNone() throws {
    let message = "expected a name of 1 to 100 characters without control characters, found "
    #expect(says(" ") == [message + "\" \"; it shows nothing"])
    #expect(
      says("\u{200B}\u{A0}") == [message + "\"\\u{200b}\\u{a0}\"; it shows nothing"])
    #expect(throws: ScenarioError.self) {
      try ScenarioReader.read(text: SmallScenario.text(), name: "f", overrides: ["name=' '"])
    }
  }

  /// The suggestion shows what differs.
  @Test func messagesShowWhatDoesNotShow() throws {
    let text = SmallScenario.text(
      market: "gpus: { \"south miner\": { rentPerHour: 2, resalePrice: 9e3 } },",
      miner: "gpuLots: { x: { gpu: \"south\u{A0}miner\", count: 1 } }")
    let error = #expect(throws: ScenarioError.self) {
      try ScenarioReader.read(text: text, name: "f")
    }
    #expect(
      error?.issues.map(\.message).contains {
        $0.hasSuffix("found \"south\\u{a0}miner\"; did you mean \"south miner\"?")
      } == true)
  }
}

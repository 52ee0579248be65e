import ScenarioFiles
import ScenarioWarnings
import Testing

/// Extensions that would outlast the run: said, but no reason to refuse a scenario.
@Suite struct ExtensionHintTests {
  /// Two loans to mid-2027; the run ends with 2027, or when the text says so.
  private func read(
    _ one: String, _ other: String = "", horizon: String = "2"
  ) throws -> ReadScenario {
    let loan = { (terms: String) in
      "{ kind: \"abl\", principal: 1e6, coupon: 0.1, maturity: \"2027-06-30\", \(terms) }"
    }
    let text = """
      {
        name: "small", asOf: "2025-12-31", horizonYears: \(horizon),
        market: { regimes: { calm: {} } },
        miners: { a: { cash: 1e7, tranches: { n: \(loan(one)), o: \(loan(other)) } } },
      }
      """
    return try ScenarioReader.read(text: text, name: "small.json5")
  }

  /// To mid-2030, 4.495 years from now and 2.495 after the end of the run.
  @Test func theLatestIsNamedWithTheHorizonThatCountsIt() throws {
    let read = try read("refinance: { termYears: 3 }", "refinance: { termYears: 1 }")
    #expect(
      read.hints.map { "\($0.kind): \($0.path): \($0.message)" } == [
        "note: miners.a.tranches.n.refinance: an extension by 3 years would outlast the run by 2.5 "
          + "years; so would those of 1 more, which end no later: what is lost then is not counted, "
          + "and owed_at_end_share says how much is still owed; horizonYears 4.5 counts one extension"
      ])
    #expect(read.warnings.isEmpty && read.notes.isEmpty, "\(read.warnings)")
  }

  @Test func anExtensionWithinTheRunIsNoMatter() throws {
    #expect(try read("refinance: { termYears: 3 }", horizon: "4.5").hints.isEmpty)
    #expect(try read("refinance: { termYears: 0.25 }").hints.isEmpty)
    #expect(try read("").hints.isEmpty)
  }

  /// No horizon is longer than 100 years.
  @Test func aHorizonThatCannotBeIsNotRecommended() throws {
    let hint = try #require(try read("refinance: { termYears: 99 }").hints.first)
    #expect(hint.message.hasSuffix("says how much is still owed"))
  }
}

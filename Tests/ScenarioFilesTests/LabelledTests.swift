import ScenarioFiles
import Testing

/// Tags and dates of calibration: free names, and values of which nothing is computed.
@Suite struct LabelledTests {
  private func read(market: String = "", miner: String = "cash: 1e6") throws -> ReadScenario {
    try ScenarioReader.read(
      text: SmallScenario.text(market: market, miner: miner), name: "f.json5")
  }

  @Test func tagsAreKeptAsText() throws {
    let scenario = try read(miner: "tags: {sector: 'AI cloud', 'own rating': 'BB-'}").scenario
    #expect(scenario.miners[0].tags == ["sector": "AI cloud", "own rating": "BB-"])
    #expect(try read().scenario.miners[0].tags.isEmpty)
  }

  @Test func tagsOfOtherTypesAreRefused() {
    #expect {
      try read(miner: "tags: {rating: 3}")
    } throws: { error in
      "\(error)".hasSuffix(
        "miners.a.tags.rating: expected text of 1 to 100 characters in quotes, without control "
          + "characters, found 3")
    }
  }

  /// Data end before the as-of date, so these dates may too.
  @Test func datesOfCalibrationMayLieBeforeAsOf() throws {
    let read = try read(market: "calibratedOn: {btc: '2024-04-30'},")
    #expect(read.resolvedJSON.contains("\"calibratedOn\""))
  }

  @Test func daysThatDoNotExistAreRefused() {
    #expect {
      try read(market: "calibratedOn: {btc: '2024-02-30'},")
    } throws: { error in
      "\(error)".contains(
        "market.calibratedOn.btc: expected a date \"YYYY-MM-DD\", 1900 to 2200, found \"2024-02-30\""
      )
    }
  }

  @Test func absentOnesAddNothingToTheResolvedScenario() throws {
    let text = try read().resolvedJSON
    #expect(!text.contains("tags") && !text.contains("calibratedOn"))
  }
}

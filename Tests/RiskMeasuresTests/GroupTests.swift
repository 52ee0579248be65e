import CreditBasics
import RiskMeasures
import TestSupport
import Testing

/// Miners that share a tag, on `HandBook`.
@Suite struct GroupTests {
  func rows(_ first: [String: String], _ second: [String: String]) throws -> [GroupRow] {
    var scenario = HandBook.scenario
    scenario.miners[0].tags = first
    scenario.miners[1].tags = second
    var tally = StressTally(scenario, extras: .groups)
    tally.add(HandBook.outcomes, firstPath: 0)
    return try #require(tally.result().extras[GroupRow.self])
  }

  /// A defaults on paths 1 and 2, B on 2 and 3.
  @Test func aGroupIsItsMinersTogether() throws {
    let rows = try rows(["sector": "AI", "rating": "B"], ["sector": "AI"])
    #expect(rows.map { "\($0.tag)=\($0.value)" } == ["rating=B", "sector=AI"])
    #expect(rows.map(\.miners) == [["A"], ["A", "B"]])
    #expect(rows.map(\.defaults.count) == [2, 3])
    #expect(rows.map(\.heldPrincipalUSD) == [100, 300])
    let whole = StressTally(HandBook.scenario)
    var basic = whole
    basic.add(HandBook.outcomes, firstPath: 0)
    let miners = basic.result().miners.map(\.expectedLossUSD.value)
    expectEqual(rows[0].expectedLossUSD.value, miners[0])
    expectEqual(rows[1].expectedLossUSD.value, miners[0] + miners[1])
    #expect(rows[0].expectedLossUSD == basic.result().miners[0].expectedLossUSD)
    #expect(rows[1].expectedLossUSD == basic.result().portfolio.expectedLossUSD)
  }

  @Test func valuesOfATagAreGroupsOfTheirOwn() throws {
    let rows = try rows(["sector": "mining"], ["sector": "AI"])
    #expect(rows.map(\.value) == ["AI", "mining"])
    #expect(rows.map(\.miners) == [["B"], ["A"]])
  }

  @Test func aBookWithoutTagsHasNoGroups() throws {
    #expect(try rows([:], [:]).isEmpty)
  }
}

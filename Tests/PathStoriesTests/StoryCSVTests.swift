import CreditBasics
import PathStories
import TestSupport
import Testing

/// The ledger as a table: nine fields a record, all entries, in order.
@Suite struct StoryCSVTests {
  @Test func everyEntryIsARecordOfNineFields() throws {
    var scenario = StoryScenarios.marginCall
    scenario.miners[0].name = "pivot, \"the\" miner"
    let story = PathStory(scenario, path: 0)
    let text = story.csv()
    #expect(text.hasSuffix("\r\n"))
    let records = try #require(csvRecords(text))
    #expect(
      records.first == [
        "date", "year", "step", "miner", "stage", "item", "subject", "amount", "unit",
      ])
    #expect(records.count == story.account.entries.count + 1)
    for (record, entry) in zip(records.dropFirst(), story.account.entries) {
      try #require(record.count == 9)
      #expect(Int(record[2]) == entry.step)
      #expect(record[3] == (entry.miner == nil ? "" : scenario.miners[0].name))
      #expect(record[5] == entry.item.rawValue)
      #expect(Double(record[7]) == (entry.amount.isFinite ? entry.amount : nil))
      #expect(record[8] == entry.item.unit)
    }
  }

  @Test func aSelectionKeepsTheMarketAndTheMiner() throws {
    let scenario = RandomScenarios.scenario(seed: 8)
    let story = PathStory(scenario, path: 2)
    let records = try #require(
      csvRecords(story.csv(StorySelection(miner: 0, fromYear: 0.4, toYear: 0.8))))
    let names = Set(records.dropFirst().map { $0[3] })
    #expect(names.isSubset(of: ["", scenario.miners[0].name]))
    #expect(names.contains(""))
    for record in records.dropFirst() { #expect((0.4...0.8).contains(Double(record[1]) ?? -1)) }
  }
}

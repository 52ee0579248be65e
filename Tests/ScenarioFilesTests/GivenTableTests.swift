import CreditBasics
import Foundation
import ScenarioFiles
import Testing

/// What a table of dated values says, and what its empty cells and old rows do not.
@Suite struct GivenTableTests {
  private static let scenario = """
    {
      name: "replay", asOf: "2025-12-31", horizonYears: 1,
      market: { regimes: { calm: {}, winter: {} }, btc: { spot: 90000 }, eth: { spot: 3000 } },
      miners: { a: { tranches: {
        l: { kind: "abl", principal: 1e6, coupon: 0, maturity: "2026-12-31" },
      } } },
    }
    """

  private func given(_ table: String) throws -> GivenPath {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(table.utf8).write(to: file)
    let document = try ScenarioDocument.parse(Self.scenario, name: "replay.json5")
    let read = try document.giving(file.path(percentEncoded: false)).resolve()
    return try #require(read.scenario.market.given)
  }

  /// Prices of today and before are the scenario's, a regime may have begun before; rows in any order.
  @Test func oldRowsSayNothingOfPricesAndEmptyCellsNothingAtAll() throws {
    let given = try given(
      """
      date,regime,btc,eth
      2026-06-30,,40000,
      2025-12-01,calm,50000,
      2025-12-31,,60000,2000
      2026-03-31,winter,,2500
      """)
    func value(_ days: Double, _ value: Double) -> GivenPath.Row<Double> {
      GivenPath.Row(date: days / 365.25, value: value)
    }
    #expect(given.values[Driver.btc.rawValue] == [value(181, 40000)])
    #expect(given.values[Driver.eth.rawValue] == [value(90, 2500)])
    #expect(given.values[Driver.shortRate.rawValue].isEmpty)
    #expect(
      given.regimes == [
        GivenPath.Row(date: -30 / 365.25, value: 0),
        GivenPath.Row(date: 90 / 365.25, value: 1),
      ])
  }

  /// JSON5 has hexadecimal numbers; in a column of prices one is a slip.
  @Test func hexadecimalPricesAreRefused() throws {
    let said = try GivenFile.says("date,btc\n2026-06-30,0x1F400\n")
    #expect(said.count == 1)
    #expect(said.first?.hasPrefix("given.csv:2:2: market.given.2026-06-30.btc: expected ") == true)
    #expect(said.first?.hasSuffix("found \"0x1F400\"; write 128000") == true)
  }

  /// A column that a spreadsheet leaves at the end says nothing; one with values has lost its name.
  @Test func emptyColumnsAtTheEndArePassedOver() throws {
    let given = try given("date,btc,\n2026-06-30,40000,\n")
    #expect(given.values[Driver.btc.rawValue].map(\.value) == [40000])
    #expect(
      try GivenFile.says("date,btc,\n2026-06-30,40000,7\n") == [
        "given.csv:1:3: market.given: expected a name for column 3, found none; name it, or remove it"
      ])
  }
}

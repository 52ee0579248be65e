import ScenarioFiles
import Testing

/// Tables of given values in another unit, or of another time, are warned of; those that say nothing or are
/// damaged are refused.
@Suite struct GivenDoubtTests {
  static let moves = [
    (
      "networkHashrate", "1020",
      "1020 is 1/1,000 of market.network.hashrate, 1050000, and no history has such a move in 0.25 "
        + "years: EH/s? then write 1020000"
    ),
    (
      "powerPrice", "0.05",
      "0.05 is 1/900 of market.power.spotPerMWh, 45, and no history has such a move in 0.25 years: "
        + "$/kWh? then write 50"
    ),
    (
      "btc", "60",
      "60 is 1/1,500 of market.btc.spot, 87500, and no history has such a move in 0.25 years: "
        + "thousands? then write 60000"
    ),
    (
      "computeRent", "2.2",
      "2.2 is 2.2 times the index at asOf, 1, and no history has such a move in 0.25 years: "
        + "$/GPU-hour of \"H100\"? then write 1"
    ),
    (
      "computeRent", "85",
      "85 is 85 times the index at asOf, 1, and no history has such a move in 0.25 years: per cent? "
        + "then write 0.85"
    ),
    (
      "shortRate", "0.4",
      "0.4 is outside the usual -0.02 to 0.2 per year: per cent? then write 0.004"
    ),
    (
      "eth", "500",
      "500 is 1/5.9 of market.eth.spot, 2970, and no history has such a move in 0.25 years"
    ),
  ]

  @Test(arguments: moves) func theScenariosLevelIsTheMeasure(
    factor: String, value: String, says: String
  ) throws {
    #expect(
      try GivenFile.says("date,\(factor)\n2026-03-31,\(value)\n2026-06-30,\(value)\n")
        == ["given.csv:2:2: market.given.2026-03-31.\(factor): \(says)"])
  }

  /// A slip of the keyboard in the middle of a table, which the next row would hide.
  @Test func everyMoveIsLookedAt() throws {
    #expect(
      try GivenFile.says("date,btc\n2026-03-31,50000\n2026-04-30,5000\n2026-05-31,51000\n") == [
        "given.csv:3:2: market.given.2026-04-30.btc: 5000 is 1/10 of the value of 2026-03-31, 50000, "
          + "and no history has such a move in 0.082 years"
      ])
  }

  @Test(arguments: [
    "date,btc,eth\n2026-12-31,20000,700\n2028-12-31,400000,15000\n",
    "date,computeRent,powerPrice\n2026-12-31,1.9,300\n2028-06-30,0.4,20\n",
    "date,shortRate,networkHashrate\n2026-12-31,-0.01,2e6\n2027-12-31,0.15,900000\n",
    "date;btc\n2026-12-31;50000\n", "date,regime\n2025-06-30,winter\n",
  ])
  func whatAHistoryHasSeenIsNot(table: String) throws { #expect(try GivenFile.says(table) == []) }

  @Test func datesOfAnotherTime() throws {
    #expect(
      try GivenFile.says("date,btc\n2036-03-31,50000\n") == [
        "given.csv:2:1: market.given.2036-03-31: the first date is after the horizon of 3 years: what is "
          + "simulated is on the way to it; dates of another year, or another asOf?"
      ])
    #expect(
      try GivenFile.says("date,btc\n2025-03-31,5\n2025-12-31,50000\n") == [
        "given.csv:3:1: market.given.2025-12-31: the last date is not after asOf (2025-12-31), where the "
          + "scenario's own values hold: nothing is given"
      ])
  }

  @Test(arguments: [
    ("date,btc\n2026-03-31,60,000\n", "2:1: market.given: expected 2 fields, found 3"),
    ("date,btc,eth\n2026-03-31,60000\n", "2:1: market.given: expected 3 fields, found 2"),
    ("date,btc\n", "1:1: market.given: expected rows under the header, found none"),
    (
      // What the rows have in a column that is refused is not complained of again.
      "date,btc,vix\n2026-03-31,60000,20\n2026-04-30,50000,30\n",
      "1:3: market.given: expected columns among btc, eth, networkHashrate, computeRent, "
        + "powerPrice, shortRate, regime, date, found \"vix\""
    ),
    (
      "date\n2026-03-31\n",
      "1:1: market.given: expected a column besides date (btc, eth, networkHashrate, computeRent, "
        + "powerPrice, shortRate, regime), found none"
    ),
    (
      "date,btc,eth\n2026-03-31,,\n",
      "2:1: market.given: expected a value beside some date, found empty fields only: the table says "
        + "nothing"
    ),
    (
      "Date,btc\n2026-03-31,60000\n",
      "1:1: market.given: expected a column \"date\", found \"Date\"; did you mean \"date\"?"
    ),
    (
      "date,btc\n2026-03-31,45.000\n",
      "2:2: market.given.2026-03-31.btc: 45.000 may be 45 or 45000; write it without separators of "
        + "thousands, or with an exponent"
    ),
    (
      "date,btc\n46112,45000\n",
      "2:1: market.given.46112: expected a date \"YYYY-MM-DD\", 1900 to 2200, found \"46112\"; if these "
        + "are days of a spreadsheet, write \"2026-03-31\""
    ),
    (
      "date,btc\n2026-03-31T00:00:00Z,45000\n",
      "2:1: market.given.\"2026-03-31T00:00:00Z\": expected a date \"YYYY-MM-DD\", 1900 to 2200, found "
        + "\"2026-03-31T00:00:00Z\"; write \"2026-03-31\""
    ),
  ])
  func whatSaysNothingOrIsDamagedIsRefused(table: String, says: String) throws {
    #expect(try GivenFile.says(table) == ["given.csv:" + says])
  }

  @Test func longTablesAreNotCut() throws {
    let rows = (0..<100_001).map { "2026-01-01,\($0 + 1)\n" }.joined()
    #expect(
      try GivenFile.says("date,btc\n" + rows).first?.hasSuffix(
        "expected at most 100,000 rows, found more; give fewer dates") == true)
  }
}

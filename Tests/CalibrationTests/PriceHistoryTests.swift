import Calibration
import Testing

@Suite struct PriceHistoryTests {
  @Test func gapsAndOtherNamesOfColumnsAreRead() throws {
    let text = "date,btc,hashrate\r\n2024-01-01,100,\r\n2024-01-08,,5\r\n2024-02-01,200,6\r\n"
    let history = try PriceHistory(csv: text, name: "h.csv")
    #expect(history.factors == [.btc, .networkHashrate])
    #expect(history.series[.btc]?.days == [19723, 19754])
    #expect(history.series[.networkHashrate]?.days == [19730, 19754])
  }

  @Test(arguments: [
    ("day,btc\n", "h.csv:1:1: expected a header that begins with date, found \"day\""),
    (
      "date,gold\n2024-01-01,1\n",
      "h.csv:1:2: expected btc, eth, networkHashrate, computeRent or powerPrice, found \"gold\""
    ),
    ("date,btc,bitcoin\n2024-01-01,1,1\n", "h.csv:1:3: bitcoin: the column is there twice"),
    ("date,btc\n", "h.csv: expected observations, found none"),
    (
      "date,btc\n2024-02-30,1\n2024-03-01,-2\n2024-03-01,3\n2024-03-02\n",
      """
      h.csv:2:1: date: expected YYYY-MM-DD, found "2024-02-30"
      h.csv:3:2: btc: expected a number above 0, found "-2"
      h.csv:4:1: date: expected a date after the row above, found 2024-03-01
      h.csv:5:1: expected 2 fields, found 1
      """
    ),
  ])
  func problemsAreReportedByRowAndColumn(text: String, message: String) {
    #expect(throws: HistoryError(message)) { try PriceHistory(csv: text, name: "h.csv") }
  }
}

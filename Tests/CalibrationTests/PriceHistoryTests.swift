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
    (
      "date,btc,\n2024-01-01,1,7\n",
      "h.csv:1:3: expected btc, eth, networkHashrate, computeRent or powerPrice, found \"\""
    ),
    ("date,btc,bitcoin\n2024-01-01,1,1\n", "h.csv:1:3: bitcoin: the column is there twice"),
    ("date,btc\n", "h.csv: expected observations, found none"),
    (
      "date,btc\n2024-02-30,1\n2024-03-01,-2\n2024-03-01,3\n2024-03-02\n",
      """
      h.csv:2:1: date: expected YYYY-MM-DD, found "2024-02-30"; the calendar has no such day
      h.csv:3:2: btc: expected a number above 0, found "-2"
      h.csv:4:1: date: expected a date after the row above, found 2024-03-01
      h.csv:5:1: expected 2 fields, found 1
      """
    ),
  ])
  func problemsAreReportedByRowAndColumn(text: String, message: String) {
    #expect(throws: HistoryError(message)) { try PriceHistory(csv: text, name: "h.csv") }
  }

  @Test(arguments: [
    "date;btc;eth\n2024-01-01;100;5\n2024-01-08;110;6\n",
    "Date;btc;eth\n2024-01-01;100;5\n2024-01-08;110;6\n",
    "date\tbtc\teth\r\n2024-01-01\t100\t5\r\n2024-01-08\t110\t6\r\n",
    "sep=;\ndate;btc;eth\n2024-01-01;100;5\n2024-01-08;110;6\n",
    "\u{FEFF}\"date\",\"btc\",\"eth\"\n\"2024-01-01\",\"100\",\"5\"\n2024-01-08,110,6\n,,\n",
    "date,btc,eth,\n2024-01-01,100,5,\n2024-01-08,110,6,\n",
    "date,btc,eth\n2024-01-01,100,5,,\n2024-01-08,110,6\n",
  ])
  func tablesOfSpreadsheetsAreRead(text: String) throws {
    let history = try PriceHistory(csv: text, name: "h.csv")
    #expect(history.series[.btc]?.days == [19723, 19730])
    #expect(history.series[.eth].map { exponential($0.logs[1]).rounded() } == 6)
  }

  /// Dates and numbers of other programs say how to be written, and what all rows have is said once.
  @Test(arguments: [
    (
      "date,btc\n1/31/2019,1\n2/1/2019,2\n2/2/2019,3\n",
      "h.csv:2:1: date: expected YYYY-MM-DD, found \"1/31/2019\"; write \"2019-01-31\", and 2 more dates"
    ),
    (
      "date,btc\n43466,1\n",
      "h.csv:2:1: date: expected YYYY-MM-DD, found \"43466\"; if these are days of a spreadsheet, write "
        + "\"2019-01-01\""
    ),
    (
      "date,btc\n1546300800,1\n",
      "h.csv:2:1: date: expected YYYY-MM-DD, found \"1546300800\"; if these are seconds since 1970, write "
        + "\"2019-01-01\""
    ),
    (
      "date,btc\n2019-01-01T00:00:00Z,1\n",
      "h.csv:2:1: date: expected YYYY-MM-DD, found \"2019-01-01T00:00:00Z\"; write \"2019-01-01\""
    ),
    (
      "date,btc\n2019-01-04,1\n2019-01-03,2\n2019-01-02,3\n2019-01-01,4\n",
      "h.csv:3:1: date: expected the oldest row first; sort by date, ascending"
    ),
    (
      "date,btc\n2019-01-01,\"9,354.62\"\n",
      "h.csv:2:2: btc: expected a number above 0, found \"9,354.62\"; write 9354.62, with a decimal point "
        + "and no separators"
    ),
    (
      "date,btc\n2019-01-01,0x1F40\n",
      "h.csv:2:2: btc: expected a number above 0, found \"0x1F40\"; write 8000"
    ),
    (
      "date,btc,eth\n2019-01-01,1,\"9,1\"\n2019-01-02,-1,\"9,2\"\n2019-01-03,-2,\"9,3\"\n2019-01-04,-3,\"9,4\"\n",
      """
      h.csv:2:3: eth: expected a number above 0, found "9,1"; write 9.1, with a decimal point and no separators, \
      and 3 more numbers of this column
      h.csv:3:2: btc: expected a number above 0, found "-1"
      h.csv:4:2: btc: expected a number above 0, found "-2"
      h.csv:5:2: btc: expected a number above 0, found "-3"
      """
    ),
    (
      "date,btc\n2019-01-01,\"9354\n",
      "h.csv:2:2: expected a quote at the end of the field that this one opens, found none"
    ),
  ])
  func otherDialectsAreExplained(text: String, message: String) {
    #expect(throws: HistoryError(message)) { try PriceHistory(csv: text, name: "h.csv") }
  }

  @Test func otherEncodingsAreNamed() {
    let text = Array("date,btc\n2019-01-01,5\n".utf16)
    let bytes: [UInt8] = [0xFF, 0xFE] + text.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let message =
      "h.csv: expected comma-separated text, found what looks like text in UTF-16; save the table as CSV in "
      + "UTF-8"
    #expect(throws: HistoryError(message)) { try PriceHistory(bytes: bytes, name: "h.csv") }
  }
}

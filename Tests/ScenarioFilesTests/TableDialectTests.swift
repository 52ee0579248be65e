import Foundation
import ScenarioFiles
import Testing

/// Tables as spreadsheets and other programs save them: read where that is unambiguous, else named.
@Suite struct TableDialectTests {
  private func read(_ miners: [UInt8]) throws -> ReadScenario {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let place = folder.path(percentEncoded: false) + "/"
    try Data(BookTableTests.scenario.utf8).write(to: folder.appending(path: "desk.json5"))
    try Data(miners).write(to: folder.appending(path: "book.csv"))
    do {
      return try ScenarioDocument.load(
        place + "desk.json5", miners: place + "book.csv", tranches: nil
      ).resolve()
    } catch {
      throw BookTableTests.Complaint(text: error.description.replacing(place, with: ""))
    }
  }

  private func expect(_ text: String, says message: String) {
    #expect(throws: BookTableTests.Complaint(text: message)) { try read(Array(text.utf8)) }
  }

  @Test(arguments: [
    "miner,cash,treasury.btc\ralpha,5e6,900\rgamma,1e6,10\r",
    "miner,cash,treasury.btc\r\nalpha,5e6,900\r\ngamma,1e6,10",
    "\u{FEFF}miner,cash,treasury.btc\nalpha,5e6,900\n,,\ngamma,1e6,10\n,,\n",
    "miner;cash;treasury.btc\nalpha;5e6;900\ngamma;1e6;10\n",
    "miner\tcash\ttreasury.btc\nalpha\t5e6\t900\ngamma\t1e6\t10\n",
    "sep=;\nminer;cash;treasury.btc\nalpha;5e6;900\ngamma;1e6;10\n",
  ])
  func lineEndsMarksAndSeparatorsAreRead(text: String) throws {
    let miners = try read(Array(text.utf8)).scenario.miners
    #expect(miners.map(\.name) == ["alpha", "gamma"])
    #expect(miners.map(\.cashUSD) == [5e6, 1e6])
    #expect(miners.map(\.treasury.holdings.btc) == [900, 10])
  }

  /// "Möwe" in Latin-1 is 4D F6 77 65.
  @Test func textThatIsNotUTF8IsNamedWithItsPlace() {
    let bytes = Array("miner,cash\nalpha,1e6\nM".utf8) + [0xF6] + Array("we,1e6\n".utf8)
    let message =
      "book.csv:3:1: expected UTF-8, found the byte 0xF6, likely \"ö\" in Latin-1 or Windows-1252; "
      + "save the table as CSV in UTF-8"
    #expect(throws: BookTableTests.Complaint(text: message)) { try read(bytes) }
  }

  @Test func workbooksAreNamed() {
    expect(
      "PK\u{3}\u{4}",
      says:
        "book.csv: expected comma-separated text, found what looks like a workbook (.xlsx, .ods) "
        + "or a zip archive; save the table as CSV in UTF-8")
  }

  /// Spreadsheets save a column that once was something.
  @Test(arguments: [
    "miner,cash,\nalpha,5e6,\ngamma,1e6,\n", "miner,cash,,\nalpha,5e6\ngamma,1e6,,\n",
    "miner;cash; ;\nalpha;5e6;;\ngamma;1e6\n", "miner,cash\nalpha,5e6,\ngamma,1e6,,\n",
    "miner,cash,,\nalpha,5e6,,,,\ngamma,1e6\n",
  ])
  func emptyColumnsAtTheEndArePassedOver(text: String) throws {
    let miners = try read(Array(text.utf8)).scenario.miners
    #expect(miners.map(\.cashUSD) == [5e6, 1e6])
  }

  /// A column with values means something, one between others may have lost its name.
  @Test func columnsWithoutANameAreNumbered() {
    func problem(_ column: Int) -> String {
      "book.csv:1:\(column): expected a name for column \(column), found none; name it, or remove it"
    }
    expect("miner,cash,,,\nalpha,5e6,,7,\n", says: "\(problem(3))\n\(problem(4))")
    expect("miner,,cash\nalpha,,5e6\n", says: problem(2))
    expect("miner,cash,\nalpha,5e6,,7\n", says: "book.csv:2:1: expected 2 fields, found 4")
  }

  @Test func aTableWithoutRowsIsRefused() {
    expect("miner,cash\n", says: "book.csv:1:1: expected rows under the header, found none")
    expect("\n", says: "book.csv: expected a header row, found nothing")
  }

  @Test func unknownColumnsAreRefusedWithoutCellsToo() {
    expect(
      "miner,rating\nalpha,\n",
      says: "book.csv:1:2: rating: unknown column; a column of your own is called tags.rating")
    expect(
      "miner,treasury.bct\nalpha,\n",
      says: "book.csv:1:2: treasury.bct: unknown column; did you mean \"btc\"?")
  }

  @Test func tagsAreText() throws {
    let read = try read(Array("miner,tags.rating,tags.id\nalpha,BB-,007\n".utf8))
    #expect(read.scenario.miners[0].tags == ["rating": "BB-", "id": "007"])
  }

  @Test func anUnclosedQuoteIsNamed() {
    expect(
      "miner,cash\nalpha,\"1e6\n",
      says: "book.csv:2:2: expected a quote at the end of the field that this one opens, found none"
    )
  }

  /// Who forgets to double a quote has two fields in one, or half of one.
  @Test func textAfterAClosingQuoteIsNamed() throws {
    func found(_ text: String) -> String {
      "expected nothing after the closing quote of the field, found \"\(text)\"; "
    }
    let remedy = "a quote inside quotes is doubled"
    expect("miner,cash\n\"south, inc\"x,5\n", says: "book.csv:2:1: " + found("x") + remedy)
    expect(
      "miner,tags.note,cash\nalpha,\"a\n\"b\" c\",5\n",
      says: "book.csv:3:2: " + found("b\\\" c\\\"") + remedy)
    let read = try read(Array("miner,cash\n\"south, inc\" ,5\n".utf8))
    #expect(read.scenario.miners.map(\.name) == ["south, inc"])
  }

  @Test func duplicateKeysInsideAFieldAreRefused() {
    expect(
      "miner,treasury\nalpha,\"{btc: 1, btc: 2}\"\n",
      says: "book.csv:2:2: miners.alpha.treasury: btc: duplicate key")
  }

  @Test func separatorsOfThousandsAreNotDecimals() {
    expect(
      "miner,cash\nalpha,30.000\n",
      says:
        "book.csv:2:2: miners.alpha.cash: 30.000 may be 30 or 30000; write it without separators of "
        + "thousands, or with an exponent")
    expect(
      "miner;cash\nalpha;1.234.567,50\n",
      says: "book.csv:2:2: miners.alpha.cash: expected a number, 0 to 1e15 dollars, found "
        + "\"1.234.567,50\"; write 1234567.5, with a decimal point and no separators")
    expect(
      "miner,cash\nalpha,\"1,500\"\n",
      says: "book.csv:2:2: miners.alpha.cash: expected a number, 0 to 1e15 dollars, found "
        + "\"1,500\"; write 1500 or 1.5, with a decimal point and no separators")
  }

  @Test func numbersTooSmallToKeepAreNotZero() {
    expect(
      "miner,cash\nalpha,1e-400\n",
      says: "book.csv:2:2: miners.alpha.cash: expected 0 or a number of at least 1e-100, 0 to 1e15 "
        + "dollars, found 1e-400")
  }

  @Test func datesOfOtherProgramsAreExplained() {
    let lots = "miner,leases.hall.revenuePerYear,leases.hall.until\nalpha,1e7,"
    let start =
      "book.csv:2:3: miners.alpha.leases.hall.until: expected a date \"YYYY-MM-DD\", 1900 to 2200, found "
    expect(lots + "31.12.2027\n", says: start + "\"31.12.2027\"; write \"2027-12-31\"")
    expect(
      lots + "46752\n",
      says: start + "46752; if these are days of a spreadsheet, write \"2027-12-31\"")
    expect(
      lots + "1830211200\n",
      says: start + "1830211200; if these are seconds since 1970, write \"2027-12-31\"")
  }

  /// Reading takes time linear in the rows: ten thousand took 95 s when it was quadratic.
  @Test(.timeLimit(.minutes(1))) func tenThousandBorrowersAreRead() throws {
    let text = "miner,cash,treasury.btc\n" + (1...10_000).map { "m\($0),2e7,300\n" }.joined()
    #expect(try read(Array(text.utf8)).scenario.miners.count == 10_000)
  }

  @Test func moreRowsThanABookCanHaveAreRefused() {
    let text = "miner,cash\n" + (1...10_001).map { "m\($0),2e7\n" }.joined()
    expect(text, says: "book.csv: expected at most 10,000 rows, found more; split the book")
  }
}

import CreditBasics
import Foundation
import Reporting
import RiskMeasures
import TestSupport
import Testing
import Workbook

@Suite struct ResultWorkbookTests {
  private let facts = WorkbookFacts(
    version: "9.9", build: "abc", asOf: "2025-12-31", inputs: "0f1e")

  private var result: StressResult {
    var tally = StressTally(HandBook.scenario)
    tally.add(HandBook.outcomes, firstPath: 0)
    return tally.result()
  }

  private func file(_ result: StressResult, _ tables: TableSelection = .all) -> WorkbookFile {
    ResultWorkbook(result, tables, facts).file
  }

  /// The parts of a file as texts: found by their headers, as nothing is compressed.
  private func parts(_ bytes: [UInt8]) -> [String: String] {
    var found: [String: String] = [:]
    var at = 0
    func number(_ offset: Int, _ count: Int) -> Int {
      (0..<count).reduce(0) { $0 + Int(bytes[at + offset + $1]) << (8 * $1) }
    }
    while number(0, 4) == 0x0403_4b50 {
      let (length, size) = (number(26, 2), number(18, 4))
      let start = at + 30 + length
      found[String(decoding: bytes[at + 30..<start], as: UTF8.self)] =
        String(decoding: bytes[start..<start + size], as: UTF8.self)
      at = start + size
    }
    return found
  }

  @Test func everyTableIsASheetAfterThePageToPrint() {
    let names = file(result).sheets.map(\.name)
    #expect(names.first == "Overview")
    #expect(names.dropFirst().map { $0 + ".csv" } == ResultTables.files(result).map(\.name))
  }

  @Test func selectedTablesAlone() throws {
    let some = file(result, try TableSelection(list: "summary,tranches"))
    #expect(some.sheets.map(\.name) == ["Overview", "summary", "tranches"])
    // Without the tables of losses and of time, one chart is left.
    #expect(some.sheets[0].charts.map(\.title) == ["Expected loss by borrower"])
  }

  /// Texts of the first sheet, row by row; what is no text is left out.
  private func overview(_ result: StressResult, _ facts: WorkbookFacts) -> [[String]] {
    let sheet = ResultWorkbook(result, .all, facts).file.sheets[0]
    return (0..<sheet.rowCount).map { row in
      sheet.row(row).compactMap { if case .text(let text) = $0.field { text } else { nil } }
    }
  }

  /// Half of 100 and all of 250 are held, 50 more may be drawn: the loss of 46.5 is of 350 and of 400.
  @Test func whatMayBeDrawnIsInWhatIsHeldOrCommitted() throws {
    let sheet = { (undrawn: [String: Double]) in
      ResultWorkbook(
        result, .all,
        WorkbookFacts(version: "9", build: "b", asOf: "d", inputs: "f", undrawnUSD: undrawn)
      ).file.sheets[0]
    }
    func number(_ title: String, _ sheet: Sheet) -> Double? {
      for row in 0..<sheet.rowCount {
        let cells = sheet.row(row)
        if case .text(title)? = cells.first?.field, case .number(let value) = cells[1].field {
          return value
        }
      }
      return nil
    }
    let held = try #require(number("Principal held", sheet([:])))
    let loss = try #require(number("Expected loss", sheet([:])))
    let more = sheet(["B": 50])
    #expect(number("Principal held", more) == nil)
    #expect(number("Principal held or committed", more) == held + 50)
    #expect(number("… of principal held or committed", more) == loss / (held + 50))
  }

  @Test func theOverviewHasWhatIsStillOwedAtTheEnd() throws {
    var result = result
    result.portfolio.owedAtEndShare = Estimate(value: 0.4, standardError: 0.02)
    let sheet = ResultWorkbook(result, .all, facts).file.sheets[0]
    let numbers = (0..<sheet.rowCount).map(sheet.row).compactMap { cells -> [Double]? in
      guard case .text("… still owed when the run ends")? = cells.first?.field else { return nil }
      return cells.compactMap { if case .number(let value) = $0.field { value } else { nil } }
    }
    #expect(numbers == [[0.4, 0.02]])
  }

  @Test func aGivenMarketAndALoanWithoutLossAreSaid() {
    var result = result
    for index in result.tranches.indices {
      result.tranches[index].expectedLossUSD = Estimate(value: 0, standardError: 0)
    }
    var facts = facts
    facts.given = "Market given until then"
    let rows = overview(result, facts)
    #expect(rows[2] == ["Market given until then"])
    #expect(overview(result, self.facts)[2].isEmpty)
    let priced = rows.filter { $0.contains("none seen") }
    #expect(!priced.isEmpty && priced.allSatisfy { $0.last?.hasPrefix("at most ") == true })
  }

  /// No interval of 0 to 0 is claimed for a loss that no path shows.
  @Test func whatNoPathShowsHasNoErrorInTheOverview() {
    var result = result
    result.portfolio.expectedLossUSD = Estimate(value: 0, standardError: 0)
    let sheet = ResultWorkbook(result, .all, facts).file.sheets[0]
    let row = (0..<sheet.rowCount).map(sheet.row).first {
      if case .text("Expected loss")? = $0.first?.field { true } else { false }
    }
    let known = row?.dropFirst().filter { if case .number(nil) = $0.field { false } else { true } }
    #expect(known?.count == 1)
    let rows = overview(result, facts)
    #expect(rows.contains(["Expected loss", "none seen"]))
    #expect(rows.contains(["no loss on any path, so neither VaR nor ES says anything"]))
    #expect(!rows.contains { $0.first?.hasPrefix("Level") == true })
  }

  /// A spread above 100 % a year is no price, and its loan comes first.
  @Test func spreadsThatNobodyPaysAreNotNumbersInTheOverview() {
    var result = result
    result.tranches[1].breakEvenSpread = Estimate(value: 2e4, standardError: 10)
    let rows = overview(result, facts)
    let first = rows.firstIndex { $0.first == "Loans that pay least for their risk" }.map { $0 + 1 }
    #expect(first.map { rows[$0] } == ["A: loan", "no spread pays"])
  }

  /// B's note pays least for its risk: with nothing of it held, A's loan alone is ranked.
  @Test func loansOfWhichNothingIsHeldAreNotRanked() throws {
    var result = result
    let ranked = { (result: StressResult) in
      overview(result, facts).drop { $0.first != "Loans that pay least for their risk" }.dropFirst()
        .prefix { !$0.isEmpty }.map { $0[0] }
    }
    try #require(ranked(result) == ["B: note", "A: loan"])
    result.tranches[2].heldShare = 0
    #expect(
      ranked(result) == [
        "A: loan", "left out: 1 loan of which nothing is held; see the sheet tranches",
      ])
    result.tranches[1].heldShare = 0
    #expect(!overview(result, facts).contains { $0.first == "Loans that pay least for their risk" })
    #expect(
      overview(result, facts).contains([
        "left out: 2 loans of which nothing is held; see the sheet tranches"
      ]))
  }

  @Test func sameBytesEachTime() throws {
    #expect(try file(result).bytes() == file(result).bytes())
  }

  /// Cells of `summary.csv` by hand: A of four paths defaults on two.
  @Test func formatsFollowTheColumns() throws {
    let sheet = try #require(file(result).sheets.first { $0.name == "summary" })
    let titles = sheet.row(0).map { cell -> String in
      if case .text(let text) = cell.field { text } else { "" }
    }
    let styles = Dictionary(zip(titles, sheet.row(1).map(\.style))) { first, _ in first }
    #expect(styles["pd"] == .share && styles["pd_ci95_high"] == .share)
    #expect(styles["mean_default_year"] == .years)
    #expect(styles["expected_loss_usd"] == .dollars && styles["expected_loss_se"] == .dollars)
    #expect(styles["held_principal_usd"] == .dollars && styles["beyond_horizon"] == .share)
    let part = try #require(parts(try file(result).bytes())["xl/worksheets/sheet2.xml"])
    #expect(part.contains("<c r=\"B2\" s=\"\(CellStyle.share.rawValue)\"><v>0.5</v></c>"))
    #expect(part.contains("state=\"frozen\"") && part.contains("<autoFilter ref=\"A1:Q4\"/>"))
  }

  /// Dollars and years in columns whose names do not say it.
  @Test(arguments: [
    ("groups.csv", "expected_loss_se", ColumnUnit.dollars),
    ("regimes.csv", "first_year_mean", .years),
  ])
  func errorsAndTimesHaveTheirUnit(file: String, column: String, unit: ColumnUnit) throws {
    let table = try #require(TableSchema.all.first { $0.name == file })
    #expect(table.units[try #require(table.columns.firstIndex(of: column))] == unit)
  }

  /// Every part is listed with a type, every reference leads to a part, every part but the list is
  /// referred to.
  @Test func partsReferToParts() throws {
    let parts = parts(try file(result).bytes())
    let types = try #require(parts["[Content_Types].xml"])
    var targets: Set<String> = []
    for (path, text) in parts where path.hasSuffix(".rels") {
      for match in text.matches(of: #/Target="\/([^"]+)"/#) {
        #expect(parts[String(match.1)] != nil, "\(path) refers to \(match.1)")
        targets.insert(String(match.1))
      }
    }
    for path in parts.keys where path != "[Content_Types].xml" && !path.hasSuffix(".rels") {
      #expect(targets.contains(path), "nothing refers to \(path)")
      #expect(types.contains("PartName=\"/\(path)\""))
    }
    #expect(parts.keys.count { $0.hasPrefix("xl/charts/") } == 3)
  }

  /// A name that a spreadsheet would compute is text, in a cell of a type that is never computed.
  @Test func textsAreNeverFormulas() throws {
    let sheet = Sheet("s", widths: [9], rowCount: 1) { _ in [.text("=1+1")] }
    let part = try #require(
      parts(try WorkbookFile(title: "t", sheets: [sheet]).bytes())["xl/worksheets/sheet1.xml"])
    let style = CellStyle.quoted.rawValue
    #expect(
      part.contains(
        "<c r=\"A1\" s=\"\(style)\" t=\"inlineStr\"><is><t>=1+1</t></is></c>"
      ))
    #expect(!part.contains("<f>"))
  }

  /// Ten records on sheets of four: 4, 4 and 2, each below a header of its own.
  @Test func longTablesTakeMoreSheets() {
    let parts = TableSheet.parts(
      named: "path_losses", columns: ["path"], units: [.count], count: 10, taken: [],
      mostRecords: 4, record: { [.integer($0)] })
    #expect(parts.map(\.sheet.name) == ["path_losses", "path_losses_2", "path_losses_3"])
    #expect(parts.map(\.sheet.rowCount) == [5, 5, 3])
    guard case .integer(let last) = parts[2].sheet.row(2)[0].field else {
      Issue.record("a number is expected")
      return
    }
    #expect(last == 9)
    #expect(parts[1].names.map(\.name) == ["path_losses_2", "path_losses_2_path"])
  }

  /// Tables by year have whole ones, others quarters and months of them.
  @Test func wholeYearsHaveNoDecimals() {
    let styles = [Field.integer(3), .number(0.25)].map { field in
      TableSheet.parts(
        named: "t", columns: ["year"], units: [.years], count: 1, taken: [],
        record: { _ in [field] }
      )[0].sheet.row(1)[0].style
    }
    #expect(styles == [.plain, .years])
  }

  /// Names that a reader's formulas use: of a table, and of the values of its columns.
  @Test func rangesHaveNames() {
    let names = file(result).names
    let pd = names.first { $0.name == "summary_pd" }
    #expect(pd?.range.reference == "'summary'!$B$2:$B$4")
    let lower = names.map { $0.name.lowercased() }
    #expect(Set(lower).count == lower.count)
  }

  /// A table of 100,000 rows of ten columns, written in a second.
  @Test func aHundredThousandRowsTakeLessThanASecond() throws {
    let names = ["miner"] + (1...9).map { "x\($0)_usd" }
    let parts = TableSheet.parts(
      named: "long", columns: names, units: names.map { _ in .dollars }, count: 100_000, taken: [],
      record: { row in
        [.text("a miner")] + (1...9).map { .number(Double(row) / Double(7 * $0)) }
      })
    let file = WorkbookFile(title: "t", sheets: parts.map(\.sheet))
    var size = 0
    let seconds = try processorSeconds { size = try file.bytes().count }
    print("100,000 rows: \(size) bytes in \(seconds) s")
    #expect(size > 30_000_000)
    #if !DEBUG
      #expect(seconds < 1)
    #endif
  }
}

import Reporting
import Testing
import Workbook

@Suite struct ComparisonWorkbookTests {
  private static let columns = [
    "measure", "miner", "tranche", "result", "value", "se", "difference", "difference_se",
  ]

  private static func record(_ measure: String, _ miner: String, _ result: String, _ value: Double)
    -> [Field]
  {
    [
      .text(measure), .text(miner), .text(""), .text(result), .number(value), .number(0.5),
      .number(nil), .number(nil),
    ]
  }

  private static func change(_ input: String, missing: String? = nil) -> InputDifference {
    var change = InputDifference(
      what: input, there: missing == nil ? "2.5" : "absent", here: "true", isOfScenario: true)
    change.missing = missing
    return change
  }

  private let file = ComparisonWorkbook(
    columns: columns,
    records: [
      record("pd", "A", "old", 0.1), record("pd", "A", "new", 0.2),
      record("pd", "PORTFOLIO", "old", 0.3), record("pd", "PORTFOLIO", "new", 0.4),
      record("var_usd(0.95)", "PORTFOLIO", "old", 5),
      record("var_usd(0.99)", "PORTFOLIO", "old", 7),
    ],
    notes: [
      .init(
        result: "new", unpaired: "another seed",
        changes: (0..<14).map { change("cash \($0)") } + [change("hall", missing: "hall")])
    ],
    foot: "foot"
  ).file

  private func texts(_ row: [Cell]) -> [String] {
    row.map { if case .text(let text) = $0.field { text } else { "" } }
  }

  @Test func measuresOfOneKindShareASheetAndItsUnit() {
    #expect(file.sheets.map(\.name) == ["Overview", "pd", "var_usd", "inputs"])
    #expect(file.sheets[1].rowCount == 5 && file.sheets[2].rowCount == 3)
    #expect(file.sheets[1].row(1).map(\.style).suffix(4) == [.share, .share, .share, .share])
    #expect(
      file.sheets[2].row(1).map(\.style).suffix(4) == [.dollars, .dollars, .dollars, .dollars])
    #expect(texts(file.sheets[2].row(2))[0] == "var_usd(0.99)")
  }

  @Test func thePageToPrintHasThePortfolioAndWhatDiffers() {
    let cover = file.sheets[0]
    let rows = (0..<cover.rowCount).map { texts(cover.row($0)) }
    #expect(rows.filter { $0.first == "pd" }.map { $0[1] } == ["old", "new"])
    #expect(rows.contains(["errors are those of independent runs: another seed"]))
    #expect(rows.contains(["cash 11 2.5 there, true here"]) && rows.last == ["foot"])
    // Of fifteen, with one that the first result lacks.
    #expect(!rows.contains { $0.first?.hasPrefix("cash 12") == true })
    #expect(!rows.contains { $0.first?.hasPrefix("hall") == true })
    #expect(rows.contains(["3 more in the sheet inputs"]))
  }

  @Test func everyInputThatDiffersHasARowOfASheet() {
    let inputs = file.sheets[3]
    #expect(inputs.rowCount == 16)
    #expect(texts(inputs.row(0)) == ["result", "input", "first", "own"])
    #expect(texts(inputs.row(1)) == ["new", "cash 0", "", "true"])
    #expect(texts(inputs.row(15)) == ["new", "hall", "absent", "true"])
  }

  /// A number is one in the sheet too, unless the sheet would say another text.
  @Test(arguments: [
    ("2.5", 2.5), ("-0.07", -0.07), ("9007199254740991", 9_007_199_254_740_991),
    ("9007199254740992", nil), ("18446744073709551615", nil), ("18446744073709551614", nil),
    ("1e3", nil), ("007", nil), ("0x10", nil), ("inf", nil), ("nan", nil), ("absent", nil),
  ])
  func inputsAreNumbersWhereTheySayTheText(text: String, number: Double?) {
    let change = InputDifference(what: "miner", there: text, here: text, isOfScenario: true)
    let book = ComparisonWorkbook(
      columns: Self.columns, records: [],
      notes: [.init(result: "new", unpaired: nil, changes: [change])], foot: "")
    for cell in book.file.sheets[1].row(1)[2...] {
      switch cell.field {
      case .number(let value): #expect(value != nil && value == number, "\(text)")
      case .text(let said): #expect(number == nil && said == text)
      default: Issue.record("\(text): \(cell.field)")
      }
    }
  }

  /// Rows 4 and 5 of the first sheet: two results' probability; there is no expected loss to draw.
  @Test func barsAreOfTheCellsOfThePage() {
    let charts = file.sheets[0].charts
    #expect(charts.map(\.title) == ["Probability that any borrower defaults"])
    #expect(charts[0].series[0].values == CellRange("Overview", column: 2, rows: 3...4))
  }
}

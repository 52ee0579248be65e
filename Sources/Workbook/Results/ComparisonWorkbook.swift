import CreditBasics
import Reporting
import RiskMeasures

/// Results side by side as one spreadsheet file: a page to print, then a sheet for each kind of measure.
package struct ComparisonWorkbook {
  /// Notes on a result beside its figures.
  package struct Note: Sendable {
    /// The result's name.
    package var result: String
    /// Why the errors of its differences are those of independent runs; nil where draws are common.
    package var unpaired: String?
    /// What differs in its inputs from the first result's.
    package var changes: [InputDifference]

    package init(result: String, unpaired: String?, changes: [InputDifference]) {
      self.result = result
      self.unpaired = unpaired
      self.changes = changes
    }
  }

  /// Title of the first sheet's table, below which a row for each result and measure stands.
  private static let title = "The book"
  /// The last sheet: every input that differs.
  private static let inputs = "inputs"
  /// Most lines about the inputs of each result on the first sheet.
  private static let mostLines = 12

  private let columns: [String]
  private let records: [[Field]]
  private let notes: [Note]
  private let foot: String

  /// A workbook of a comparison.
  ///
  /// - Parameters:
  ///   - columns: Those of `comparison.csv`: measure, miner, tranche, result, then four of numbers.
  ///   - records: Its records.
  ///   - notes: One for each result but the first.
  ///   - foot: The last line of the first sheet.
  package init(columns: [String], records: [[Field]], notes: [Note], foot: String) {
    self.columns = columns
    self.records = records
    self.notes = notes
    self.foot = foot
  }

  /// The bytes of the file.
  ///
  /// - Throws: a line that says so, when it would be greater than 4 GiB.
  package func bytes() throws -> [UInt8] { try file.bytes() }

  package var file: WorkbookFile {
    var sheets: [TableSheet] = []
    for kind in kinds {
      let own = records.filter { Self.kind($0) == kind }
      sheets += TableSheet.parts(
        named: kind, columns: columns, units: Self.units(kind), count: own.count,
        taken: [CoverSheet.name] + sheets.map(\.sheet.name), record: { own[$0] })
    }
    let changes = notes.flatMap { note in note.changes.map { $0.record(note.result) } }
    if !changes.isEmpty {
      sheets += TableSheet.parts(
        named: Self.inputs, columns: ["result", "input", "first", "own"],
        units: Array(repeating: .plain, count: 4), count: changes.count,
        taken: [CoverSheet.name] + kinds, record: { changes[$0] })
    }
    return WorkbookFile(
      title: "Results side by side", sheets: [cover] + sheets.map(\.sheet),
      names: sheets.flatMap(\.names))
  }

  /// Measures without their levels, in the order of the records.
  private var kinds: [String] { records.map(Self.kind).eachOnce }

  /// `var_usd` of `var_usd(0.99)`: measures of one kind share a sheet and a number format.
  private static func kind(_ record: [Field]) -> String {
    String(text(record[0]).prefix { $0 != "(" })
  }

  private static func units(_ kind: String) -> [ColumnUnit] {
    let unit = kind == "pd" ? .share : ColumnUnit(columnName: kind)
    return Array(repeating: .plain, count: 4) + Array(repeating: unit, count: 4)
  }

  private static func text(_ field: Field) -> String {
    if case .text(let text) = field { text } else { "" }
  }

  /// Rows of the first sheet above the portfolio's.
  private static let headRows = 3

  private var portfolio: [[Field]] {
    records.filter { Self.text($0[1]) == MinerSummary.portfolioName }
  }

  /// The page to print: the portfolio's figures, why errors are what they are, and the first inputs that
  /// both results have and that differ.
  private var cover: Sheet {
    let rows =
      [[.text("Results side by side", .title)], []] + figures + [[]]
      + notes.flatMap(lines) + [[.text(foot, .note)]]
    var sheet = Sheet(
      CoverSheet.name, widths: [26, 34, 16, 14, 16, 14], rowCount: rows.count, row: { rows[$0] })
    sheet.isOnePage = true
    sheet.charts = [
      chart("pd", "Probability that any borrower defaults", at: 0) { .probability("", upTo: $0) },
      chart("expected_loss_usd", "Expected loss of the book", at: 1) { .dollars("", upTo: $0) },
    ].compactMap { $0 }
    return sheet
  }

  private var figures: [[Cell]] {
    let titles = ["result", "value", "± s.e.", "difference", "± s.e."]
    let header: [Cell] =
      [.text(Self.title, .header)]
      + titles.enumerated().map { .text($1, $0 == 0 ? .header : .numberHeader) }
    return [header]
      + portfolio.map { record in
        let style = CellStyle(Self.units(Self.kind(record))[4])
        return [.text(Self.text(record[0])), .text(Self.text(record[3]))]
          + record[4...].map { Cell($0, style) }
      }
  }

  private func lines(_ note: Note) -> [[Cell]] {
    let errors = note.unpaired.map { "errors are those of independent runs: \($0)" }
    let lines =
      [errors ?? "differences are paired on common draws"] + inputs(note.changes)
    return [[.text(note.result, .header)]] + lines.map { [.text($0)] } + [[]]
  }

  private func inputs(_ changes: [InputDifference]) -> [String] {
    if changes.isEmpty { return ["inputs: no difference"] }
    let shown = changes.filter { $0.missing == nil }.prefix(Self.mostLines).map(\.line)
    let more = changes.count - shown.count
    return shown + (more > 0 ? ["\(more) more in the sheet \(Self.inputs)"] : [])
  }

  /// A bar for each result, of a measure of the portfolio; nil when there is none to draw.
  private func chart(
    _ measure: String, _ title: String, at place: Int, axis: (Double) -> Chart.Axis
  ) -> Chart? {
    let rows = portfolio.indices.filter { Self.text(portfolio[$0][0]) == measure }
    let values = rows.map { row -> Double in
      if case .number(let value?) = portfolio[row][4] { value } else { 0 }
    }
    guard let first = rows.first, let last = rows.last, let most = values.max(), most > 0 else {
      return nil
    }
    let cells = Self.headRows + first...Self.headRows + last
    let height = 16
    return Chart(
      title, .bars, horizontal: axis(most), vertical: .init("", "General"),
      series: [
        Chart.Series(
          name: CellRange(CoverSheet.name, column: 0, rows: cells.lowerBound...cells.lowerBound),
          positions: CellRange(CoverSheet.name, column: 1, rows: cells),
          values: CellRange(CoverSheet.name, column: 2, rows: cells))
      ],
      columns: 7...7 + ResultCharts.width - 1,
      rows: Self.headRows + place * height...Self.headRows + (place + 1) * height - 2)
  }
}

extension InputDifference {
  /// The difference as a row of the sheet of inputs.
  fileprivate func record(_ result: String) -> [Field] {
    [.text(result), .text(what)] + [there, here].map(Self.field)
  }

  /// A number where it would be written exactly as the text: names such as `1e3` and `007` stay
  /// texts, and so do whole numbers of which a sheet would lose digits.
  private static func field(_ text: String) -> Field {
    guard let number = Double(text), abs(number) < 0x1p53, JSONScalar.shortest(number) == text
    else { return .text(text) }
    return .number(number)
  }
}

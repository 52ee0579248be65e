import Reporting
import RiskMeasures

/// Results side by side as one self-contained page.
package struct ComparisonPage {
  private let compared: ComparedResults
  private let title: String
  /// For each result what differs in its inputs from the first result's, a line each.
  private let changes: [[String]]

  /// A page with a title.
  package init(_ compared: ComparedResults, title: String, changes: [[String]]) {
    self.compared = compared
    self.title = title
    self.changes = changes
  }

  /// The page's HTML in UTF-8.
  package var text: String {
    let first = compared.names[0]
    let sections = [portfolio, borrowers, differences, inputs].compactMap { $0 }
    return PageShell(
      title: "\(title)",
      eyebrow: "\(NumberWords.count(compared.names.count, "result")), against \(first)",
      heading: "\(title)", skip: "the results",
      main: "\(sections.map(\.markup))",
      footer: """
        Written by minerstress from the files of the results. Stress tests of assumptions, not \
        forecasts. Losses are positive; PD is a probability of default within each result's horizon; \
        ± and whiskers are 95 % intervals.
        """
    ).markup.text
  }

  // MARK: Sections

  private var portfolio: PageSection {
    let name = MinerSummary.portfolioName
    let columns: [(title: String, measure: ComparedMeasure)] = [
      ("any default", .defaultProbability(name)), ("expected loss", .expectedLoss(name)),
      ("VaR 99 %", .valueAtRisk(thousandths: 990)),
      ("ES 99 %", .expectedShortfall(thousandths: 990)),
    ]
    let cells = columns.map { compared.rows(of: $0.measure) }
    let rows = compared.names.enumerated().map { result, name in
      [name]
        + zip(columns, cells).flatMap { column, cells in
          let row = cells.first { $0.result == result }
          return [
            Self.text(row?.estimate, column.measure),
            result == 0 ? "" : Self.text(row?.difference, column.measure),
          ]
        }
    }
    return PageSection(
      id: "portfolio", title: "The portfolio", shortTitle: "Portfolio", lead: lead,
      tail: DataTable.limited(
        "The portfolio in each result, and its difference from \(compared.names[0])",
        [.text("result")] + columns.flatMap { [.number($0.title), .number("difference")] }, rows,
        to: Limits.tableRows, file: "comparison.csv"
      ).markup)
  }

  private var lead: Markup {
    let unpaired = zip(compared.names, compared.reasons).compactMap { name, reason in
      reason.map { "\(name): \($0)" }
    }
    guard !unpaired.isEmpty else {
      return "Differences are taken path by path on common draws, which is what their errors count."
    }
    return """
      Errors of differences are paired on common draws where there are any, else those of \
      independent runs (\(unpaired.joined(separator: "; "))).
      """
  }

  private var borrowers: PageSection? {
    let names = compared.results[0].minersByLoss.map(\.miner)
    let shown = Array(names.prefix(Limits.rows))
    let figures = [
      figure(
        "pd", "Default probability", shown, NumberWords.percent, { .defaultProbability($0) }),
      figure("el", "Expected loss", shown, NumberWords.dollars, { .expectedLoss($0) }),
    ].compactMap { $0 }
    guard !figures.isEmpty else { return nil }
    return PageSection(
      id: "borrowers", title: "Borrower by borrower", shortTitle: "Borrowers",
      lead: names.count > shown.count
        ? "The \(shown.count) borrowers of \(names.count) that \(compared.names[0]) expects to lose most on."
        : "", figures: figures)
  }

  /// Results beyond these have no marks of their own in a chart.
  private static let mostMarks = 7

  private func figure(
    _ id: String, _ title: String, _ miners: [String], _ words: @escaping (Double) -> String,
    _ measure: (String) -> ComparedMeasure
  ) -> Figure? {
    let rows = miners.map { miner -> DumbbellChart.Row in
      let marks = compared.rows(of: measure(miner)).prefix(Self.mostMarks).compactMap {
        row -> DumbbellChart.Mark? in
        guard let estimate = row.estimate else { return nil }
        return .init(
          value: estimate.value, style: row.result,
          text: "\(miner), \(compared.names[row.result]): \(words(estimate.value))",
          interval: Confidence.interval(estimate.value, estimate.standardError))
      }
      return .init(name: miner, marks: marks, label: "")
    }
    let highest = rows.flatMap(\.marks).map { $0.interval?.upperBound ?? $0.value }.max() ?? 0
    guard highest > 0 else { return nil }
    let entries = compared.names.prefix(Self.mostMarks).enumerated().map {
      (name: $0.element, style: $0.offset)
    }
    return Figure(
      id: id, title: title, description: "\(title) of each borrower in each result.",
      chart: DumbbellChart(
        rows: rows, legend: Legend(kind: .shapes, entries: entries), xTitle: title.lowercased(),
        xRange: 0...Ticks.ceiling(highest, about: 5), xLabel: words), span: 3)
  }

  private var differences: PageSection {
    let rows = compared.rows.filter { $0.result > 0 && $0.difference != nil }
    // What moved most, against its own error: the first thing to look at.
    let ranked = rows.enumerated().sorted {
      (Self.weight($1.element), $0.offset) < (Self.weight($0.element), $1.offset)
    }.map(\.element)
    return PageSection(
      id: "differences", title: "What moved", shortTitle: "What moved",
      lead: """
        The differences that stand out most from their errors come first; those without an interval, \
        of which too few paths tell how sure they are, come last.
        """,
      tail: DataTable.limited(
        "Differences from \(compared.names[0]) with 95 % intervals",
        ["miner", "tranche", "measure", "result"].map { .text($0) }
          + ["value", "difference"].map { .number($0) },
        ranked.map {
          [
            $0.measure.miner, $0.measure.tranche, $0.measure.name, compared.names[$0.result],
            Self.text($0.estimate, $0.measure), Self.text($0.difference, $0.measure),
          ]
        }, to: Limits.tableRows, file: "comparison.csv"
      ).markup)
  }

  private static func weight(_ row: ComparedResults.Row) -> Double {
    guard let difference = row.difference, let error = difference.standardError else { return -1 }
    if difference.value == 0 { return 0 }
    return error > 0 ? abs(difference.value) / error : .infinity
  }

  private var inputs: PageSection {
    let rows = zip(compared.names, changes).flatMap { name, lines in lines.map { [name, $0] } }
    return PageSection(
      id: "inputs", title: "What differs in the inputs", shortTitle: "Inputs",
      lead: rows.isEmpty ? "Nothing: all results are of the same inputs." : "",
      tail: rows.isEmpty
        ? ""
        : DataTable.limited(
          "Inputs that are not those of \(compared.names[0])", [.text("result"), .text("input")],
          rows, to: Limits.tableRows, file: "each result's scenario.json"
        ).markup)
  }

  // MARK: Words

  private static func text(_ estimate: Estimate?, _ measure: ComparedMeasure) -> String {
    guard let estimate else { return "–" }
    let words = { (value: Double) in
      switch measure.name {
      case "pd": NumberWords.percent(value, decimals: 2)
      case "break_even_spread_bps": NumberWords.basisPoints(value)
      default: NumberWords.dollars(value)
      }
    }
    // What has no error is not certain: too few paths say how uncertain it is.
    guard let error = estimate.standardError else {
      return "\(words(estimate.value)), no interval"
    }
    return "\(words(estimate.value)) ± \(words(Confidence.half(error)))"
  }
}

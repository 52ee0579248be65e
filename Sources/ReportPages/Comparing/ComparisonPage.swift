import Reporting
import RiskMeasures

/// Results side by side as one self-contained page.
package struct ComparisonPage {
  private let compared: ComparedResults
  private let title: String
  /// For each result what differs in its inputs from the first result's.
  private let changes: [[InputChange]]

  /// A page with a title.
  package init(_ compared: ComparedResults, title: String, changes: [[InputChange]]) {
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
      eyebrow: "\(title): \(NumberWords.count(compared.names.count, "result")), against \(first)",
      heading: "\(compared.finding)", skip: "the results",
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
    let columns: [ComparedMeasure] = [
      .defaultProbability(name), .expectedLoss(name), .valueAtRisk(thousandths: 990),
      .expectedShortfall(thousandths: 990),
    ]
    let cells = columns.map { compared.rows(of: $0) }
    let rows = compared.names.enumerated().map { result, name in
      [name]
        + zip(columns, cells).flatMap { column, cells in
          let row = cells.first { $0.result == result }
          return [
            column.unit.shown(row?.estimate),
            result == 0 ? "" : row?.difference.map(column.unit.difference) ?? "–",
          ]
        }
    }
    return PageSection(
      id: "portfolio", title: "The portfolio", shortTitle: "Portfolio", lead: lead,
      tail: DataTable.limited(
        "The portfolio in each result, and its difference from \(compared.names[0])",
        [.text("result")] + columns.flatMap { [.number($0.words), .number("difference")] }, rows,
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
        "pd", "Default probability", shown, { .defaultProbability($0) }),
      figure("el", "Expected loss", shown, { .expectedLoss($0) }),
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

  private var styles: [Int] { Legend.styles(of: compared.results.map(\.portfolio.expectedLoss)) }

  private func figure(
    _ id: String, _ title: String, _ miners: [String], _ measure: (String) -> ComparedMeasure
  ) -> Figure? {
    let unit = measure("").unit
    let rows = miners.map { miner -> DumbbellChart.Row in
      let marks = compared.rows(of: measure(miner)).prefix(Self.mostMarks).compactMap {
        row -> DumbbellChart.Mark? in
        guard let estimate = row.estimate else { return nil }
        return .init(
          value: estimate.value, style: styles[row.result],
          text: "\(miner), \(compared.names[row.result]): \(unit.words(estimate))",
          interval: Confidence.interval(estimate.value, estimate.standardError))
      }
      return .init(name: miner, marks: marks, label: "")
    }
    let highest = rows.flatMap(\.marks).map { $0.interval?.upperBound ?? $0.value }.max() ?? 0
    guard highest > 0 else { return nil }
    let entries = compared.names.prefix(Self.mostMarks).enumerated().map {
      (name: $0.element, style: styles[$0.offset])
    }
    return Figure(
      id: id, title: title, description: "\(title) of each borrower in each result.",
      chart: DumbbellChart(
        rows: rows, legend: Legend(kind: .shapes, entries: entries), xTitle: title.lowercased(),
        xRange: 0...Ticks.ceiling(highest, about: 5), xLabel: unit.axis), span: 3)
  }

  private var differences: PageSection {
    let rows = compared.rows.filter { $0.result > 0 && $0.difference != nil }
    // What moved most, against its own error: the first thing to look at.
    let ranked = rows.enumerated().sorted {
      (Confidence.weight($1.element.difference), $0.offset)
        < (Confidence.weight($0.element.difference), $1.offset)
    }.map(\.element)
    return PageSection(
      id: "differences", title: "What moved", shortTitle: "What moved",
      lead: """
        The differences that stand out most from their errors come first; those without an interval, \
        of which too few paths tell how sure they are, come last.
        """,
      tail: DataTable.limited(
        "Differences from \(compared.names[0]) with 95 % intervals",
        ["of", "measure"].map { .text($0) } + ["difference", "value"].map { .number($0) }
          + [.text("in"), .code("as comparison.csv calls it")],
        ranked.map { row in
          [
            row.measure.owner, row.measure.words,
            row.difference.map(row.measure.unit.difference) ?? "–",
            row.measure.unit.shown(row.estimate), compared.names[row.result], row.measure.name,
          ]
        }, to: Limits.tableRows, file: "comparison.csv"
      ).markup)
  }

  private var inputs: PageSection {
    let rows = zip(compared.names, changes).flatMap { name, changes in
      changes.map { [name, $0.words, $0.first, $0.own, $0.key] }
    }
    return PageSection(
      id: "inputs", title: "What differs in the inputs", shortTitle: "Inputs",
      lead: rows.isEmpty ? "Nothing: all results are of the same inputs." : "",
      tail: rows.isEmpty
        ? ""
        : DataTable.limited(
          "Inputs that are not those of \(compared.names[0])",
          [
            .text("result"), .text("input"), .number("in \(compared.names[0])"), .number("here"),
            .code("key"),
          ], rows, to: Limits.tableRows, file: "each result's scenario.json"
        ).markup)
  }
}

/// An input of a result that is not the first result's, in words.
package struct InputChange: Sendable, Equatable {
  /// What people call it.
  package var words: String
  /// Its key in the scenario, as users type it; empty for what is no key.
  package var key: String
  /// What it is in the first result, and in this one.
  package var first: String, own: String

  /// A change.
  package init(words: String, key: String = "", first: String, own: String) {
    (self.words, self.key, self.first, self.own) = (words, key, first, own)
  }
}

extension FigureUnit {
  /// An estimate in a table; a dash where there is none.
  fileprivate func shown(_ estimate: Estimate?) -> String { estimate.map { words($0) } ?? "–" }
}

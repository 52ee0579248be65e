import CreditBasics
import Reporting
import ResultReading
import RiskMeasures

/// Results side by side as one self-contained page.
package struct ComparisonPage {
  let compared: ComparedResults
  private let title: String
  /// For each result the inputs that differ from the first result's.
  let changes: [[InputChange]]
  /// The file that has every row.
  private let file: String

  /// A page with a title.
  package init(
    _ compared: ComparedResults, title: String, changes: [[InputChange]],
    file: String = "comparison.csv"
  ) {
    self.compared = compared
    self.title = title
    self.changes = changes
    self.file = file
  }

  /// The page's HTML in UTF-8.
  package var text: String {
    let sections = [portfolio, borrowers, differences, inputs].compactMap { $0 }
    return PageShell(
      title: "\(title)",
      eyebrow: "\(title): \(NumberWords.count(compared.names.count, "result")), against \(first)",
      heading: "\(compared.finding)", skip: "the results",
      main: "\(sections.map(\.markup))",
      footer: """
        \(origin.markup)Written by minerstress from the files of the results. Stress tests of assumptions, not \
        forecasts. Losses are positive; PD is a probability of default within each result's horizon; \
        ±, brackets and whiskers are 95\u{A0}% intervals.
        """
    ).markup.text
  }

  private var origin: PageOrigin {
    PageOrigin(
      zip(compared.names, compared.results).map { (name: $0, result: $1) },
      answer: file)
  }

  var first: String { compared.quoted(0) }

  // MARK: Sections

  /// A table for each measure with results, values and changes: a phone has no room for more.
  var portfolio: PageSection {
    let name = MinerSummary.portfolioName
    let measures: [ComparedMeasure] = [
      .defaultProbability(name), .expectedLoss(name), .valueAtRisk(thousandths: 990),
      .expectedShortfall(thousandths: 990),
    ]
    let tables = measures.map { measure -> Markup in
      let table = DataTable.limited(
        measure.words.asSentence,
        [.text("result"), .number("value"), .number("change from \(first)")],
        compared.rows(of: measure).map { row in
          [compared.names[row.result], said(row), change(row)]
        }, file: file)
      return "<div>\(table.markup)</div>"
    }
    let shown = measures.flatMap { compared.rows(of: $0).prefix(Limits.tableRows) }
    return PageSection(
      id: "portfolio", title: "The portfolio", shortTitle: "Portfolio", lead: lead,
      tail: "<div class=\"tables\">\(tables)</div>\(noneSeen(shown))")
  }

  /// A row's value; an uneven interval stands in brackets with both of its ends.
  private func said(_ row: ComparedResults.Row) -> String {
    if let estimate = row.estimate, let interval = compared.interval(of: row) {
      return FigureUnit.dollars.words(estimate.value, from: interval.low, to: interval.high)
    }
    return row.measure.said(row.estimate, paths: compared.results[row.result].manifest.paths)
  }

  /// The change from the first result; empty for the first itself.
  private func change(_ row: ComparedResults.Row) -> String {
    row.result == 0 ? "" : row.difference.map(row.measure.unit.difference) ?? "–"
  }

  /// What `none seen` means, under a table in which it stands.
  private func noneSeen(_ rows: [ComparedResults.Row]) -> Markup? {
    let unseen = rows.filter { $0.measure.said($0.estimate) == Estimate.noneSeen }
    guard !unseen.isEmpty, let paths = compared.results.map(\.manifest.paths).min() else {
      return nil
    }
    let isLoss = unseen.allSatisfy { $0.measure.unit != .share }
    return "<p class=\"note\">\(NumberWords.noneSeen(in: paths, isLoss: isLoss))</p>"
  }

  private var lead: Markup {
    let times = compared.otherTimes.map { " \($0)" }.joined()
    let given = compared.givenMarkets.map { "\($0) " }.joined()
    return "\(given)\(pairingWords)\(times)"
  }

  private var pairingWords: Markup {
    let unpaired = compared.reasons.indices.filter { compared.reasons[$0] != nil }
    guard !unpaired.isEmpty else {
      return "Differences are taken path by path on common draws, which is what their errors count."
    }
    let reasons = Set(unpaired.map { compared.reasons[$0] })
    let all = unpaired.count == compared.names.count - 1 && reasons.count == 1
    let said = unpaired.map { place -> String in
      (all ? "" : "\(compared.quoted(place)): ") + (compared.reasons[place] ?? "")
    }
    let tooWide: Markup? =
      compared.sharesSeedUnpaired
      ? "; runs of one seed share draws, so that their true errors are mostly smaller" : nil
    return """
      Errors of \(all ? "differences" : "some differences") are computed as if runs were independent \
      (\(all ? said[0] : said.joined(separator: "; ")))\(tooWide).
      """
  }

  var borrowers: PageSection? {
    // The first result's borrowers come first, then those that only other results have.
    let names = compared.results.flatMap { $0.minersByLoss.map(\.miner) }.eachOnce
    let own = compared.results[0].minersByLoss.count
    let shown = Array(names.prefix(Limits.rows))
    let rest: Markup = shown.count > own ? ", and some that it does not have" : ""
    let figures = [
      figure(
        "pd", "Default probability", shown, { .defaultProbability($0) }),
      figure("el", "Expected loss", shown, { .expectedLoss($0) }),
    ].compactMap { $0 }
    guard !figures.isEmpty else { return nil }
    return PageSection(
      id: "borrowers", title: "Borrower by borrower", shortTitle: "Borrowers",
      lead: names.count > shown.count
        ? "The \(shown.count) borrowers of \(names.count) that \(first) expects to lose most on\(rest)."
        : "", figures: figures)
  }

  /// Most results that have marks in a chart.
  private static let mostMarks = Legend.results.count

  private func figure(
    _ id: String, _ title: String, _ miners: [String], _ measure: (String) -> ComparedMeasure
  ) -> Figure? {
    let unit = measure("").unit
    let rows = miners.map { miner -> DumbbellChart.Row in
      let marks = compared.rows(of: measure(miner)).prefix(Self.mostMarks).compactMap {
        row -> DumbbellChart.Mark? in
        guard let estimate = row.estimate else { return nil }
        return .init(
          value: estimate.value, style: Legend.results[row.result],
          text: "\(miner), \(compared.names[row.result]): \(said(row))",
          interval: Confidence.interval(estimate.value, estimate.standardError))
      }
      return .init(name: miner, marks: marks, label: "")
    }
    let highest = rows.flatMap(\.marks).map { $0.interval?.upperBound ?? $0.value }.max() ?? 0
    guard highest > 0 else { return nil }
    let entries = compared.names.prefix(Self.mostMarks).enumerated().map {
      (name: $0.element, style: Legend.results[$0.offset])
    }
    return Figure(
      id: id, title: title, description: "\(title) of each borrower in each result.",
      chart: DumbbellChart(
        rows: rows, legend: Legend(kind: .shapes, entries: entries), xTitle: title.lowercased(),
        xRange: 0...Ticks.ceiling(highest, about: 5), xLabel: unit.axis), span: 3)
  }

  var differences: PageSection {
    let moved = ranked
    let others = compared.names.count > 2
    let table = DataTable.limited(
      "Changes from \(first) with 95\u{A0}% intervals",
      [.text("whose"), .number("change"), .number("value")] + (others ? [.text("result")] : []),
      moved.map { row in
        [row.measure.owner, isUnpriced(row) ? "–" : change(row), said(row)]
          + (others ? [compared.names[row.result]] : [])
      }, under: moved.map(under), file: file)
    let unpriced: Markup =
      moved.contains(where: isUnpriced)
      ? " Last of all are loans for which no spread pays in one of the results: their spreads do not rank."
      : ""
    return PageSection(
      id: "differences", title: "What moved", shortTitle: "What moved",
      lead: """
        Changes that are largest against their errors come first, those without an interval last. A \
        borrower’s loss is the share held; a tranche’s is the whole tranche.\(unpriced)
        """,
      tail: "\(table.markup)\(noneSeen(Array(moved.prefix(Limits.tableRows))))")
  }

  /// Rows by how far their change exceeds its error, the greatest first; spreads that nobody can
  /// pay come last.
  private var ranked: [ComparedResults.Row] {
    compared.rows.filter { $0.result > 0 && $0.difference != nil }.stablySorted { one, other in
      if isUnpriced(one) != isUnpriced(other) { return isUnpriced(other) }
      return Confidence.weight(one.difference) > Confidence.weight(other.difference)
    }
  }

  /// Whether no spread pays for the loan, in the row's result or in the first.
  private func isUnpriced(_ row: ComparedResults.Row) -> Bool {
    row.measure.isUnpayable(row.estimate) || row.measure.isUnpayable(firstEstimate(row.measure))
  }

  private func firstEstimate(_ measure: ComparedMeasure) -> Estimate? {
    compared.rows(of: measure).first?.estimate
  }

  /// The small letters of a row: its measure, and the number of a spread that nobody can pay.
  private func under(_ row: ComparedResults.Row) -> String {
    let unit = row.measure.unit
    var parts = [row.measure.words]
    if row.measure.isUnpayable(row.estimate) {
      parts.append("\(UnpayableSpread.size), \(unit.words(row.estimate))")
    }
    let before = firstEstimate(row.measure)
    if row.measure.isUnpayable(before) {
      parts.append("in \(first) \(UnpayableSpread.words), \(unit.words(before))")
    }
    return parts.joined(separator: "; ")
  }
}

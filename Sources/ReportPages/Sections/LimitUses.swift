import Reporting
import ResultReading

/// A lender's limits, and how much of them the book uses.
struct LimitUses {
  let result: FinishedResult

  /// For the finding; nil where no limit is exceeded.
  var warning: Markup? {
    let rows = result.limits ?? []
    let exceeded = rows.filter(\.isExceeded)
    guard let first = exceeded.nearestFirst(\.share).first else { return nil }
    let verb: Markup = exceeded.count == 1 ? "is" : "are"
    let most: Markup = exceeded.count == 1 ? "" : "most of all "
    return """
      <strong>\(NumberWords.count(exceeded.count)) of \(NumberWords.count(rows.count, "limit")) \(verb) \
      exceeded</strong>: \(most)\(first.holder), \(first.measureWords) \(first.pair[0]) where \
      \(first.pair[1]) \(first.bound == 0 ? "is" : "are") allowed.
      """
  }

  /// Nil where no limits were checked.
  var section: PageSection? {
    guard let rows = result.limits, !rows.isEmpty else { return nil }
    let exceeded = rows.count(where: \.isExceeded)
    let ordered = rows.nearestFirst(\.share)
    return PageSection(
      id: "limits",
      title: exceeded == 0
        ? "All \(NumberWords.count(rows.count, "limit")) are kept"
        : "\(NumberWords.count(exceeded)) of \(NumberWords.count(rows.count, "limit")) exceeded",
      shortTitle: "Limits (\(NumberWords.count(exceeded)) exceeded)",
      lead: "Limits of the lender beside what the book uses of them; the most used come first.",
      figures: [figure(ordered)].compactMap(\.self), tail: table(ordered))
  }

  /// Uses beyond this are drawn at the edge.
  private static let most = 3.0

  private func figure(_ rows: [LimitRow]) -> Figure? {
    let known = rows.filter { $0.share != nil }
    let shown = known.prefix(Limits.rows)
    guard let greatest = shown.compactMap(\.share).max() else { return nil }
    let marks = shown.map { row -> DumbbellChart.Row in
      let name = "\(row.holder), \(row.measureWords)"
      let words = NumberWords.percent(row.share ?? 0)
      return .init(
        name: row.holder, owner: row.measureWords,
        marks: [
          .init(
            value: row.share ?? 0, style: row.isExceeded ? 1 : 0,
            text: "\(name): \(row.pair[0]) of \(row.pair[1]), \(words)")
        ], label: words)
    }
    return Figure(
      id: "limit-uses", title: "Used of each limit",
      description: NumberWords.listing(
        "Share of each limit that is used",
        shown.map { "\($0.holder), \($0.measureWords), \(NumberWords.percent($0.share ?? 0))" }),
      chart: DumbbellChart(
        rows: marks,
        legend: Legend(
          kind: .shapes, entries: [(name: "kept", style: 0), (name: "exceeded", style: 1)]),
        xTitle: "used of the limit; the dashed line is 100 %",
        xRange: 0...min(Self.most, Ticks.ceiling(max(greatest, 1.1), about: 5)),
        xLabel: NumberWords.axisPercent, reference: 1), span: 3,
      note: greatest > Self.most ? "What lies beyond the axis is drawn at its end." : nil,
      cut: Cut(shown: shown.count, all: known.count, things: "limits", order: "the most used"))
  }

  private func table(_ rows: [LimitRow]) -> Markup {
    let table = DataTable.limited(
      "Every limit, the most used first",
      [
        .text("whose"), .text("measure"), .number("used"), .number("s.e."), .number("limit"),
        .number("share"), .text("state"),
      ],
      rows.map { row in
        [
          row.holder, row.measureWords, row.pair[0], row.usedError.map(row.words) ?? "–",
          row.pair[1], row.share.map { NumberWords.percent($0) } ?? "–",
          row.isExceeded ? "exceeded" : "kept",
        ]
      }, file: "limits.csv")
    return "<details><summary>Every limit</summary>\(table.markup)</details>"
  }
}

import Reporting
import ResultReading
import RiskMeasures

/// The book by what its borrowers are tagged with.
struct Groups {
  let result: FinishedResult

  /// Tags with a chart of their own.
  private static let mostTags = 6

  /// Nil for a book without tags.
  var section: PageSection? {
    let rows = result.groups ?? []
    var tags: [String] = []
    for row in rows where !tags.contains(row.tag) { tags.append(row.tag) }
    let telling = tags.filter { tag in rows.count { $0.tag == tag } > 1 }
    guard !telling.isEmpty else { return nil }
    return PageSection(
      id: "groups", title: "Group by group", shortTitle: "Groups",
      lead: """
        Borrowers that share a value of a tag. A group’s PD is the probability that any of them \
        defaults; losses and contributions add up over the groups of a tag, but for borrowers \
        without it.
        """,
      figures: telling.prefix(Self.mostTags).enumerated().compactMap { at, tag in
        figure(at, tag, rows.filter { $0.tag == tag })
      }, tail: table(rows))
  }

  private func figure(_ at: Int, _ tag: String, _ rows: [GroupRecord]) -> Figure? {
    let ordered = rows.sorted {
      ($1.expectedLoss, $1.heldPrincipal, $0.value) < ($0.expectedLoss, $0.heldPrincipal, $1.value)
    }
    let shown = ordered.prefix(Limits.rows)
    let bars = shown.map(bar)
    guard BarChart.greatest(of: bars) > 0 else { return nil }
    return Figure(
      id: "group-\(at)", title: "Expected loss by \(tag)",
      description: NumberWords.listing(
        "Expected loss of what the lender holds by \(tag)",
        shown.map { "\($0.value) \(NumberWords.dollars($0.expectedLoss))" }),
      chart: BarChart.expectedLosses(bars), span: telling(rows) ? 2 : 1,
      cut: Cut(
        shown: shown.count, all: rows.count, things: "groups", order: "those that cost most"))
  }

  /// Whether names are so long that the chart needs more room.
  private func telling(_ rows: [GroupRecord]) -> Bool { rows.contains { $0.value.count > 16 } }

  private func bar(_ row: GroupRecord) -> BarChart.Row {
    let amount = NumberWords.dollars(row.expectedLoss)
    let text =
      "\(row.value): \(amount) of \(NumberWords.dollars(held(row))) \(heldTitle) from "
      + "\(NumberWords.count(row.miners, "borrower")); any of them defaults on "
      + "\(NumberWords.percent(row.pd)) of the paths"
    return .init(
      name: row.value, segments: [.init(value: row.expectedLoss, style: 1, text: text)],
      interval: Confidence.interval(row.expectedLoss, row.expectedLossError),
      label: amount)
  }

  /// Dollars that the lender holds of a group's debt or has committed to it.
  private func held(_ row: GroupRecord) -> Double {
    row.heldPrincipal + (result.undrawn.byTag[row.tag]?[row.value] ?? 0)
  }

  private var heldTitle: String {
    result.undrawn.byTag.isEmpty ? "held" : "held or committed"
  }

  private func table(_ rows: [GroupRecord]) -> Markup {
    DataTable.limited(
      "Every group",
      [
        .text("group"), .text("tag"), .number("borrowers"), .number("any default"),
        .number("expected loss"), .number("s.e."), .number(heldTitle),
        .number("EL / \(heldTitle)"), .number("of ES 99 %"), .number("s.e."),
      ],
      rows.map { row in
        [
          row.value, row.tag, NumberWords.count(row.miners),
          NumberWords.percent(row.pd, decimals: 2), NumberWords.dollars(row.expectedLoss),
          row.expectedLossError.map(NumberWords.dollars) ?? "–",
          NumberWords.dollars(held(row)),
          held(row) > 0 ? NumberWords.percent(row.expectedLoss / held(row)) : "–",
          row.shortfall.map(NumberWords.dollars) ?? "–",
          row.shortfallError.map(NumberWords.dollars) ?? "–",
        ]
      }, file: "groups.csv"
    ).markup
  }
}

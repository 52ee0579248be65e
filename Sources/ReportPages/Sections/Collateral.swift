import Reporting
import ResultReading

/// Collateral by its marks and by what its sale would bring; coverage against covenants.
struct Collateral {
  let result: FinishedResult

  /// Nil where nothing is pledged and nothing measured, and no file is missing.
  var section: PageSection? {
    var section = PageSection(
      id: "collateral", title: "Collateral: marked and sold", shortTitle: "Collateral",
      lead: """
        Headline LTV divides debt by marks. Liquidation LTV divides it by what a sale would bring \
        after depth, haircuts, costs and delay: of this miner alone, or of every miner still alive \
        at once. Beyond 100 % the loan is not covered; the distance between the marks is collateral \
        that exists on paper only. Fans are the median, the middle half and the middle 90 % of the \
        survivors. LTV ∞: debt with nothing left to sell. Coverage far from 1×: hardly \
        anything is due that year, and the axis is logarithmic. Arrowheads: the fan goes on beyond its \
        frame.
        """)
    if let fans = result.cut(min(Limits.fans, result.miners.count), .likeliest).words(beside: nil) {
      section.lead = "\(section.lead) Fans: \(fans)"
    }
    section.figures =
      [phantom("asOf", "today"), phantom("default", "at default")].compactMap { $0 }
      + SurvivorFans(result: result).figures
    section.missing = PageSection.absent([
      "phantom_collateral.csv": result.phantom, "ltv_fan.csv": result.leverage,
      "dscr_fan.csv": result.coverage,
    ])
    return section.figures.isEmpty && section.missing.isEmpty ? nil : section
  }

  /// LTVs beyond this are drawn at the edge.
  private static let highestLTV = 3.0

  private func phantom(_ moment: String, _ when: String) -> Figure? {
    let rows = (result.phantom ?? []).filter { $0.moment == moment && $0.headline != nil }
      .sorted {
        ($1.together ?? 0, $1.headline ?? 0, $0.miner, $0.tranche)
          < ($0.together ?? 0, $0.headline ?? 0, $1.miner, $1.tranche)
      }
    guard !rows.isEmpty else { return nil }
    let shown = Array(rows.prefix(Limits.rows))
    let values = shown.flatMap { [$0.headline, $0.alone, $0.together].compactMap { $0 } }
    let top = min(Self.highestLTV, Ticks.ceiling(max(values.max() ?? 1, 1), about: 5))
    return Figure(
      id: "phantom-\(moment)", title: "Secured loans \(when): marks and sale value",
      description: NumberWords.listing(
        "Loan to value of secured tranches \(when)",
        shown.map { row in
          "\(row.tranche) of \(row.miner) \(words(row.headline)) by marks and "
            + "\(words(row.together)) if everybody sells"
        }),
      chart: DumbbellChart(
        rows: shown.map(row),
        legend: Legend(
          kind: .shapes,
          entries: [
            (name: "headline", style: 0), (name: "sold alone", style: 3),
            (name: "all sell", style: 2),
          ]), labelTitle: "all sell", xTitle: "loan to value; the dashed line is 100 %",
        xRange: 0...top, xLabel: NumberWords.axisPercent, reference: 1),
      span: 2,
      note: note(rows, isBeyond: (values.max() ?? 0) > top),
      table: DataTable.limited(
        "Headline and liquidation LTV \(when)",
        [
          .text("tranche"), .text("miner"), .number("headline"), .number("sold alone"),
          .number("all sell"),
        ],
        rows.lazy.map {
          [$0.tranche, $0.miner, words($0.headline), words($0.alone), words($0.together)]
        }, file: "phantom_collateral.csv"),
      cut: Cut(
        shown: shown.count, all: rows.count, things: "secured loans",
        order: "the least covered if all sell"))
  }

  private func note(_ rows: [PhantomRow], isBeyond: Bool) -> Markup? {
    let notes: [Markup?] = [
      isBeyond ? "What lies beyond the axis is drawn at its end." : nil, dearerSold(rows),
    ]
    let said = notes.compactMap { $0 }
    return said.isEmpty ? nil : .joined(said, separator: " ")
  }

  /// A note on loans whose collateral fetches more than its marks, and why: the mark of a machine
  /// is its resale price, and whoever takes its contract over pays for the rent that is left.
  private func dearerSold(_ rows: [PhantomRow]) -> Markup? {
    let dearer = rows.filter { row in
      guard let headline = row.headline, let sold = row.alone ?? row.together else { return false }
      return sold < headline * (1 - 1e-9)
    }
    guard !dearer.isEmpty else { return nil }
    let named = dearer.map { "\($0.tranche) of \($0.miner)" }
    let names = NumberWords.list(NumberWords.first(3, of: named))
    let verb: Markup = dearer.count == 1 ? "fetches" : "fetch"
    let isAssigned = dearer.allSatisfy {
      result.borrower($0.miner)?.pledgesContract(to: $0.tranche) ?? false
    }
    let reason: Markup? =
      isAssigned
      ? """
      : contracts go with these machines, and a buyer pays for the rent that is left, while the mark \
      is the bare machine’s resale price
      """ : nil
    return "The collateral of \(names) \(verb) more than its mark\(reason)."
  }

  private func words(_ ltv: Double?) -> String { ltv.map { NumberWords.percent($0) } ?? "–" }

  private func row(_ row: PhantomRow) -> DumbbellChart.Row {
    let name = "\(row.tranche) (\(row.miner))"
    let marks = [
      (row.headline, "headline", 0), (row.alone, "sold alone", 3), (row.together, "all sell", 2),
    ].compactMap { value, word, style in
      value.map {
        DumbbellChart.Mark(
          value: $0, style: style, text: "\(name), \(word): \(NumberWords.percent($0))")
      }
    }
    return .init(
      name: row.tranche, owner: row.miner, marks: marks, label: words(row.together))
  }
}

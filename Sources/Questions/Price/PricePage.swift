import Reporting
import RiskMeasures

extension LoanPrice {
  /// `price.html`: spreads, tails and concentrations drawn, and every figure in a table.
  package func page(_ found: Found) -> ResultFile {
    let note =
      "\(choice.with.simulation.paths) paths with the loan and as many without it, on common draws; "
      + "bars are ± 2 standard errors. " + found.notes.map { $0 + ". " }.joined()
    return ResultFile(
      name: "price.html",
      text: Charts.page(
        title: "\(choice.name), beside the book of \(choice.book.scenarioName)", note: note,
        charts: [spreads(found), tails(found), concentrations(found)],
        tables: [Charts.table("Every figure", ["quantity", "value", "± s.e."], found.shownRows)]))
  }

  private func spreads(_ found: Found) -> String {
    let names = [
      ("break_even_spread", "break-even"), ("break_even_spread_risk_adjusted", "risk-adjusted"),
      ("spread_for_hurdle", "for the hurdle"), ("offered_spread", "offered"),
    ]
    return chart(
      found, title: "Spreads", unit: "bp", labels: names.map(\.1),
      series: [("spread", names.map(\.0))])
  }

  private func tails(_ found: Found) -> String {
    let levels = terms.levels.map { NumberWords.shortest(Double($0) / 1000) }
    return chart(
      found, title: "What the loan adds to the tail of the book", unit: "$", labels: levels,
      series: ["es", "unexpected_loss"].map { name in
        ("marginal " + name.replacing("_", with: " "), levels.map { "marginal_\(name)(\($0))" })
      })
  }

  private func concentrations(_ found: Found) -> String {
    let names = groups.map(\.text)
    return chart(
      found, title: "Share of the book's expected loss", unit: "share", labels: names,
      series: [
        ("with the loan", names.map { "share_of_expected_loss(\($0))" }),
        ("without", names.map { "share_of_expected_loss_without(\($0))" }),
      ])
  }

  /// Points with error bars over labels; what is undefined is left out.
  private func chart(
    _ found: Found, title: String, unit: String, labels: [String],
    series: [(name: String, quantities: [String])]
  ) -> String {
    let known = Dictionary(
      found.quantities.map { ($0.name, $0.estimate) }, uniquingKeysWith: { first, _ in first })
    let curves = series.map { curve in
      ChartSeries(
        name: curve.name,
        points: curve.quantities.enumerated().compactMap { place, name in
          (known[name] ?? nil).map { (Double(place), $0.value, 2 * ($0.standardError ?? 0)) }
        }, isLine: false)
    }
    return Charts.lines(title: title, xName: "", yName: unit, series: curves, labels: labels)
  }
}

import ReportPages
import Reporting
import RiskMeasures

extension LoanPrice {
  /// `price.html`: spreads, tails and concentrations drawn, and every figure in a table.
  package func page(_ found: Found) -> ResultFile {
    let note =
      "Each path is run with the loan and without it; bars are ± 2 standard errors. "
      + found.notes.map { $0 + ". " }.joined()
    let page = AskedPage(
      title: "\(choice.name), beside the book of \(choice.book.scenarioName)",
      eyebrow: "price of a loan, \(AskedPage.words(paths: choice.with.simulation.paths))",
      note: note,
      charts: [spreads(found), tails(found), concentrations(found)].compactMap(\.self),
      tables: [
        AskedTable(
          "Every figure", texts: ["quantity"], numbers: ["value", "± s.e."], rows: found.shownRows,
          file: "price.csv")
      ])
    return ResultFile(name: "price.html", text: page.text)
  }

  private func spreads(_ found: Found) -> AskedChart? {
    let names = [
      ("break_even_spread", "break-even"), ("break_even_spread_risk_adjusted", "risk-adjusted"),
      ("spread_for_hurdle", "for the hurdle"), ("offered_spread", "offered"),
    ]
    return chart(
      found, title: "Spreads", unit: .basisPoints, labels: names.map(\.1),
      series: [("spread", names.map(\.0))])
  }

  private func tails(_ found: Found) -> AskedChart? {
    let levels = terms.levels.map { NumberWords.shortest(Double($0) / 1000) }
    return chart(
      found, title: "What the loan adds to the tail of the book", unit: .dollars, labels: levels,
      series: ["es", "unexpected_loss"].map { name in
        ("marginal " + name.replacing("_", with: " "), levels.map { "marginal_\(name)(\($0))" })
      })
  }

  private func concentrations(_ found: Found) -> AskedChart? {
    let names = groups.map(\.text)
    // The only borrower has all of it.
    guard choice.with.miners.count > 1 else { return nil }
    return chart(
      found, title: "Share of the book's expected loss", unit: .share, labels: names,
      series: [
        ("without", names.map { "share_of_expected_loss_without(\($0))" }),
        ("with the loan", names.map { "share_of_expected_loss(\($0))" }),
      ])
  }

  /// Points with error bars over labels; what is undefined is left out, and a chart of nothing too.
  private func chart(
    _ found: Found, title: String, unit: FigureUnit, labels: [String],
    series: [(name: String, quantities: [String])]
  ) -> AskedChart? {
    let known = Dictionary(
      found.quantities.map { ($0.name, $0.estimate) }, uniquingKeysWith: { first, _ in first })
    let curves = series.map { curve in
      AskedCurves.Series(
        name: curve.name,
        points: curve.quantities.enumerated().compactMap { place, name in
          (known[name] ?? nil).map { (Double(place), $0.value, 2 * ($0.standardError ?? 0)) }
        }, isLine: false)
    }
    guard curves.contains(where: { !$0.points.isEmpty }) else { return nil }
    return AskedChart(
      title: title, description: "\(title): \(labels.joined(separator: ", ")), with error bars.",
      .curves(
        AskedCurves(
          xTitle: "", yTitle: unit == .share ? "share" : "", unit: unit, series: curves,
          labels: labels)))
  }
}

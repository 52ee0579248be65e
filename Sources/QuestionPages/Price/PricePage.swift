import CreditBasics
import Questions
import ReportPages
import Reporting
import RiskMeasures

extension LoanPrice {
  /// `price.html`: a verdict, spreads, tails and concentrations drawn, and every figure in a table.
  package func page(_ found: Found) -> ResultFile {
    let verdict = PriceVerdict(self, found)
    let page = AskedPage(
      title: verdict.heading,
      eyebrow: "price of a loan beside the book of \(choice.book.scenarioName), "
        + AskedPage.words(paths: choice.with.simulation.paths),
      verdict: verdict.paragraph,
      note:
        "Each path is run with the loan and without it. A bare figure is an input, or the same on "
        + "every path; “no interval” stands where these paths do not tell one, a dash where there is "
        + "no value. "
        + found.notes.map { $0.asSentence + ". " }.joined()
        + (unseenNote(found) ?? ""),
      charts: [spreads(found), tails(found), concentrations(found)].compactMap(\.self),
      tables: [
        DataTable.limited(
          "Every figure with its 95\u{A0}% interval",
          [.text("figure"), .number("value")],
          found.quantities.map { [words(of: $0), $0.said] }, file: "price.csv")
      ], summary: found.inDefault.table, origin: PageOrigin(choice.with, answer: "price.csv"))
    return ResultFile(name: "price.html", text: page.text)
  }

  private func spreads(_ found: Found) -> AskedChart? {
    let names = [
      ("break_even_spread", "break-even"),
      ("break_even_spread_risk_adjusted", "risk-neutral break-even"),
      ("spread_for_hurdle", "for the return asked for"), ("offered_spread", "offered"),
    ]
    let undrawn =
      found.quantities.contains(where: \.isUnpayable)
      ? "A spread above 100\u{A0}% a year, which nobody pays, is not drawn." : nil
    return chart(
      found, title: "Spreads", notes: [premium(found), undrawn], unit: .basisPoints,
      labels: names.map(\.1),
      series: [("spread", names.map(\.0))])
  }

  /// Why the risk-neutral spread may be below the break-even spread; nil where it is not.
  ///
  /// A price of rent's risk only lowers rents, so that a lower spread comes from the coins.
  private func premium(_ found: Found) -> String? {
    guard let premium = found.quantities.first(where: { $0.name == "risk_premium" })?.estimate,
      premium.value < 0, !found.quantities.contains(where: \.isUnpayable)
    else { return nil }
    let size = FigureUnit.basisPoints.size(premium)
    let claim =
      premium.isMeasurable
      ? "\(size) lower" : "not measurably different from the break-even spread (\(size) lower)"
    return
      "The risk-neutral spread is \(claim): under it coins drift at the risk-free rate in every regime, "
      + "with jumps compensated, which is milder for this loan than the scenario’s own drifts and jumps."
  }

  private func tails(_ found: Found) -> AskedChart? {
    let levels = terms.levels.map { JSONScalar.shortest(Double($0) / 1000) }
    return chart(
      found, title: "What the loan adds to the tail of the book", unit: .dollars,
      labels: terms.levels.map { NumberWords.level(thousandths: $0) },
      series: [("es", "expected shortfall"), ("unexpected_loss", "unexpected loss")].map {
        name, words in (words, levels.map { "marginal_\(name)(\($0))" })
      })
  }

  private func concentrations(_ found: Found) -> AskedChart? {
    let names = groups.map(\.text)
    // With one borrower the borrower's share is always all of it.
    guard choice.with.miners.count > 1 else { return nil }
    return chart(
      found, title: "Share of the book’s expected loss", unit: .share, labels: names,
      series: [
        ("without the loan", names.map { "share_of_expected_loss_without(\($0))" }),
        ("with the loan", names.map { "share_of_expected_loss(\($0))" }),
      ])
  }

  /// Points with 95 % intervals over labels; what has no value or is unseen is left out, and a chart of zeros
  /// too.
  private func chart(
    _ found: Found, title: String, notes: [String?] = [], unit: FigureUnit, labels: [String],
    series: [(name: String, quantities: [String])]
  ) -> AskedChart? {
    let known = Dictionary(
      found.quantities.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let curves = series.map { curve in
      AskedCurves.Series(
        name: curve.name,
        points: curve.quantities.enumerated().compactMap { place, name in
          guard let one = known[name], let estimate = one.estimate, !one.isUnseen,
            unit != .basisPoints || !UnpayableSpread.isOne(estimate)
          else { return nil }
          return (Double(place), estimate.value, Confidence.half(estimate.standardError))
        }, drawing: .dots)
    }
    guard curves.contains(where: { $0.points.contains { $0.y != 0 || $0.half ?? 0 > 0 } }) else {
      return nil
    }
    let isPart = series.contains { $0.quantities.contains { known[$0]?.isUnseen == true } }
    let unseen = isPart ? "What no path shows is not drawn: it is not 0, but unseen." : nil
    let words = (notes + [unseen]).compactMap(\.self)
    return AskedChart(
      title: title,
      description: "\(title): \(labels.joined(separator: ", ")), with 95\u{A0}% intervals.",
      note: words.isEmpty ? nil : words.joined(separator: " "),
      AskedCurves(
        xTitle: "", yTitle: unit == .share ? "share" : unit == .dollars ? "loss" : "spread",
        unit: unit, series: curves, labels: labels))
  }
}

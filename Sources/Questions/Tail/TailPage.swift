import ReportPages
import Reporting
import RiskMeasures

extension TailQuestion {
  /// `tail.html`: estimates with their intervals, what the method saves, and every figure in a table.
  package func page(_ answer: TailAnswer) -> ResultFile {
    let page = AskedPage(
      title: "Rare events of \(book.scenarioName)",
      eyebrow: "importance sampling, \(AskedPage.words(paths: answer.paths))",
      note: Self.note(answer, in: book),
      charts: MeasureUnit.allCases.compactMap { estimates(answer, $0) }
        + [savings(answer)].compactMap(\.self),
      tables: [
        AskedTable(
          "Every figure", texts: ["measure", "what is wrong"],
          numbers: [
            "estimate", "± s.e.", "95 % from", "to", "fewer paths than plain", "effective paths",
            "largest share",
          ], rows: answer.rows.map { figures($0, answer) }, file: "tail.csv")
      ])
    return ResultFile(name: "tail.html", text: page.text)
  }

  private static func note(_ answer: TailAnswer, in book: BookShape) -> String {
    let refused = answer.rows.filter { $0.estimate == nil }.map { $0.measure.text(in: book) }
    let warning =
      refused.isEmpty
      ? "" : "No estimate of \(refused.joined(separator: ", ")): the table says why. "
    return warning + "Bars are 95 % intervals or wider. \(size(answer))"
  }

  /// The estimates of one unit; nil where there are none.
  private func estimates(_ answer: TailAnswer, _ unit: MeasureUnit) -> AskedChart? {
    let rows = answer.rows.filter { $0.measure.unit == unit }
    // Rare shares have too many zeros for an axis.
    let isShare = unit == .share
    let scale = isShare ? 1e6 : 1
    let points = rows.map { row in
      row.estimate.map { (row.measure, scale * $0.value, scale * Self.halfWidth(row)) }
    }
    return chart(points, title: Self.title(unit), unit: isShare ? .number : unit.figures)
  }

  private static func title(_ unit: MeasureUnit) -> String {
    switch unit {
    case .share: "Defaults in a million paths"
    case .dollars: "Losses"
    case .basisPoints: "Spreads"
    }
  }

  private func savings(_ answer: TailAnswer) -> AskedChart? {
    chart(
      answer.rows.map { row in answer.varianceRatio(row).map { (row.measure, $0, 0) } },
      title: "Plain paths that one of these is worth", unit: .number)
  }

  /// The greater half of an interval that may lean.
  private static func halfWidth(_ row: TailAnswer.Row) -> Double {
    guard let estimate = row.estimate, let low = row.low, let high = row.high else { return 0 }
    return max(estimate.value - low, high - estimate.value)
  }

  /// Points over the names of their measures; nil where there is none.
  private func chart(
    _ points: [(measure: Measure, value: Double, error: Double)?], title: String, unit: FigureUnit
  ) -> AskedChart? {
    let known = points.compactMap(\.self)
    guard !known.isEmpty else { return nil }
    let labels = known.map { $0.measure.text(in: book) }
    let series = AskedCurves.Series(
      name: title, points: known.enumerated().map { (Double($0), $1.value, $1.error) },
      drawing: .dots)
    let numbers = known.map { [$0.value, $0.error].map { NumberWords.significant($0, 3) } }
    return AskedChart(
      title: title, description: "\(title): \(labels.joined(separator: ", ")).",
      .curves(AskedCurves(xTitle: "", yTitle: "", unit: unit, series: [series], labels: labels)),
      table: AskedTable(
        title, texts: ["measure"], numbers: ["value", "half an interval"],
        rows: zip(labels, numbers).map { [$0] + $1 }, file: "tail.csv"))
  }

  private func figures(_ row: TailAnswer.Row, _ answer: TailAnswer) -> [String] {
    let shown = { (value: Double?) in value.map { Self.shown($0, row.measure) } ?? "–" }
    let plain = { (value: Double?) in value.map { NumberWords.significant($0, 2) } ?? "–" }
    return [
      row.measure.text(in: book), row.problem ?? "", shown(row.estimate?.value),
      shown(row.estimate?.standardError), shown(row.low), shown(row.high),
      plain(answer.varianceRatio(row)), plain(row.effectiveSample),
      row.largestShare.map { NumberWords.shown($0, .share, digits: 2) } ?? "–",
    ]
  }
}

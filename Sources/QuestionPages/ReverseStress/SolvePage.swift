import Questions
import ReportPages
import Reporting
import RiskMeasures

extension ReverseStress {
  /// `solve.html`: the value that was found, what the measure is there, and where the search has looked.
  ///
  /// - Parameter check: The measure on other draws.
  package func page(_ solution: Solution, check: Estimate?) -> ResultFile {
    let measure = target.measure
    let name = measure.words(in: book)
    let wanted = measure.unit.words(target.value, significant: 6)
    let found = lever.inputs.found(
      solution.x, standardError: solution.standardError, scale: scale)
    let others = check.map { " and \(measure.said($0)) on fresh paths" } ?? ""
    let title =
      refuting(check).map {
        "Not confirmed: \(lever.subject) \(found) brings the \(name) to \(wanted) on the paths searched, "
          + "but to \($0) on fresh paths; take more paths"
      } ?? "The \(name) is \(wanted) at \(lever.subject) \(found)"
    let page = AskedPage(
      title: title,
      eyebrow: "reverse stress of \(book.scenarioName), "
        + AskedPage.words(paths: varied.base.scenario.simulation.paths),
      note: "\(name.asSentence) there: \(measure.unit.words(solution.estimate)) on the "
        + "paths searched\(others). The ± of the input is that of the \(name) divided by the slope of the curve.",
      charts: [chart(solution, name: name, wanted: wanted)].compactMap(\.self),
      tables: [runs(solution, name: name)],
      typed: [(name, measure.text(in: book)), lever.typed],
      origin: PageOrigin(varied.base.scenario, answer: "solve.csv"))
    return ResultFile(name: "solve.html", text: page.text)
  }

  /// What the measure is on other draws, where they do not confirm the target.
  private func refuting(_ check: Estimate?) -> String? {
    guard let check, let half = Confidence.half(check.standardError),
      abs(check.value - target.value) > half
    else { return nil }
    return target.measure.said(check)
  }

  /// The measure over the input, with the target as a dashed line; nil where the input is a date.
  private func chart(_ solution: Solution, name: String, wanted: String) -> AskedChart? {
    guard scale == .number || scale == .whole, let first = solution.looked.first,
      let last = solution.looked.last
    else { return nil }
    // Points that a drawing cannot tell apart are drawn once.
    let apart = (last.x - first.x) / 40
    let points = solution.looked.reduce(into: [AskedCurves.Point]()) {
      guard $1.x - ($0.last?.x ?? -.infinity) >= apart || $1.x == last.x else { return }
      $0.append(
        (x: $1.x, y: $1.estimate.value, half: Confidence.shownHalf($1.estimate.standardError)))
    }
    return AskedChart(
      title: "\(name.asSentence) over \(lever.subject)",
      description:
        "Where the search has looked, with 95\u{A0}% intervals; the dashed line is the target, "
        + "\(wanted).",
      AskedCurves(
        xTitle: lever.words, yTitle: "\(target.measure.unit.noun); higher is worse",
        unit: target.measure.unit, xUnit: lever.inputs.figures,
        series: [
          AskedCurves.Series(name: "searched", points: points),
          AskedCurves.Series(
            name: "target, \(wanted)",
            points: [(first.x, target.value, 0), (last.x, target.value, 0)], drawing: .reference),
        ]))
  }

  private func runs(_ solution: Solution, name: String) -> DataTable {
    DataTable.limited(
      "Where the search has looked", [.number(lever.subject), .number(name)],
      solution.looked.map { one in
        [
          lever.inputs.value(scale.shown(one.x, error: nil)),
          target.measure.unit.words(one.estimate),
        ]
      }, file: "solve.csv")
  }
}

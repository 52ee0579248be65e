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
    let wanted = measure.unit.figures.words(target.value, significant: 6)
    let found = lever.inputs.found(
      solution.x, standardError: solution.standardError, scale: scale)
    let others =
      check.map { " and \(measure.unit.figures.words($0)) on others, which it has not seen" } ?? ""
    let page = AskedPage(
      title: "The \(name) is \(wanted) at \(lever.words) \(found)\(doubt(check))",
      eyebrow: "reverse stress of \(book.scenarioName), "
        + AskedPage.words(paths: varied.base.scenario.simulation.paths),
      note: "There it is \(measure.unit.figures.words(solution.estimate)) on the search’s draws"
        + "\(others). The interval of the input is that of the measure over its slope.",
      charts: [chart(solution, name: name, wanted: wanted)].compactMap(\.self),
      tables: [runs(solution, name: name)],
      typed: [(name, measure.text(in: book)), lever.typed])
    return ResultFile(name: "solve.html", text: page.text)
  }

  /// What the heading adds where other draws do not confirm the target.
  private func doubt(_ check: Estimate?) -> String {
    guard let check, let half = Confidence.half(check.standardError),
      abs(check.value - target.value) > half
    else { return "" }
    return " on the search’s draws only: others give \(target.measure.unit.figures.words(check))"
  }

  /// The measure over the input, with the target as a dashed line; nil where the input is a date.
  private func chart(_ solution: Solution, name: String, wanted: String) -> AskedChart? {
    guard scale == .number || scale == .whole, let first = solution.looked.first,
      let last = solution.looked.last
    else { return nil }
    let points = solution.looked.map {
      (x: $0.x, y: $0.estimate.value, half: Confidence.half($0.estimate.standardError) ?? 0)
    }
    return AskedChart(
      title: "\(name.asSentence) over \(lever.words)",
      description:
        "Where the search has looked, with 95 % intervals; the dashed line is the target, "
        + "\(wanted).",
      .curves(
        AskedCurves(
          xTitle: lever.words, yTitle: "\(target.measure.unit.noun); higher is worse",
          unit: target.measure.unit.figures, xUnit: lever.inputs.figures,
          series: [
            AskedCurves.Series(name: "found", points: points),
            AskedCurves.Series(
              name: "target, \(wanted)",
              points: [(first.x, target.value, 0), (last.x, target.value, 0)], drawing: .reference),
          ])))
  }

  private func runs(_ solution: Solution, name: String) -> AskedTable {
    AskedTable(
      "Where the search has looked", [.number(lever.words), .number(name)],
      rows: solution.looked.map { one in
        [
          lever.inputs.value(scale.shown(one.x, error: nil)),
          target.measure.unit.figures.words(one.estimate),
        ]
      }, file: "solve.csv")
  }
}

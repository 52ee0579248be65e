import ReportPages
import Reporting
import RiskMeasures

extension ReverseStress {
  /// `solve.csv`: the one row of the answer.
  ///
  /// Errors of dates are in days.
  package func table(_ solution: Solution, check: Estimate?) -> ResultFile {
    var table = CSVTable(
      "input,value,value_se,measure,target,measured,measured_se,slope,other_draws,other_draws_se,"
        + "runs,operation,scale")
    table.add([
      .text(lever.pattern), scale == .date ? .text(scale.text(solution.x)) : .number(solution.x),
      .number(solution.standardError),
      .text(target.measure.text(in: book)), .number(target.value),
      .number(solution.estimate.value), .number(solution.estimate.standardError),
      .number(solution.slope), .number(check?.value), .number(check?.standardError),
      .integer(solution.runs), .text(lever.change.word), .text(scale.name),
    ])
    return ResultFile(name: "solve.csv", text: table.text)
  }
}

extension Frontier {
  /// `frontier.csv`: one row for each value of the first input.
  ///
  /// `status` is `found`, or says on which side of the target the measure stays over the whole bracket.
  package func table(_ points: [Point]) -> ResultFile {
    let search = searches[0]
    var text = CSVHeader([
      along.name, search.lever.name, "se", "measure", "target", "status",
    ]).text
    for point in points {
      var (x, error): (Field, Double?) = (.number(nil), nil)
      if case .found(let solution) = point.answer {
        x = .value(search.scale.text(solution.x))
        error = solution.standardError
      }
      text += CSVHeader.record([
        .value(point.x), x, .number(error),
        .text(search.target.measure.text(in: search.book)), .number(search.target.value),
        .text(status(point.answer)),
      ])
    }
    return ResultFile(name: "frontier.csv", text: text)
  }

  /// `frontier.html`, and its chart alone as `frontier.svg`.
  package func pages(_ points: [Point]) -> [ResultFile] {
    let search = searches[0]
    let numbers = along.numbers
    let found = points.enumerated().compactMap {
      place, point -> (x: Double, y: Double, error: Double)? in
      guard case .found(let solution) = point.answer else { return nil }
      return (
        numbers?[place] ?? Double(place), solution.x, 2 * (solution.standardError ?? 0)
      )
    }
    let target =
      "\(search.target.measure.text(in: search.book)) = "
      + NumberWords.shown(search.target.value, search.target.measure.unit)
    let chart = AskedChart(
      title: "Where \(target)",
      description:
        "\(search.lever.words) at which the measure is at its target, over \(along.words).",
      .curves(
        AskedCurves(
          xTitle: along.words, yTitle: search.lever.words, unit: .number,
          series: [AskedCurves.Series(name: "frontier", points: found)],
          labels: numbers == nil ? along.values : nil)))
    let note =
      "Pairs at which the measure is at its target; bars are ± 2 standard errors. "
      + "\(points.count - found.count) of \(points.count) values have no pair inside the bracket."
    let page = AskedPage(
      title: "Frontier of \(search.book.scenarioName)", eyebrow: "reverse stress: \(target)",
      note: note, charts: [chart], tables: [everyPair(points)])
    return [
      ResultFile(name: "frontier.html", text: page.text),
      ResultFile(name: "frontier.svg", text: chart.svg),
    ]
  }

  private func everyPair(_ points: [Point]) -> AskedTable {
    AskedTable(
      "Every pair ± standard error", texts: [along.words, "status"],
      numbers: [searches[0].lever.words],
      rows: points.map { point in
        var value = "–"
        if case .found(let solution) = point.answer { value = shown(solution) }
        return [point.x, status(point.answer), value]
      }, file: "frontier.csv")
  }

  /// A point's second value with its error, as people say it.
  package func shown(_ solution: ReverseStress.Solution) -> String {
    let scale = searches[0].scale
    return scale.shown(solution.x, error: solution.standardError) + " ± "
      + (solution.standardError.map { scale.shown(error: $0) } ?? "undefined")
  }

  /// How a point's search ended, in one word.
  package func status(_ answer: ReverseStress.Answer) -> String {
    switch answer {
    case .found: "found"
    case .jumps: "jumps"
    case .outside(let low, _): low.value > searches[0].target.value ? "above" : "below"
    case .undefined: "undefined"
    case .stopped: "stopped"
    }
  }
}

import Reporting
import RiskMeasures

extension ReverseStress {
  /// `solve.csv`: the one row of the answer.
  package func table(_ solution: Solution, check: Estimate?) -> ResultFile {
    var table = CSVTable(
      "input,value,value_se,measure,target,measured,measured_se,slope,other_draws,other_draws_se,"
        + "runs")
    table.add([
      .text(lever.name), .number(solution.x), .number(solution.standardError),
      .text(target.measure.text(in: book)), .number(target.value),
      .number(solution.estimate.value), .number(solution.estimate.standardError),
      .number(solution.slope), .number(check?.value), .number(check?.standardError),
      .integer(solution.runs),
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
      var (x, error): (Double?, Double?) = (nil, nil)
      if case .found(let solution) = point.answer {
        (x, error) = (solution.x, solution.standardError)
      }
      text += CSVHeader.record([
        .number(point.x), .number(x), .number(error),
        .text(search.target.measure.text(in: search.book)), .number(search.target.value),
        .text(status(point.answer)),
      ])
    }
    return ResultFile(name: "frontier.csv", text: text)
  }

  /// `frontier.html`, and its chart alone as `frontier.svg`.
  package func pages(_ points: [Point]) -> [ResultFile] {
    let search = searches[0]
    let found = points.compactMap { point -> (x: Double, y: Double, error: Double)? in
      guard case .found(let solution) = point.answer else { return nil }
      return (point.x, solution.x, 2 * (solution.standardError ?? 0))
    }
    let title =
      "\(search.target.measure.text(in: search.book)) = "
      + NumberWords.shown(search.target.value, search.target.measure.unit)
    let chart = Charts.lines(
      title: title, xName: along.name, yName: search.lever.name,
      series: [ChartSeries(name: "frontier", points: found)])
    let note =
      "Pairs at which the measure is at its target, on common draws; bars are ± 2 standard errors. "
      + "\(points.count - found.count) of \(points.count) values have no pair inside the bracket."
    return [
      ResultFile(
        name: "frontier.html",
        text: Charts.page(
          title: "Frontier of \(search.book.scenarioName)", note: note, charts: [chart])),
      ResultFile(name: "frontier.svg", text: chart),
    ]
  }

  private func status(_ answer: ReverseStress.Answer) -> String {
    switch answer {
    case .found: "found"
    case .outside(let low, _): low.value > searches[0].target.value ? "above" : "below"
    case .undefined: "undefined"
    case .stopped: "stopped"
    }
  }
}

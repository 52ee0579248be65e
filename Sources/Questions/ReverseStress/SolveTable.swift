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
      .number(solution.estimate.value), .number(target.measure.toldError(solution.estimate)),
      .number(solution.slope), .number(check?.value), .number(target.measure.toldError(check)),
      .integer(solution.runs), .text(lever.change.word), .text(scale.name),
    ])
    return ResultFile(name: "solve.csv", text: table.text)
  }
}

extension Frontier {
  /// `frontier.csv`: one row for each value of the first input.
  ///
  /// `status` is `found`, or says on which side of the target the measure stays over the whole bracket, that it
  /// jumps over it, or that it or its error is undefined.
  package func table(_ points: [Point]) -> ResultFile {
    let search = searches[0]
    var table = CSVTable(quoting: [
      along.name, search.lever.name, "se", "measure", "target", "status",
    ])
    for point in points {
      var (x, error): (Field, Double?) = (.number(nil), nil)
      if case .found(let solution) = point.answer {
        x = .value(search.scale.text(solution.x))
        error = solution.standardError
      }
      table.add([
        .value(point.x), x, .number(error),
        .text(search.target.measure.text(in: search.book)), .number(search.target.value),
        .text(status(point.answer)),
      ])
    }
    return ResultFile(name: "frontier.csv", text: table.text)
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

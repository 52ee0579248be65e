import CreditBasics
import Questions
import Reporting
import RiskMeasures

extension ReverseStress {
  private func shown(_ estimate: Estimate) -> String {
    if target.measure.isUnseen(estimate) { return Estimate.noneSeen }
    let error = estimate.standardError.map {
      " ± " + TypedNumbers.shown($0, target.measure.unit, digits: 2)
    }
    return TypedNumbers.shown(estimate.value, target.measure.unit) + (error ?? "")
  }

  /// Why there is no answer, in one line.
  package func refusal(_ low: Estimate, _ high: Estimate) -> String {
    "\(target.measure.text(in: book)) does not cross "
      + "\(TypedNumbers.shown(target.value, target.measure.unit)) between \(lever.values[0]) and "
      + "\(lever.values[1]): it is \(shown(low)) at \(lever.values[0]) and \(shown(high)) at "
      + "\(lever.values[1]) (\(TypedNumbers.plusMinus)); widen --vary or change --target"
  }

  /// Between which values the measure jumps over the target, in one line.
  package func refusal(_ jump: Jump) -> String {
    let ends = scale.apart(jump.below, jump.above)
    return "\(target.measure.text(in: book)) is nowhere "
      + "\(TypedNumbers.shown(target.value, target.measure.unit)): it jumps from "
      + "\(shown(jump.atBelow)) at \(ends.0) to \(shown(jump.atAbove)) at \(ends.1) "
      + "(\(TypedNumbers.plusMinus))"
  }

  /// The answer in lines: the value with its error, and the measure there.
  ///
  /// - Parameter check: The measure on other draws.
  package func text(_ solution: Solution, check: Estimate?) -> String {
    let error =
      solution.standardError.map { scale.shown(error: $0) }
      ?? "undefined, the measure " + (solution.slope == 0 ? "does not move" : "jumps there")
    var lines = [
      "\(lever.shownName(scale)) = \(scale.shown(solution.x, error: solution.standardError)) ± \(error)",
      "there \(target.measure.text(in: book)) is \(shown(solution.estimate)) on the search's draws",
    ]
    if let check { lines.append("and \(shown(check)) on other draws") }
    return lines.joined(separator: "\n") + "\n\(TypedNumbers.plusMinus)\n"
  }
}

extension Lever {
  /// The name before a value of a scale: dates that years are added to are given as dates.
  func shownName(_ scale: InputScale) -> String {
    if case .years = scale { return pattern }
    return name
  }
}

extension Frontier {
  /// A point's second value with its error, as people say it.
  package func shown(_ solution: ReverseStress.Solution) -> String {
    let scale = searches[0].scale
    return scale.shown(solution.x, error: solution.standardError) + " ± "
      + (solution.standardError.map { scale.shown(error: $0) } ?? "undefined")
  }

  /// What to do about points for which there are too few paths; nil without any.
  package func advice(_ points: [Point]) -> String? {
    let count = points.count(where: \.answer.isUndefined)
    return count == 0
      ? nil : searches[0].refusal(undefinedAt: "\(count) of \(points.count) points")
  }
}

extension NearestBreak {
  /// The time within which it defaults, a year unless the horizon is nearer.
  package var period: String {
    isOfYears ? "a year" : Measure.period(months: 12 * scenario.grid.endYears)
  }
}

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
  /// The points, and what to do about those for which there are too few paths.
  package func text(_ points: [Point]) -> String {
    ScreenFormat.table(
      [[along.name, "\(searches[0].lever.name) ± s.e."]] + points.map { [$0.x, shown($0.answer)] })
      + (advice(points).map { "\n\($0)\n" } ?? "")
  }

  /// A point's second value with its error, as people say it, or how its search ended.
  private func shown(_ answer: ReverseStress.Answer) -> String {
    guard case .found(let solution) = answer else { return status(answer) }
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

  /// How often it defaults, how the factors move when it does, and the nearest break.
  package func text(_ found: Found) -> String {
    let number = { (value: Double) in RoundedNumber.text(value, 3) }
    let rows = found.factors.map {
      [$0.name, number($0.givenDefault), number($0.standardised), number($0.nearestStandardised)]
    }
    let unit = isOfYears ? "year" : "path"
    let share = TypedNumbers.shown(found.defaults.value, .share, digits: 3)
    let error = TypedNumbers.shown(found.defaults.standardError, .share, digits: 2)
    return
      "\(name) defaults within \(period) on \(share) ± \(error) of paths (\(TypedNumbers.plusMinus)).\n\n"
      + ScreenFormat.table(
        [["factor", "move given default", "in sd", "nearest \(unit), in sd"]] + rows)
      + "\nDistance of the mean move given default: \(number(found.distance)) sd; "
      + "\(TypedNumbers.shown(found.farther.value, .share, digits: 3)) of all \(unit)s are as far.\n"
      + "Nearest \(unit) with a default: path \(found.nearestPath), "
      + "\(number(found.nearestDistance)) sd.\n"
  }
}

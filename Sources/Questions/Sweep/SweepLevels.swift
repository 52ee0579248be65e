import ReportPages
import RiskMeasures

extension Sweep {
  /// A number for each cell's colour: no two cells of one number can be told apart.
  ///
  /// What tells two cells apart is the error of their difference on common draws, and not whether
  /// the intervals of their values overlap. Cells are taken in order of value; one that differs
  /// measurably from any cell of the level so far begins the next. Cells without a value have level
  /// 0.
  package static func levels(_ outcomes: [Outcome], of measure: Int = 0) -> [Int] {
    var levels = outcomes.map { _ in 0 }
    var (level, members) = (0, [Outcome]())
    let known = outcomes.indices.compactMap { at in
      outcomes[at].values[measure].map { (at: at, value: $0.value) }
    }
    for cell in known.sorted(by: { ($0.value, $0.at) < ($1.value, $1.at) }) {
      let outcome = outcomes[cell.at]
      if members.contains(where: { change($0, outcome, of: measure).isMeasurable }) {
        (level, members) = (level + 1, [])
      }
      members.append(outcome)
      levels[cell.at] = level
    }
    return levels
  }
}

extension Estimate {
  /// Whether a difference is beyond its 95 % interval; false without an error.
  var isMeasurable: Bool { Confidence.half(standardError).map { abs(value) > $0 } ?? false }
}

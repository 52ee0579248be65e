import CreditBasics
import RiskMeasures

/// Which of some ascending moments fall after each step.
struct MomentsByStep: Sendable {
  /// By the number of steps ended, from 0.
  private let ranges: [Range<Int>]

  /// The moments of a grid.
  init(_ moments: [FanMoment], grid: TimeGrid) {
    var ranges = Array(repeating: 0..<0, count: grid.stepCount + 1)
    for (index, moment) in moments.enumerated() {
      let known = ranges[moment.stepsEnded]
      ranges[moment.stepsEnded] = (known.isEmpty ? index : known.lowerBound)..<index + 1
    }
    self.ranges = ranges
  }

  /// The moments that fall after so many steps.
  ///
  /// A range, not a list: a list would be counted as a reference in every step, and such counting
  /// waits for all that has been written.
  subscript(stepsEnded: Int) -> Range<Int> { ranges[stepsEnded] }
}

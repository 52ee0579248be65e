import CreditBasics
import RiskMeasures

/// The moments of an ascending list that fall after each step.
struct MomentsByStep: Sendable {
  /// By the number of steps ended, from 0.
  private let ranges: [Range<Int>]

  init(_ moments: [FanMoment], grid: TimeGrid) {
    var ranges = Array(repeating: 0..<0, count: grid.stepCount + 1)
    for (index, moment) in moments.enumerated() {
      let known = ranges[moment.stepsEnded]
      ranges[moment.stepsEnded] = (known.isEmpty ? index : known.lowerBound)..<index + 1
    }
    self.ranges = ranges
  }

  /// Indices of the moments that fall after `stepsEnded` steps.
  ///
  /// A range, not a list: a list would cost reference counting in every step, which waits for all
  /// pending writes.
  subscript(stepsEnded: Int) -> Range<Int> { ranges[stepsEnded] }
}

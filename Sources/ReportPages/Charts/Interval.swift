import RiskMeasures

extension Estimate {
  /// An estimate with half of its 95 % interval, where that is known.
  package init(value: Double, half: Double?) {
    self.init(value: value, standardError: half.map { $0 / Confidence.z95 })
  }
}

/// 95 % intervals of what charts draw, from standard errors.
extension Confidence {
  /// Half of an interval to be shown; nil where no error is known, or it is 0, which is no certainty either.
  package static func shownHalf(_ standardError: Double?) -> Double? {
    half(standardError).flatMap { $0 > 0 ? $0 : nil }
  }

  /// The interval of something that is never negative; nil where none is to be shown.
  static func interval(_ size: Double, _ standardError: Double?) -> ClosedRange<Double>? {
    guard let half = shownHalf(standardError) else { return nil }
    return max(0, size - half)...(size + half)
  }

  /// The standard error of the difference of independent estimates; nil where one of theirs is not known.
  static func ofDifference(_ one: Double?, _ other: Double?) -> Double? {
    guard let one, let other else { return nil }
    return (one * one + other * other).squareRoot()
  }

  /// How far a difference stands out from its error, to rank by: below 0 where there is no interval.
  static func weight(_ difference: Estimate?) -> Double {
    guard let difference, let error = difference.standardError else { return -1 }
    if difference.value == 0 { return 0 }
    return error > 0 ? abs(difference.value) / error : -1
  }
}

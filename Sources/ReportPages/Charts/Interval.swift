import RiskMeasures

/// 95 % intervals of what charts draw, from standard errors.
extension Confidence {
  /// Half of the interval's width; 0 where no error is known.
  static func half(_ standardError: Double?) -> Double { z95 * (standardError ?? 0) }

  /// The interval of something that is never negative; nil where no error is known or it is 0.
  static func interval(_ size: Double, _ standardError: Double?) -> ClosedRange<Double>? {
    let half = half(standardError)
    return half > 0 ? max(0, size - half)...(size + half) : nil
  }
}

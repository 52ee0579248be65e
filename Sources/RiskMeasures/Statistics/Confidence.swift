/// The confidence of the intervals that tables, the screen and the page show.
public enum Confidence {
  /// `Φ⁻¹(0.975)`: with normal errors, 95 % of estimates are within this many standard errors of the truth.
  public static let z95 = 1.959963984540054

  /// Half of a 95 % interval's width; nil where no error is known, which is no certainty.
  package static func half(_ standardError: Double?) -> Double? { standardError.map { z95 * $0 } }

  /// Half of a 95 % interval's width.
  package static func half(_ standardError: Double) -> Double { z95 * standardError }

  /// The standard error for which a 95 % interval would be ± 1.96 errors; nil without both ends.
  package static func standardError(low: Double?, high: Double?) -> Double? {
    guard let low, let high else { return nil }
    return standardError(low: low, high: high)
  }

  /// The standard error for which a 95 % interval with these ends would be ± 1.96 errors.
  package static func standardError(low: Double, high: Double) -> Double {
    (high - low) / (2 * z95)
  }
}

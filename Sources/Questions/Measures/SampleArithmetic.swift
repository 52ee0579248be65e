import RiskMeasures

/// Arithmetic on samples of one set of draws.
///
/// `ψ` of a function of estimates is, to first order, its derivative applied to theirs (the delta method), so that what
/// estimates share cancels path by path. The greater of two widenings is kept.
extension MeasureSample {
  /// A number that is known without error.
  init(exactly value: Double, paths: Int) {
    self.init(value: value, contributions: Array(repeating: 0, count: paths))
  }

  /// The sum of two.
  static func + (one: MeasureSample, other: MeasureSample) -> MeasureSample {
    joined(one, other, +, contributions: +)
  }

  /// One less another, rounded to the twelfth digit, so that equal figures differ by exactly 0.
  static func - (one: MeasureSample, other: MeasureSample) -> MeasureSample {
    var difference = joined(one, other, PairedRatios.difference, contributions: -)
    // Samples that agree on every path differ by exactly 0, however few paths lie in a tail.
    if difference.value == 0, difference.contributions.allSatisfy({ $0 == 0 }) {
      difference.widening = 1
    }
    return difference
  }

  /// The quotient `a / b`, `ψ = (ψ_a − (a/b) ψ_b) / b`; undefined over 0.
  static func / (one: MeasureSample, other: MeasureSample) -> MeasureSample {
    guard let divisor = other.value, divisor != 0 else { return .undefined }
    let quotient = (one.value ?? 0) / divisor
    return joined(one, other, /) { ($0 - quotient * $1) / divisor }
  }

  static func * (factor: Double, sample: MeasureSample) -> MeasureSample {
    MeasureSample(
      value: sample.value.map { factor * $0 },
      contributions: sample.contributions.map { factor * $0 }, widening: sample.widening)
  }

  /// A sample without a value.
  static var undefined: MeasureSample { MeasureSample(value: nil, contributions: []) }

  private static func joined(
    _ one: MeasureSample, _ other: MeasureSample, _ value: (Double, Double) -> Double,
    contributions: (Double, Double) -> Double
  ) -> MeasureSample {
    guard let first = one.value, let second = other.value,
      one.contributions.count == other.contributions.count
    else { return .undefined }
    return MeasureSample(
      value: value(first, second),
      contributions: zip(one.contributions, other.contributions).map(contributions),
      widening: max(one.widening, other.widening))
  }
}

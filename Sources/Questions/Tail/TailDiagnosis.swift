import CreditBasics
import RiskMeasures

/// Whether an estimate may be believed: checks that can fail.
enum TailDiagnosis {
  /// What is wrong with an estimate; nil where nothing is.
  static func failure(
    _ found: TailEstimate, _ sample: TailSample, meanWeight: Estimate, plain: PlainSight,
    foretold: TailNeed?
  ) -> String? {
    weakness(of: found.event)
      ?? contradiction(found.event, sample, foretold)
      ?? contradiction(found, sample, meanWeight, plain)
  }

  /// Fewer equal contributions than this tell little of their own spread.
  static let leastEffective = 50.0
  /// An estimate to which one path contributes a greater share rests on chance.
  static let mostShare = 0.1
  /// Fewer degrees of freedom mean that the error rests on a handful of paths.
  static let leastFreedom = 4.0

  private static func weakness(of event: TailError) -> String? {
    if event.effective < leastEffective {
      return "the estimate rests on \(shown(event.effective)) effective event paths; "
        + "at least \(Int(leastEffective)) are needed"
    }
    if event.largestShare > mostShare {
      return "one path makes \(shown(100 * event.largestShare)) % of the estimate"
    }
    if event.freedom < leastFreedom {
      return "a handful of paths makes the error (\(shown(event.freedom)) degrees of freedom)"
    }
    return nil
  }

  /// How many times smaller than foretold a variance may be: a still smaller one means that great
  /// weights, which the pilot has met, are missing.
  static let mostShrinkage = 6.0

  private static func contradiction(
    _ event: TailError, _ sample: TailSample, _ foretold: TailNeed?
  ) -> String? {
    guard let foretold else { return nil }
    let found = event.variance * Double(sample.pathCount) / (event.mean * event.mean)
    guard mostShrinkage * (found + 0.5) < foretold.event else { return nil }
    return "the pilot foretold \(shown(foretold.event / found)) times the variance: "
      + "great weights are missing"
  }

  /// Standard errors, or their like, beyond which two figures contradict each other.
  static let limit = 4.0

  private static func contradiction(
    _ found: TailEstimate, _ sample: TailSample, _ meanWeight: Estimate, _ plain: PlainSight
  ) -> String? {
    let weightError = max(meanWeight.standardError ?? 0, 1e-12)
    if abs(meanWeight.value - 1) > limit * weightError {
      return "the mean weight is \(RoundedNumber.text(meanWeight.value, 5)), and not 1"
    }
    let probability = TailError(found.influence.event.map { $0 > 0 ? 1 : 0 }, sample)
    guard plain.contradicts(probability.mean, error: probability.standardError) else { return nil }
    return "\(plain.seen) of \(plain.paths) plain paths show the event, where the estimate "
      + "foretells \(shown(probability.mean * Double(plain.paths)))"
  }

  private static func shown(_ value: Double) -> String { RoundedNumber.text(value, 2) }
}

extension PlainSight {
  /// Whether so many plain paths with the event would be very unlikely if the probability were as
  /// estimated.
  func contradicts(_ probability: Double, error: Double) -> Bool {
    let n = Double(paths)
    let expected = n * probability
    let spread = (expected * max(0, 1 - probability) + n * n * error * error).squareRoot()
    // Counts are skewed to the right; the 4 allows for those near 0.
    return abs(Double(seen) - expected) > TailDiagnosis.limit * spread + 4
  }
}

import RiskMeasures

/// A number fitted to data, with what is known of its error.
package struct Fitted: Sendable, Equatable {
  package var value: Double
  /// Its standard error, nil where none is known.
  ///
  /// Of a skewed interval it is the width over 2 · 1.96.
  package var error: Double?
  /// The ends of its 95 % interval; nil where the data give none.
  package var low: Double?, high: Double?
  /// What is to be known beside the figures; nil for nothing.
  package var note: String?

  /// The 97.5 % quantile of the standard normal.
  static let z = Confidence.z95

  /// An estimate whose interval is ± 1.96 errors.
  package init(_ value: Double, _ error: Double?) {
    self.value = value
    self.error = error
    low = error.map { value - Self.z * $0 }
    high = error.map { value + Self.z * $0 }
  }

  /// An estimate with an interval of its own.
  package init(_ value: Double, low: Double?, high: Double?, note: String? = nil) {
    self.value = value
    self.low = low
    self.high = high
    self.note = note
    error = Confidence.standardError(low: low, high: high)
  }

  /// A share with Wilson's interval.
  init(_ share: Proportion) {
    let interval = share.wilsonInterval
    self.init(share.value, low: interval.lowerBound, high: interval.upperBound)
  }

  /// Whether the 95 % interval contains a number.
  package func covers(_ truth: Double) -> Bool {
    (low ?? -.infinity) <= truth && truth <= (high ?? .infinity)
  }

  /// The 97.5 % quantile of Student's law.
  static func student(_ freedom: Double) -> Double { z * StudentFactor.of(max(1, Int(freedom))) }
}

/// Standard errors of means whose terms depend on their neighbours in time.
enum BatchMeans {
  /// Error of the mean of `terms`, and Student's factor for its degrees of freedom.
  ///
  /// Terms in order of time are cut into equal batches; the spread of the batches' means contains whatever
  /// dependence is shorter than a batch. The error is never below that of independent terms.
  /// Source: Glynn and Whitt, "Estimating the Asymptotic Variance with Batch Means", *Operations Research Letters* 10 (1991).
  ///
  /// - Parameter most: Most batches; where there are more than five, each has at least 40 terms. Use few where
  ///   dependence may be long and many where it is short: five batches cost Student's factor of 2.78.
  static func error(of terms: [Double], most: Int = 5) -> (error: Double, factor: Double) {
    let independent = SampleMoments.of(terms).deviation / Double(max(1, terms.count)).squareRoot()
    let count = max(min(5, terms.count / 12), min(most, terms.count / 40))
    guard count >= 5 else { return (independent, Fitted.student(Double(terms.count - 1))) }
    let length = terms.count / count
    let means = (0..<count).map { batch in
      terms[batch * length..<(batch + 1) * length].reduce(0, +) / Double(length)
    }
    let batched = SampleMoments.of(means).deviation / Double(count).squareRoot()
    return (max(batched, independent), Fitted.student(Double(count - 1)))
  }
}

/// The moments of a sample.
enum SampleMoments {
  /// The mean, and the standard deviation with divisor `n − 1`, which is 0 for a single number.
  static func of(_ values: [Double]) -> (mean: Double, deviation: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (mean, (squares / Double(max(1, values.count - 1))).squareRoot())
  }
}

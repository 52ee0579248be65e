import RiskMeasures

/// A weighted mean of values that are seldom other than 0, with the error that it has.
struct TailError: Sendable {
  /// `(1/n) Σ w ψ`.
  let mean: Double
  /// Its variance: each tilt's number of paths is fixed, so that only variation within tilts
  /// counts.
  private(set) var variance: Double
  /// `(Σ wψ)² / Σ (wψ)²`: number of equal contributions that would be as uncertain.
  let effective: Double
  /// The greatest contribution, in the units of `mean`.
  let largest: Double
  /// Degrees of freedom of `variance`, `2 (Σ (wψ)²)² / Σ (wψ)⁴` (Satterthwaite, 1946): few where few great
  /// weights make it.
  let freedom: Double
}

extension TailError {
  /// The error of a sample's weighted mean of values.
  init(_ values: [Double], _ sample: TailSample) {
    let weights = sample.paths.weights
    var strata = sample.mixture.tilts.map { _ in (count: 0.0, mean: 0.0, squares: 0.0) }
    var (sum, squares, fourths, most) = (0.0, 0.0, 0.0, 0.0)
    for path in values.indices {
      let at = sample.mixture.tilt(ofPath: path)
      let value = weights[path] * values[path]
      strata[at].count += 1
      let step = value - strata[at].mean
      strata[at].mean += step / strata[at].count
      strata[at].squares += step * (value - strata[at].mean)
      guard value != 0 else { continue }
      let square = value * value
      sum += value
      squares += square
      fourths += square * square
      most = max(most, abs(value))
    }
    let n = Double(values.count)
    let within = strata.reduce(0.0) {
      $0 + ($1.count > 1 ? $1.count * $1.squares / ($1.count - 1) : 0)
    }
    mean = sum / n
    variance = within / (n * n)
    effective = squares > 0 ? sum * sum / squares : 0
    largest = most / n
    freedom = fourths > 0 ? 2 * squares * squares / fourths : 0
  }

  /// This error with a variance of at least the one foretold from other paths.
  func atLeast(_ foretold: Double) -> TailError {
    var error = self
    error.variance = max(variance, foretold)
    return error
  }

  /// The standard error, widened because the variance is itself an estimate.
  var standardError: Double { widening * variance.squareRoot() }

  private var widening: Double { StudentFactor.of(max(1, Int(min(freedom, 1e6)))) }

  /// The greatest share of the mean that a single path contributes.
  var largestShare: Double { mean > 0 ? largest / mean : 0 }

  /// A 95 % interval of a mean of values of at least 0.
  ///
  /// The law of such a mean is skewed to the right as a gamma law of its mean and variance is. The
  /// upper end adds half of a further contribution as great as the greatest, for paths that were
  /// not met; the quantile is Student's, as the variance is estimated too.
  ///
  /// Sources: Fay and Feuer, *Statistics in Medicine* 16 (1997); Fay and Kim, *Biometrical Journal* 59
  /// (2017), for the half; Wilson and Hilferty, *PNAS* 17 (1931), for quantiles of gamma laws.
  var interval: (low: Double, high: Double) {
    guard mean > 0, variance > 0 else { return (max(0, mean), mean + 3 * largest) }
    let reach = Confidence.z95 * widening
    return (
      Self.gammaQuantile(mean: mean, variance: variance, at: -reach),
      Self.gammaQuantile(
        mean: mean + largest / 2, variance: variance + largest * largest / 2, at: reach)
    )
  }

  /// The quantile of a gamma law at a normal score.
  private static func gammaQuantile(mean: Double, variance: Double, at score: Double) -> Double {
    let shape = mean * mean / variance
    let root = max(0, 1 - 1 / (9 * shape) + score / (3 * shape.squareRoot()))
    return mean * root * root * root
  }
}

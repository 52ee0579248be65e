/// Power sums of the losses' excesses over VaR, and the error of expected shortfall that follows
/// from them.
struct ExcessMoments {
  /// Number of losses ranked beyond VaR, those equal to it included.
  private let count: Double
  /// Number of all losses.
  private let total: Double
  private var sums = SIMD4<Double>.zero

  init(losses total: Int, beyond count: Int) {
    self.total = Double(total)
    self.count = Double(count)
  }

  /// `Σ (L − VaR)`.
  var sum: Double { sums[0] }

  /// Adds an excess that occurs `times`.
  mutating func add(_ excess: Double, times: Int) {
    let square = excess * excess
    sums += Double(times) * SIMD4(excess, square, square * excess, square * square)
  }

  /// Standard error of `VaR + sum / worst`, such that ± 1.96 of it is a 95 % interval.
  ///
  /// `√(k (s² + α m²)) / worst`, with mean `m` and sample variance `s²` of the `k` excesses, is the
  /// error by the influence function: to first order the error made in estimating VaR adds nothing
  /// (Rockafellar and Uryasev's minimum is flat there). With few losses an interval of ± 1.96 such
  /// errors is too short: their variance is itself estimated, and is small when the average is
  /// small, as excesses are skewed. It is widened by the greater of two factors, which correct the
  /// same effect in two ways:
  ///
  /// - Student's `t_{k−1} / 1.96`, exact for normal excesses, the greater below some seven losses;
  /// - `1 + (z⁴ + 2z² − 3) γ² / 18n − (z² − 3) κ / 12n`, Hall's second-order term, with skewness `γ` and excess
  ///   kurtosis `κ` of `max(0, L − VaR)` over all `n` losses.
  ///
  /// The factor is about 1.3 for ten losses with an exponential tail, 1.04 for a hundred.
  ///
  /// Sources: Trindade, Uryasev, Shapiro and Zrazhevsky, "Financial prediction with constrained tail
  /// risk", *Journal of Banking & Finance* 31 (2007); Hall, *The Bootstrap and Edgeworth Expansion*
  /// (1992), section 2.6.
  func standardError(level: Double, worst: Double) -> Double {
    let mean = sums[0] / count
    let variance = max(0, sums[1] - sums[0] * mean) / (count - 1)
    let spread = variance + level * mean * mean
    let widening = max(StudentFactor.of(Int(count) - 1), 1 + skewTerm)
    return (count * spread).squareRoot() / worst * widening
  }

  private var skewTerm: Double {
    let raw = sums / total
    let mean = raw[0]
    let variance = raw[1] - mean * mean
    guard variance > 0 else { return 0 }
    let square = mean * mean
    let third = raw[2] - 3 * raw[1] * mean + 2 * square * mean
    let fourth = raw[3] - 4 * raw[2] * mean + 6 * raw[1] * square - 3 * square * square
    let skewness = third / (variance * variance.squareRoot())
    let kurtosis = fourth / (variance * variance) - 3
    let z2 = Confidence.z95 * Confidence.z95
    let term = (z2 * z2 + 2 * z2 - 3) / 18 * skewness * skewness - (z2 - 3) / 12 * kurtosis
    return term / total
  }
}

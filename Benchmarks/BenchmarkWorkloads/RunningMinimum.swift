import Foundation

/// The exact mean of the running minimum of a lognormal factor seen at every step.
enum RunningMinimum {
  /// `E min_{0 ≤ k ≤ n} e^{X_k}` for a Gaussian walk `X`.
  ///
  /// Spitzer's identity gives the means `a_n` of `e^{min X}` from those of `min(1, e^{X_k})`:
  /// `n a_n = Σ_{k=1}^{n} b_k a_{n−k}`, `a_0 = 1`, with
  /// `b_k = Φ(m/s) + e^{m + s²/2} Φ(−(m + s²)/s)`, `m` and `s` the mean and deviation of `X_k`.
  ///
  /// Source: Spitzer, "A Combinatorial Lemma and its Application to Probability Theory", *Transactions
  /// of the AMS* 82 (1956).
  static func mean(logDrift: Double, deviation: Double, steps: Int) -> Double {
    let b = (0...steps).map { k -> Double in
      guard k > 0 else { return 1 }
      let m = logDrift * Double(k)
      let s = deviation * Double(k).squareRoot()
      return normalProbability(m / s) + exp(m + s * s / 2) * normalProbability(-(m + s * s) / s)
    }
    var a = [1.0]
    for n in 1...steps {
      a.append((1...n).reduce(0) { $0 + b[$1] * a[n - $1] } / Double(n))
    }
    return a[steps]
  }

  private static func normalProbability(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }
}

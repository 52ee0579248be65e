/// Wilson's score interval for shares of paths.
package enum Wilson {
  /// The interval at 95 % of a share `p` of a number `n` of paths: it covers also where `p` is near 0 or 1.
  ///
  /// `(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)`, `z = Φ⁻¹(0.975)`.
  ///
  /// Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
  /// *Journal of the American Statistical Association* 22 (1927).
  ///
  /// - Parameter error: The standard error `√(p (1 − p) / n)`, where a caller has counted it.
  package static func interval(
    share: Double, of total: Double, error: Double? = nil
  ) -> ClosedRange<Double> {
    guard total > 0 else { return 0...1 }
    let z = Confidence.z95
    let scale = 1 + z * z / total
    let centre = (share + z * z / (2 * total)) / scale
    let variance = error.map { $0 * $0 } ?? (share * (1 - share) / total)
    let half = z / scale * max(0, variance + z * z / (4 * total * total)).squareRoot()
    let low = share <= 0 ? 0 : max(0, centre - half)
    let high = share >= 1 ? 1 : min(1, centre + half)
    return min(low, share)...max(high, share)
  }
}

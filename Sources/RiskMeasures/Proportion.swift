/// A share of paths, with its binomial error.
public struct Proportion: Sendable, Equatable {
  /// Paths with the property.
  public var count: Int
  /// All paths, at least 1.
  public var total: Int

  /// Creates a share of paths.
  public init(_ count: Int, of total: Int) {
    self.count = count
    self.total = total
  }

  /// The share `p`.
  public var value: Double { Double(count) / Double(total) }

  /// Its standard error `√(p (1 − p) / n)`.
  public var standardError: Double {
    (value * (Double(total - count) / Double(total)) / Double(total)).squareRoot()
  }

  /// Wilson's score interval at 95 %: it covers also where `p` is near 0 or 1.
  ///
  /// `(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)`, `z = Φ⁻¹(0.975)`.
  ///
  /// Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
  /// *Journal of the American Statistical Association* 22 (1927).
  public var wilsonInterval: ClosedRange<Double> {
    let z = Confidence.z95
    let n = Double(total)
    let scale = 1 + z * z / n
    let centre = (value + z * z / (2 * n)) / scale
    let spread = standardError * standardError + z * z / (4 * n * n)
    let half = z / scale * spread.squareRoot()
    let low = count == 0 ? 0 : max(0, centre - half)
    let high = count == total ? 1 : min(1, centre + half)
    return low...high
  }
}

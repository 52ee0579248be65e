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

  /// Both together.
  package var estimate: Estimate { Estimate(value: value, standardError: standardError) }

  /// Wilson's score interval at 95 %: it covers also where `p` is near 0 or 1.
  public var wilsonInterval: ClosedRange<Double> {
    Wilson.interval(share: value, of: Double(total), error: standardError)
  }
}

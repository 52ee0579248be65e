/// Count, sum and sum of squares of one statistic over paths.
public struct Moments: Sendable {
  /// Number of paths.
  public private(set) var count = 0
  private var sum = 0.0
  private var squares = 0.0

  /// No path yet.
  public init() {}

  /// Adds the sums of a tile of `count` paths.
  mutating func add(count: Int, sum: Double, squares: Double) {
    self.count += count
    self.sum += sum
    self.squares += squares
  }

  /// Adds another part's paths.
  mutating func merge(_ other: Moments) {
    add(count: other.count, sum: other.sum, squares: other.squares)
  }

  /// The mean over paths.
  public var mean: Double { sum / Double(max(1, count)) }

  /// The standard error of the mean.
  public var standardError: Double {
    let n = Double(max(2, count))
    return (max(0, squares / n - mean * mean) / (n - 1)).squareRoot()
  }
}

/// One statistic of a workload: its estimate and, where one exists, the exact value.
public struct Statistic: Sendable {
  /// What it is, as peers print it too.
  public let name: String
  /// Its estimate.
  public let moments: Moments
  /// The theoretical mean; nil when there is no closed form.
  public let exact: Double?

  /// Distance from theory in standard errors; nil without a theoretical mean.
  public var z: Double? {
    exact.map { (moments.mean - $0) / max(moments.standardError, 1e-300) }
  }
}

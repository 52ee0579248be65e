/// Finds where a function crosses zero inside a bracket, with few evaluations.
///
/// The ITP method: each step takes the secant's guess, moves it towards the middle by a little, and never
/// strays further from bisection than its budget allows. It needs at most one evaluation more than
/// bisection, whatever the function; on smooth ones it is as fast as the secant.
///
/// Source: Oliveira and Takahashi, "An Enhancement of the Bisection Method Average Performance
/// Preserving Minmax Optimality", *ACM Transactions on Mathematical Software* 47 (2021).
package struct RootFinder {
  /// Half of the width at which the bracket is small enough.
  package let tolerance: Double

  package init(tolerance: Double) { self.tolerance = tolerance }

  /// A value with the function's there.
  package typealias Point = (x: Double, y: Double)

  /// The final bracket, both ends the same where the function is 0.
  ///
  /// - Parameters:
  ///   - low, high: The bracket with the function's values; their signs must differ.
  ///   - function: nil ends the search.
  /// - Returns: nil when `function` ended it.
  package func bracket(
    from low: Point, to high: Point, _ function: (Double) throws -> Double?
  ) rethrows -> (low: Point, high: Point)? {
    if low.y == 0 { return (low, low) }
    if high.y == 0 { return (high, high) }
    precondition((low.y < 0) != (high.y < 0))
    var (a, b) = (low, high)
    let sign: Double = low.y < 0 ? 1 : -1
    let width = b.x - a.x
    let budget = max(0, Int(ceilLog2(width / (2 * tolerance)))) + 1
    var step = 0
    while b.x - a.x > 2 * tolerance && step < 4 * (budget + 1) {
      let middle = (a.x + b.x) / 2
      let radius = tolerance * power2(budget - step) - (b.x - a.x) / 2
      let secant = (b.y * a.x - a.y * b.x) / (b.y - a.y)
      let truncation = 0.2 / width * (b.x - a.x) * (b.x - a.x)
      let towards: Double = middle >= secant ? 1 : -1
      let truncated =
        truncation <= abs(middle - secant) ? secant + towards * truncation : middle
      let x =
        abs(truncated - middle) <= radius ? truncated : middle - towards * max(0, radius)
      guard let y = try function(x) else { return nil }
      if y == 0 { return ((x, y), (x, y)) }
      if (y * sign) > 0 { b = (x, y) } else { a = (x, y) }
      step += 1
    }
    return (a, b)
  }

  private func ceilLog2(_ value: Double) -> Double {
    var power = 0.0
    var size = 1.0
    while size < value {
      size *= 2
      power += 1
    }
    return power
  }

  private func power2(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: max(-60, exponent), significand: 1)
  }
}

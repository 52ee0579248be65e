import Foundation

/// Numerical integration by Gauss and Legendre's rule on equal panels.
enum Quadrature {
  /// Nodes and weights of a rule.
  typealias Rule = [(node: Double, weight: Double)]

  /// The rule of `count` nodes on −1...1: zeros of the Legendre polynomial by Newton's method.
  ///
  /// Source: Abramowitz and Stegun, *Handbook of Mathematical Functions* (1964), 25.4.29.
  static func legendre(_ count: Int) -> Rule {
    (1...count).map { index in
      var x = cos(Double.pi * (Double(index) - 0.25) / (Double(count) + 0.5))
      var slope = 0.0
      for _ in 0..<100 {
        var (before, value) = (1.0, x)
        for degree in stride(from: 2, through: count, by: 1) {
          let n = Double(degree)
          (before, value) = (value, ((2 * n - 1) * x * value - (n - 1) * before) / n)
        }
        slope = Double(count) * (x * value - before) / (x * x - 1)
        let step = value / slope
        x -= step
        if abs(step) < 1e-16 { break }
      }
      return (x, 2 / ((1 - x * x) * slope * slope))
    }
  }

  /// A rule of 16 nodes on each of equal panels of an interval.
  static func composite(from low: Double, to high: Double, panels: Int) -> Rule {
    let width = (high - low) / Double(panels)
    return (0..<panels).flatMap { panel in
      let centre = low + (Double(panel) + 0.5) * width
      return legendre16.map { (centre + $0.node * width / 2, $0.weight * width / 2) }
    }
  }

  /// `∫ f` over an interval.
  static func integrate(
    from low: Double, to high: Double, panels: Int, _ f: (Double) -> Double
  ) -> Double {
    composite(from: low, to: high, panels: panels).reduce(0) { $0 + $1.weight * f($1.node) }
  }

  private static let legendre16 = legendre(16)
}

import Foundation

/// The standard normal law.
enum NormalLaw {
  /// `φ(x)`.
  static func density(_ x: Double) -> Double {
    exp(-x * x / 2) / (2 * Double.pi).squareRoot()
  }

  /// `Φ(x)`.
  static func distribution(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

  /// `Φ⁻¹(p)` for `p` in (0, 1), by bisection: slow, short and exact to the last digits.
  static func quantile(_ p: Double) -> Double {
    var (low, high) = (-40.0, 40.0)
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if distribution(middle) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// `P(X ≤ a, Y ≤ b)` of two standard normals with correlation `ρ`, |ρ| < 1.
  ///
  /// `Φ(a)Φ(b) + (1/2π) ∫₀^{asin ρ} exp(−(a² + b² − 2ab sin θ) / (2 cos² θ)) dθ`.
  ///
  /// Source: Plackett, "A reduction formula for normal multivariate integrals", *Biometrika* 41
  /// (1954).
  static func bivariate(_ a: Double, _ b: Double, correlation: Double) -> Double {
    let integral = Quadrature.integrate(from: 0, to: asin(correlation), panels: 16) { theta in
      let (sine, cosine) = (sin(theta), cos(theta))
      return exp(-(a * a + b * b - 2 * a * b * sine) / (2 * cosine * cosine))
    }
    return distribution(a) * distribution(b) + integral / (2 * Double.pi)
  }
}

import Foundation

/// Many equal borrowers with one common factor: default when `√ρ Y + √(1−ρ) ε_i < Φ⁻¹(PD)`.
///
/// Sources: Vasicek, "Probability of Loss on Loan Portfolio" (KMV, 1987), and "The Distribution of
/// Loan Portfolio Value", *Risk* (December 2002).
struct HomogeneousBook: Sendable {
  var borrowers: Int
  /// Default probability of each.
  var defaultProbability: Double
  /// Correlation `ρ` of log assets.
  var correlation: Double

  /// Default probability given the common factor: `Φ((Φ⁻¹(PD) − √ρ y) / √(1−ρ))`.
  func probability(given factor: Double) -> Double {
    let threshold = NormalLaw.quantile(defaultProbability)
    return NormalLaw.distribution(
      (threshold - correlation.squareRoot() * factor) / (1 - correlation).squareRoot())
  }

  /// Probabilities of 0, 1, …, n defaults: a binomial law mixed over the common factor.
  var counts: [Double] {
    var law = Array(repeating: 0.0, count: borrowers + 1)
    for (y, weight) in Quadrature.composite(from: -9, to: 9, panels: 36) {
      let scale = weight * NormalLaw.density(y)
      for (count, probability) in Self.binomial(borrowers, probability(given: y)).enumerated() {
        law[count] += scale * probability
      }
    }
    return law
  }

  /// The binomial law, by adding one trial at a time.
  static func binomial(_ trials: Int, _ p: Double) -> [Double] {
    var law = [1.0]
    for _ in 0..<trials {
      law = (0...law.count).map { count in
        (count < law.count ? law[count] * (1 - p) : 0) + (count > 0 ? law[count - 1] * p : 0)
      }
    }
    return law
  }

  /// Probability that two given borrowers default.
  var jointProbability: Double {
    let threshold = NormalLaw.quantile(defaultProbability)
    return NormalLaw.bivariate(threshold, threshold, correlation: correlation)
  }
}

/// A loss that takes a few values.
struct DiscreteLoss: Sendable {
  /// Values in ascending order with their probabilities.
  var points: [(loss: Double, probability: Double)]

  /// The least value with at least probability `level` at or below it.
  func valueAtRisk(_ level: Double) -> Double {
    var passed = 0.0
    for point in points {
      passed += point.probability
      if passed >= level { return point.loss }
    }
    return points.last?.loss ?? 0
  }

  /// Mean of the worst `1 − level`, the atom at the value at risk taken in part.
  func expectedShortfall(_ level: Double) -> Double {
    let quantile = valueAtRisk(level)
    let beyond = points.reduce(0) { $0 + $1.probability * max(0, $1.loss - quantile) }
    return quantile + beyond / (1 - level)
  }
}

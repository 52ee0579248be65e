import Foundation

/// Mean, variance and fourth central moment of a quantity: enough for the errors of a sample's mean
/// and standard deviation.
struct FourMoments: Sendable {
  /// `E[X]`.
  var mean: Double
  /// `E[(X − E X)²]`.
  var variance: Double
  /// `E[(X − E X)⁴]`.
  var fourthCentral: Double

  /// Central moments from the raw moments `E[X], …, E[X⁴]`.
  init(raw: [Double]) {
    let m = raw[0]
    mean = m
    variance = raw[1] - m * m
    fourthCentral = raw[3] - 4 * m * raw[2] + 6 * m * m * raw[1] - 3 * m * m * m * m
  }

  /// Moments of `e^N`, `N` normal: `E[e^{pN}] = e^{p·mean + p²·variance/2}`.
  init(logMean: Double, logVariance: Double) {
    self.init(raw: (1...4).map { exp(Double($0) * logMean + Double($0 * $0) * logVariance / 2) })
  }

  /// Moments of a normal law, whose fourth central one is `3σ⁴`.
  init(mean: Double, variance: Double) {
    self.mean = mean
    self.variance = variance
    fourthCentral = 3 * variance * variance
  }

  /// Moments of a law on a few points.
  init(points: [(value: Double, probability: Double)]) {
    self.init(
      raw: (1...4).map { power in
        points.reduce(0) { $0 + $1.probability * pow($1.value, Double(power)) }
      })
  }

  /// `√E[(X − E X)²]`.
  var standardDeviation: Double { max(0, variance).squareRoot() }

  /// Standard error of the mean of `count` draws.
  func errorOfMean(_ count: Int) -> Double { standardDeviation / Double(count).squareRoot() }

  /// Standard error of the standard deviation of `count` draws, `√((μ₄ − σ⁴)/n) / 2σ`.
  func errorOfDeviation(_ count: Int) -> Double {
    let error = (max(0, fourthCentral - variance * variance) / Double(count)).squareRoot()
    return error / (2 * standardDeviation)
  }
}

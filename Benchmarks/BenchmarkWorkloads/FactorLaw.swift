import NumericCore

/// The four correlated lognormal factors that both path workloads simulate.
///
/// `S_i ← S_i · exp((μ_i − σ_i²/2) Δ + σ_i √Δ (L z)_i)` from 1, 260 steps of Δ = 1/52 year.
enum FactorLaw {
  static let count = 4
  static let drift = [0.05, 0.05, 0, -0.1]
  static let volatility = [0.7, 0.9, 0.5, 0.6]
  static let correlation = [
    [1, 0.8, 0.3, 0.5], [0.8, 1, 0.35, 0.45], [0.3, 0.35, 1, 0.4], [0.5, 0.45, 0.4, 1],
  ]
  static let steps = 260
  static let stepYears = 1.0 / 52

  /// `σ_i √Δ L_ij` in the unit of log-changes, row by row: what multiplies the normals of a step.
  static var loadings: [[Double]] {
    guard let factor = try? CholeskyFactor(of: correlation) else {
      fatalError("the workload's correlations are positive definite")
    }
    return zip(volatility, factor.rows).map { sigma, row in
      row.map { sigma * stepYears.squareRoot() * $0 * PairMath.changesPerLog }
    }
  }
}

/// What a kernel needs of the four factors' loadings: ten numbers without reference counts.
@frozen
@usableFromInline
struct StepLoadings {
  let l00: Double
  let l10: Double
  let l11: Double
  let l20: Double
  let l21: Double
  let l22: Double
  let l30: Double
  let l31: Double
  let l32: Double
  let l33: Double

  init() {
    let l = FactorLaw.loadings
    (l00, l10, l11) = (l[0][0], l[1][0], l[1][1])
    (l20, l21, l22) = (l[2][0], l[2][1], l[2][2])
    (l30, l31, l32, l33) = (l[3][0], l[3][1], l[3][2], l[3][3])
  }
}

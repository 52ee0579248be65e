import Foundation

/// First passage of a lognormal diffusion below a constant barrier.
///
/// Source: Black and Cox, "Valuing Corporate Securities: Some Effects of Bond Indenture Provisions",
/// *Journal of Finance* 31 (1976).
struct FirstPassage: Sendable {
  /// Log distance `ln(H / V₀)` of the barrier, negative.
  var barrier: Double
  /// Drift `ν = μ − σ²/2` of log assets per year.
  var logDrift: Double
  /// Volatility `σ` per √year.
  var volatility: Double

  /// `Φ((h − νT)/σ√T) + e^{2νh/σ²} Φ((h + νT)/σ√T)`: watched without pause up to `years`.
  func probability(by years: Double) -> Double {
    let deviation = volatility * years.squareRoot()
    let mirrored = exp(2 * logDrift * barrier / (volatility * volatility))
    return NormalLaw.distribution((barrier - logDrift * years) / deviation)
      + mirrored * NormalLaw.distribution((barrier + logDrift * years) / deviation)
  }
}

/// The same passage watched at `t = Δ, 2Δ, …`, without approximation: the density of survivors is
/// carried from date to date by quadrature.
struct DiscretePassage: Sendable {
  /// Probability of passing at each date.
  let probabilities: [Double]
  /// `E[e^{X}; passing]` at each date, `X = ln(V/V₀)`.
  let assetMeans: [Double]

  /// Solves for `dates` dates `interval` years apart.
  init(_ problem: FirstPassage, interval: Double, dates: Int) {
    let step = NormalStep(
      mean: problem.logDrift * interval, deviation: problem.volatility * interval.squareRoot())
    let reach =
      8 * problem.volatility * (interval * Double(dates)).squareRoot()
      + abs(problem.logDrift) * interval * Double(dates)
    let rule = Quadrature.composite(
      from: problem.barrier, to: reach,
      panels: max(8, Int((reach - problem.barrier) / (3 * step.deviation))))
    let kernel = rule.map { to in
      // Beyond ten deviations a step has a density of 10⁻²², which no sum of doubles sees.
      let near = rule.indices.filter { abs(to.node - rule[$0].node) < 10 * step.deviation }
      let range = near[0]...near[near.count - 1]
      return (range, range.map { step.density(to.node - rule[$0].node) * rule[$0].weight })
    }
    var passing = [step.distribution(problem.barrier)]
    var means = [step.partialMean(problem.barrier)]
    var density = rule.map { step.density($0.node) }
    for _ in 1..<dates {
      passing.append(
        Self.sum(rule, density) { step.distribution(problem.barrier - $0) })
      means.append(
        Self.sum(rule, density) { exp($0) * step.partialMean(problem.barrier - $0) })
      density = kernel.map { range, row in
        zip(row, density[range]).reduce(0) { $0 + $1.0 * $1.1 }
      }
    }
    probabilities = passing
    assetMeans = means
  }

  /// Probability of having passed by a number of dates.
  func probability(by dates: Int) -> Double { probabilities.prefix(dates).reduce(0, +) }

  private static func sum(
    _ rule: Quadrature.Rule, _ density: [Double], _ value: (Double) -> Double
  ) -> Double {
    rule.indices.reduce(0) { $0 + rule[$1].weight * density[$1] * value(rule[$1].node) }
  }
}

/// A normal increment.
private struct NormalStep {
  let mean: Double
  let deviation: Double

  func density(_ x: Double) -> Double { NormalLaw.density((x - mean) / deviation) / deviation }

  func distribution(_ x: Double) -> Double { NormalLaw.distribution((x - mean) / deviation) }

  /// `E[e^N; N < x]`.
  func partialMean(_ x: Double) -> Double {
    exp(mean + deviation * deviation / 2)
      * NormalLaw.distribution((x - mean) / deviation - deviation)
  }
}

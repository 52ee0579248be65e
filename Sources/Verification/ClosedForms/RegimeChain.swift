import Foundation

/// A chain of regimes that holds over equal steps and may change between them.
///
/// The exact law of the discrete chain, by recursion over steps; the intensities enter through
/// `P = e^{QΔ}`.
///
/// Sources: Hamilton, "A New Approach to the Economic Analysis of Nonstationary Time Series and the
/// Business Cycle", *Econometrica* 57 (1989); Hardy, "A Regime-Switching Model of Long-Term Stock
/// Returns", *North American Actuarial Journal* 5 (2001), for the law of occupation times.
struct RegimeChain: Sendable {
  /// Probabilities of the regime of the first step.
  let initial: [Double]
  /// `P`, `[from][to]`.
  let transition: [[Double]]

  /// A chain with switching intensities per year (diagonal ignored) and steps of `interval` years.
  ///
  /// `P` by uniformisation: `Σ_n e^{−qΔ} (qΔ)ⁿ/n! (I + Q/q)ⁿ`, `q` the greatest rate of leaving.
  /// Source: Jensen, "Markoff chains as an aid in the study of Markoff processes", *Skandinavisk
  /// Aktuarietidskrift* 36 (1953).
  init(initial: [Double], switching: [[Double]], interval: Double) {
    self.initial = initial
    let states = initial.indices
    let leaving = states.map { i in states.reduce(0) { $0 + ($1 == i ? 0 : switching[i][$1]) } }
    let rate = max(leaving.max() ?? 0, 1e-300)
    let jump = states.map { i in
      states.map { j in i == j ? 1 - leaving[i] / rate : switching[i][j] / rate }
    }
    var weight = exp(-rate * interval)
    var power = states.map { i in states.map { $0 == i ? 1.0 : 0 } }
    var sum = power.map { $0.map { $0 * weight } }
    for n in 1...200 {
      power = power.map { row in
        states.map { j in states.reduce(0) { $0 + row[$1] * jump[$1][j] } }
      }
      weight *= rate * interval / Double(n)
      for i in states { for j in states { sum[i][j] += weight * power[i][j] } }
    }
    transition = sum
  }

  /// `E[Π_k factor(k, r_k)]` over `steps` steps: `π D₀ P D₁ P … D_{N−1} 1`.
  func expectation(steps: Int, factor: (Int, Int) -> Complex) -> Complex {
    var weights = initial.map { Complex($0) }
    for step in 0..<steps {
      if step > 0 { weights = moved(weights) }
      for regime in weights.indices { weights[regime] = factor(step, regime) * weights[regime] }
    }
    return weights.reduce(Complex(0), +)
  }

  private func moved(_ weights: [Complex]) -> [Complex] {
    initial.indices.map { to in
      initial.indices.reduce(Complex(0)) { $0 + transition[$1][to] * weights[$1] }
    }
  }

  /// `E[Π_k e^{p·mean + p²·variance/2}]`, the moments `p = 1…4` of a lognormal quantity whose
  /// logarithm gains a normal of that mean and variance in each step.
  func lognormalMoments(
    steps: Int, logStep: (Int, Int) -> (mean: Double, variance: Double)
  ) -> FourMoments {
    FourMoments(
      raw: (1...4).map { power in
        let p = Double(power)
        return expectation(steps: steps) { step, regime in
          let (mean, variance) = logStep(step, regime)
          return Complex(exp(p * mean + p * p * variance / 2))
        }.real
      })
  }

  /// Probabilities of spending 0, 1, …, `steps` steps in the second of two regimes.
  func occupation(steps: Int) -> [Double] {
    var law = [
      [initial[0]] + Array(repeating: 0, count: steps),
      [0, initial[1]] + Array(repeating: 0, count: steps - 1),
    ]
    for _ in 1..<steps {
      let before = law
      for count in 0...steps {
        law[0][count] =
          before[0][count] * transition[0][0] + before[1][count] * transition[1][0]
        law[1][count] =
          count == 0
          ? 0
          : before[0][count - 1] * transition[0][1] + before[1][count - 1] * transition[1][1]
      }
    }
    return (0...steps).map { law[0][$0] + law[1][$0] }
  }

  /// Mean share of `steps` steps that some regimes have: `Σ_k π P^k 1_A / n`.
  func timeShare(of regimes: Set<Int>, steps: Int) -> Double {
    var weights = initial.map { Complex($0) }
    var sum = 0.0
    for step in 0..<steps {
      if step > 0 { weights = moved(weights) }
      sum += regimes.reduce(0) { $0 + weights[$1].real }
    }
    return sum / Double(steps)
  }

  /// Probabilities of being in some regimes for the first time in step 0, 1, …: paths that have
  /// been there are taken out before the next step.
  ///
  /// Source: Kemeny and Snell, *Finite Markov Chains* (1960), chapter III.
  func firstEntry(into regimes: Set<Int>, steps: Int) -> [Double] {
    var weights = initial.map { Complex($0) }
    return (0..<steps).map { step in
      if step > 0 { weights = moved(weights) }
      let entering = regimes.reduce(0) { $0 + weights[$1].real }
      for regime in regimes { weights[regime] = Complex(0) }
      return entering
    }
  }
}

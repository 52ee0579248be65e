import Foundation

/// First passage of a reverting factor above its mean, from below.
///
/// With `x` the deviation from the mean, `x₀ < 0`: watched without pause, `P(τ ≤ t) = 2 Φ(x₀ e^{−κt} / σ_t)`,
/// `σ_t²` its variance, since a path that has crossed lies above and below with equal probability.
///
/// Source: reflection; Ricciardi and Sato, "First-passage-time density and moments of the
/// Ornstein–Uhlenbeck process", *Journal of Applied Probability* 25 (1988).
struct ReversionPassage: Sendable {
  var reversion: MeanReversion
  /// Its deviation from the mean at time 0, negative.
  var start: Double

  /// Watched without pause up to `years`.
  func probability(by years: Double) -> Double {
    let deviation = reversion.variance(years).squareRoot()
    return 2 * NormalLaw.distribution(start * reversion.decay(years) / deviation)
  }

  /// Probabilities of being above the mean for the first time at `t = Δ, 2Δ, …`, `dates` of them:
  /// the density of paths that are still below is carried from date to date by quadrature.
  func probabilities(watchedEvery interval: Double, dates: Int) -> [Double] {
    let decay = reversion.decay(interval)
    let deviation = reversion.variance(interval).squareRoot()
    func density(_ to: Double, _ from: Double) -> Double {
      NormalLaw.density((to - decay * from) / deviation) / deviation
    }
    let lowest =
      start - 8 * reversion.variance(interval * Double(dates)).squareRoot()
    let rule = Quadrature.composite(
      from: lowest, to: 0, panels: max(8, Int(-lowest / (3 * deviation))))
    let kernel = rule.map { to in
      rule.map { from in density(to.node, from.node) * from.weight }
    }
    var passing = [NormalLaw.distribution(decay * start / deviation)]
    var below = rule.map { density($0.node, start) }
    for _ in 1..<dates {
      passing.append(
        rule.indices.reduce(0) {
          $0 + rule[$1].weight * below[$1]
            * NormalLaw.distribution(decay * rule[$1].node / deviation)
        })
      below = kernel.map { row in zip(row, below).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    return passing
  }
}

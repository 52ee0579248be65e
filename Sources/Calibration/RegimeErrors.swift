import NumericCore

/// Standard errors of a regime model by a parametric bootstrap: the model is simulated for as many weeks as were
/// seen and fitted again, many times; an error is the standard deviation over the refits.
///
/// Source: Efron and Tibshirani, *An Introduction to the Bootstrap* (1993), section 6.5.
package struct RegimeErrors: Sendable {
  package let volatility: [[Double]]
  package let mean: [[Double]]
  package let correlation: [Double]
  package let transition: [[Double]]

  /// Number of refits.
  static let refits = 60

  package init(_ model: RegimeModel, weeks: Int) {
    let fits = (0..<Self.refits).map { refit -> RegimeModel in
      var numbers = SplitMix(seed: 0xB007_5742 &+ UInt64(refit))
      let rows = model.simulate(weeks: weeks, &numbers).map { Optional($0) }
      // The truth is the best start; regimes keep their order by it.
      return model.maximised(rows, rounds: 60)
    }
    let states = 0..<model.count
    let coins = model.means[0].indices
    volatility = states.map { r in coins.map { c in Self.spread(fits) { $0.volatility(r, c) } } }
    mean = states.map { r in coins.map { c in Self.spread(fits) { $0.means[r][c] } } }
    correlation = states.map { r in Self.spread(fits) { $0.correlation(r) ?? 0 } }
    transition = states.map { from in
      states.map { to in Self.spread(fits) { $0.transition[from][to] } }
    }
  }

  private static func spread(_ fits: [RegimeModel], _ value: (RegimeModel) -> Double) -> Double {
    let values = fits.map(value)
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }
}

extension RegimeModel {
  /// Weekly returns drawn from the model, from its long-run shares.
  func simulate(weeks: Int, _ numbers: inout SplitMix) -> [[Double]] {
    var regime = Self.draw(stationary, &numbers)
    let factors = covariances.map(Self.root)
    return (0..<weeks).map { week in
      if week > 0 { regime = Self.draw(transition[regime], &numbers) }
      let shocks = means[regime].map { _ in Real.normal(&numbers) }
      return means[regime].indices.map { coin in
        zip(factors[regime][coin], shocks).reduce(means[regime][coin]) { $0 + $1.0 * $1.1 }
      }
    }
  }

  private static func draw(_ shares: [Double], _ numbers: inout SplitMix) -> Int {
    var rest = numbers.uniform()
    for (index, share) in shares.enumerated() {
      rest -= share
      if rest < 0 { return index }
    }
    return shares.count - 1
  }

  /// The lower triangular root of a covariance of one or two dimensions.
  private static func root(_ c: [[Double]]) -> [[Double]] {
    let a = c[0][0].squareRoot()
    guard c.count > 1 else { return [[a]] }
    let b = c[0][1] / a
    return [[a, 0], [b, max(0, c[1][1] - b * b).squareRoot()]]
  }

  /// Switching intensities per year `Q` with `exp(QΔ)` the weekly transition matrix, as near as a generator can be.
  ///
  /// Newton's correction `Q ← Q + (P − exp(QΔ)) / Δ`, off-diagonal entries kept at or above 0.
  package var intensities: [[Double]] {
    var q = transition.map { $0.map { _ in 0.0 } }
    for _ in 0..<200 {
      let reached = matrixExponential(q.map { $0.map { $0 * WeeklyReturns.years } })
      for from in q.indices {
        for to in q.indices where to != from {
          let gap = transition[from][to] - reached[from][to]
          q[from][to] = max(0, q[from][to] + gap / WeeklyReturns.years)
        }
        q[from][from] = 0
        q[from][from] = -q[from].reduce(0, +)
      }
    }
    return q
  }
}

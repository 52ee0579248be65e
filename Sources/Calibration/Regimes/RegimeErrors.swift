import NumericCore

/// Estimates of a regime model with errors by a parametric bootstrap: the model is simulated for the weeks that
/// were seen, with the same weeks missing, and fitted again, many times.
///
/// The spread over the refits is taken, and laid around the estimate, on the scale on which it is
/// nearly the same for every truth: logarithms of volatilities, log odds of probabilities, Fisher's
/// `atanh` of correlations. Refits that leave a regime too few weeks are not used; where that is
/// most of them, no error is known. A single regime gets the errors of
/// [`WholeSampleErrors`](WholeSampleErrors.swift). Source: Efron and Tibshirani, *An Introduction to the
/// Bootstrap* (1993), chapters 6.5 and 13.
package struct RegimeErrors: Sendable {
  /// Volatility per √year by regime and coin.
  package let volatility: [[Fitted]]
  /// Mean log return per year by regime and coin.
  package let mean: [[Fitted]]
  /// Correlation of the two coins by regime; empty with one.
  package let correlation: [Fitted]
  /// Weekly transition probabilities.
  package let transition: [[Fitted]]

  /// Number of refits: 200 give a deviation to within 5 %.
  static let refits = 200

  /// Simulates the model and fits it again, `refits` times.
  ///
  /// - Parameter seen: The weeks that it was fitted to, nil where one has no return: such a week passes in the
  ///   simulation too, but its return is not seen.
  package init(_ model: RegimeModel, _ seen: [[Double]?]) {
    guard model.count > 1 else {
      let whole = WholeSampleErrors(model, seen)
      (volatility, mean) = ([whole.volatility], [whole.mean])
      (correlation, transition) = (whole.correlation.map { [$0] } ?? [], [[Fitted(1, nil)]])
      return
    }
    // Every model has draws of its own: chance in common draws would affect every interval.
    var seeds = SplitMix(seed: model.means[0][0].bitPattern)
    let all = (0..<Self.refits).map { _ -> RegimeModel in
      var numbers = SplitMix(seed: seeds.next())
      let rows = zip(model.simulate(weeks: seen.count, &numbers), seen).map { drawn, known in
        known == nil ? nil : drawn
      }
      // The simulated model is the best start, and keeps regimes in their order.
      return model.maximised(rows, rounds: 60)
    }
    let fits = all.filter(\.isHeld)
    let states = 0..<model.count
    let coins = model.means[0].indices
    func fitted(_ scale: Scale, _ value: (RegimeModel) -> Double) -> Fitted {
      Self.fitted(value(model), fits.map(value), scale)
    }
    volatility = states.map { r in coins.map { c in fitted(.logarithm) { $0.volatility(r, c) } } }
    mean = states.map { r in
      coins.map { c in fitted(.plain) { $0.means[r][c] / WeeklyReturns.years } }
    }
    correlation =
      coins.count < 2 ? [] : states.map { r in fitted(.fisher) { $0.correlation(r) ?? 0 } }
    transition = states.map { from in
      states.map { to in fitted(.logOdds) { $0.transition[from][to] } }
    }
  }

  private enum Scale {
    case plain, logarithm, logOdds, fisher

    func there(_ x: Double) -> Double {
      switch self {
      case .plain: x
      case .logarithm: Real.log(max(x, 1e-9))
      case .logOdds:
        Real.log(min(max(x, 1e-4), 1 - 1e-4) / (1 - min(max(x, 1e-4), 1 - 1e-4)))
      case .fisher: Real.atanh(min(max(x, -0.9999), 0.9999))
      }
    }

    func back(_ y: Double) -> Double {
      switch self {
      case .plain: y
      case .logarithm: Real.exp(y)
      case .logOdds: 1 / (1 + Real.exp(-y))
      case .fisher: Real.tanh(y)
      }
    }
  }

  /// An estimate whose interval spans two: `± t` deviations of the refits around the estimate, and
  /// around the estimate less the bias that the refits show.
  ///
  /// The first alone covered stressed volatility in 90 of 100 histories of 416 weeks, both together
  /// in 95: see docs/validation/coverage.md.
  private static func fitted(_ value: Double, _ refits: [Double], _ scale: Scale) -> Fitted {
    guard 2 * refits.count >= Self.refits else {
      let lost = Self.refits - refits.count
      return Fitted(
        value, low: nil, high: nil,
        note: "no error: \(lost) of \(Self.refits) refits leave a regime fewer than "
          + "\(RegimeModel.fewestHeld) weeks")
    }
    let moved = refits.map(scale.there)
    let (mean, deviation) = SampleMoments.of(moved)
    guard deviation > 1e-9 else {
      return Fitted(value, low: nil, high: nil, note: "no error: every refit gives the same")
    }
    let centre = scale.there(value)
    let unbiased = 2 * centre - mean
    let wide = Fitted.student(Double(moved.count - 1)) * deviation
    // A probability of 0 or 1 lies beyond what log odds can say.
    return Fitted(
      value, low: min(value, scale.back(min(centre, unbiased) - wide)),
      high: max(value, scale.back(max(centre, unbiased) + wide)))
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
}

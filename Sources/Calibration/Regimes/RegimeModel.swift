/// A hidden Markov model of weekly returns: Gaussian in each regime, fitted by expectation–maximisation.
///
/// Regimes are in the order of the first coin's volatility. Source: Baum, Petrie, Soules and Weiss, *Annals of
/// Mathematical Statistics* 41 (1970); Hamilton, *Econometrica* 57 (1989).
package struct RegimeModel: Sendable {
  /// Mean weekly log return by regime and coin.
  package var means: [[Double]]
  /// Covariance of weekly returns by regime.
  package var covariances: [[[Double]]]
  /// Probability of each regime a week later.
  package var transition: [[Double]]
  /// Probability of each regime in the first week.
  package var initial: [Double]
  package var logLikelihood = -Double.infinity
  /// Expected number of weeks in each regime among the returns that it was fitted to; empty before
  /// a fit.
  package var weeks: [Double] = []

  /// Number of regimes.
  package var count: Int { means.count }

  /// Volatility of a coin per √year.
  package func volatility(_ regime: Int, _ coin: Int) -> Double {
    (covariances[regime][coin][coin] / WeeklyReturns.years).squareRoot()
  }

  /// Correlation of the first two coins; nil with one.
  package func correlation(_ regime: Int) -> Double? {
    let c = covariances[regime]
    return c.count < 2 ? nil : c[0][1] / (c[0][0] * c[1][1]).squareRoot()
  }

  /// Long-run share of each regime.
  package var stationary: [Double] { Self.longRun(transition) }

  /// Long-run shares under a matrix of weekly probabilities.
  static func longRun(_ transition: [[Double]]) -> [Double] {
    let states = transition.indices
    var share = states.map { _ in 1 / Double(transition.count) }
    for _ in 0..<5000 {
      share = states.map { to in states.reduce(0) { $0 + share[$1] * transition[$1][to] } }
    }
    return share
  }

  /// Fewest weeks of which a regime can be made at the start.
  static let fewestWeeks = 5
  /// Fewest weeks that a fitted regime holds: two for each of the five moments of two coins.
  ///
  /// The likelihood of a mixture has no bound: a regime that closes in on a few like returns gains without end. Such a
  /// maximum is no estimate. Source: Hathaway, "A Constrained Formulation of Maximum-Likelihood Estimation for Normal
  /// Mixture Distributions", *Annals of Statistics* 13 (1985), who bounds ratios of variances.
  package static let fewestHeld = 10

  /// Whether every regime holds enough weeks to be one.
  var isHeld: Bool { weeks.allSatisfy { $0 >= Double(Self.fewestHeld) } }

  /// The same regimes in the order of the first coin's volatility.
  var sorted: RegimeModel {
    let order = (0..<count).sorted { volatility($0, 0) < volatility($1, 0) }
    var model = self
    model.means = order.map { means[$0] }
    model.covariances = order.map { covariances[$0] }
    model.initial = order.map { initial[$0] }
    model.weeks = order.map { weeks[$0] }
    model.transition = order.map { from in order.map { transition[from][$0] } }
    return model
  }
}

// MARK: - Expectation and maximisation

extension RegimeModel {
  /// Repeats expectation and maximisation until the likelihood stands still.
  func maximised(_ rows: [[Double]?], rounds: Int) -> RegimeModel {
    var model = self
    // A model that was fitted to other returns still carries their likelihood.
    model.logLikelihood = -.infinity
    for _ in 0..<rounds {
      let next = model.improved(rows)
      let gain = next.logLikelihood - model.logLikelihood
      model = next
      if gain < 1e-6 { break }
    }
    return model
  }

  private func improved(_ rows: [[Double]?]) -> RegimeModel {
    let pass = ForwardBackward(self, rows)
    let known = rows.indices.filter { rows[$0] != nil }
    let values = known.compactMap { rows[$0] }
    let states = 0..<count
    let moments = states.map { state in
      WeightedMoments(values, known.map { pass.posterior[$0][state] })
    }
    var next = self
    next.means = moments.map(\.mean)
    next.covariances = moments.map(\.covariance)
    next.initial = pass.posterior[0]
    next.weeks = states.map { state in known.reduce(0) { $0 + pass.posterior[$1][state] } }
    next.transition = states.map { from in
      let total = pass.switches[from].reduce(0, +)
      return total > 0 ? pass.switches[from].map { $0 / total } : transition[from]
    }
    next.logLikelihood = pass.logLikelihood
    return next
  }
}

/// Posterior probabilities of regimes, by the scaled forward and backward recursions.
struct ForwardBackward {
  /// Posterior of each regime in each week.
  private(set) var posterior: [[Double]]
  /// Expected number of switches from regime to regime.
  private(set) var switches: [[Double]]
  private(set) var logLikelihood = 0.0

  init(_ model: RegimeModel, _ rows: [[Double]?]) {
    let count = model.count
    let states = 0..<count
    let emission = Self.emission(model, rows)
    let transition = model.transition.flatMap { $0 }
    var forward = Array(repeating: 0.0, count: rows.count * count)
    var scales = Array(repeating: 0.0, count: rows.count)
    for week in rows.indices {
      var total = 0.0
      for to in states {
        var prior = week == 0 ? model.initial[to] : 0
        if week > 0 {
          for from in states {
            prior += forward[(week - 1) * count + from] * transition[from * count + to]
          }
        }
        forward[week * count + to] = prior * emission[week * count + to]
        total += forward[week * count + to]
      }
      // An outlier that no regime explains leaves the prior as it is.
      scales[week] = max(total, 1e-300)
      for state in states { forward[week * count + state] /= scales[week] }
      logLikelihood += Real.log(scales[week])
    }
    var expected = Array(repeating: 0.0, count: count * count)
    var backward = Array(repeating: 1.0, count: count)
    var next = backward
    posterior = Array(repeating: backward, count: rows.count)
    if let last = rows.indices.last {
      posterior[last] = states.map { forward[last * count + $0] }
    }
    for week in rows.indices.dropLast().reversed() {
      for state in states {
        next[state] = emission[(week + 1) * count + state] * backward[state] / scales[week + 1]
      }
      for from in states {
        var sum = 0.0
        for to in states {
          let step = transition[from * count + to] * next[to]
          expected[from * count + to] += forward[week * count + from] * step
          sum += step
        }
        backward[from] = sum
        posterior[week][from] = forward[week * count + from] * sum
      }
    }
    switches = states.map { Array(expected[$0 * count..<($0 + 1) * count]) }
  }

  /// Densities by week and regime; 1 where a week is not known.
  private static func emission(_ model: RegimeModel, _ rows: [[Double]?]) -> [Double] {
    let densities = model.means.indices.map {
      GaussianDensity(model.means[$0], model.covariances[$0])
    }
    var values: [Double] = []
    values.reserveCapacity(rows.count * densities.count)
    for row in rows {
      for density in densities { values.append(row.map(density.callAsFunction) ?? 1) }
    }
    return values
  }
}

/// The density of a Gaussian in one or two dimensions.
struct GaussianDensity {
  private let mean: [Double]
  private let precision: [Double]
  private let scale: Double

  init(_ mean: [Double], _ covariance: [[Double]]) {
    self.mean = mean
    if mean.count == 1 {
      precision = [1 / covariance[0][0]]
      scale = 1 / (2 * Double.pi * covariance[0][0]).squareRoot()
    } else {
      let (a, b, c) = (covariance[0][0], covariance[0][1], covariance[1][1])
      let determinant = a * c - b * b
      precision = [c / determinant, -b / determinant, a / determinant]
      scale = 1 / (2 * Double.pi * determinant.squareRoot())
    }
  }

  func callAsFunction(_ x: [Double]) -> Double {
    let u = x[0] - mean[0]
    guard mean.count > 1 else { return scale * Real.exp(-precision[0] * u * u / 2) }
    let v = x[1] - mean[1]
    let form = precision[0] * u * u + 2 * precision[1] * u * v + precision[2] * v * v
    return scale * Real.exp(-form / 2)
  }
}

/// Mean and covariance of weighted rows.
struct WeightedMoments {
  let mean: [Double]
  let covariance: [[Double]]

  init(_ rows: [[Double]], _ weights: [Double]) {
    let total = max(weights.reduce(0, +), 1e-12)
    let columns = (rows.first ?? []).indices
    let centre = columns.map { column in
      zip(rows, weights).reduce(0) { $0 + $1.1 * $1.0[column] } / total
    }
    mean = centre
    covariance = columns.map { i in
      columns.map { j in
        let sum = zip(rows, weights).reduce(0) {
          $0 + $1.1 * ($1.0[i] - centre[i]) * ($1.0[j] - centre[j])
        }
        // A floor keeps a regime from closing in on one week.
        return sum / total + (i == j ? 1e-8 : 0)
      }
    }
  }
}

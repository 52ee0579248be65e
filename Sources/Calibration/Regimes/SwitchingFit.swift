import NumericCore

/// Switching intensities `Q` whose weekly law `exp(QΔ)` is a fitted transition matrix, or the nearest to it.
///
/// A matrix of weekly probabilities need not be the law of any switching in continuous time. It is not where two
/// regimes are both left more often than not, or where a regime can be reached only through another one within the same
/// week. Where the principal logarithm is a generator, it is taken. Else `Q` minimises `Σ π_i (exp(nQΔ)_ij − (Pⁿ)_ij)²`
/// over `0 ≤ q_ij ≤ fastest`, `π` the long-run shares of `P`, summed over a week, `n = 1`, and a year, `n = 52`: the
/// week alone would leave the long-run shares to chance. It is found by the method of Levenberg and Marquardt with
/// active bounds, from several starts.
///
/// Source: Israel, Rosenthal and Wei, "Finding Generators for Markov Chains via Empirical Transition Matrices",
/// *Mathematical Finance* 11 (2001); Kreinin and Sidelnikova, "Regularization Algorithms for Transition Matrices",
/// *Algo Research Quarterly* 4 (2001), for the starts.
package struct SwitchingFit: Sendable {
  /// Intensities per year; rows sum to 0.
  package let intensities: [[Double]]
  /// Probabilities of each regime a week later that the intensities give.
  package let weekly: [[Double]]
  /// Long-run share of each regime that the intensities give.
  package let shares: [Double]
  /// Largest difference from the fitted matrix, of a weekly probability or of a long-run share; 0 but for rounding
  /// where the matrix has a generator.
  package let gap: Double

  /// Whether the fitted matrix has a generator, to rounding.
  package var isExact: Bool { gap < 1e-8 }
  /// Whether what the intensities give differs from what was fitted by more than half a point.
  package var isDoubtful: Bool { gap > 0.005 }
  /// Whether it differs by more than five points: then the regimes do not last as regimes of the model do.
  package var isFar: Bool { gap > 0.05 }

  /// Most switches a year from regime to regime where the fitted matrix has no generator: one a day.
  ///
  /// Weekly data cannot tell faster switching apart.
  static let fastest = 365.0

  /// Finds the intensities of a matrix of weekly probabilities.
  package init(_ transition: [[Double]]) {
    let aim = SwitchingAim(transition)
    let logarithm = transition.count > 1 ? matrixLogarithm(transition) : nil
    let best: [Double]
    if let logarithm, aim.rates(logarithm).allSatisfy({ $0 > -1e-9 }) {
      best = aim.rates(logarithm).map { max(0, $0) }
    } else {
      let ends = aim.starts(logarithm).map { aim.minimised(from: $0) }
      best = ends.min { aim.value($0) < aim.value($1) } ?? []
    }
    let years = WeeklyReturns.years
    intensities = aim.generator(best).map { $0.map { $0 / years } }
    weekly = matrixExponential(aim.generator(best))
    shares = RegimeModel.longRun(weekly)
    gap = max(distance(weekly, transition), distance([shares], [aim.shares]))
  }
}

/// The sum of squares that the nearest generator minimises, in rates a week.
struct SwitchingAim {
  /// Weeks after which the law of the intensities is to be that of the fitted matrix.
  static let horizons = [1, 52]

  /// Fitted weekly probabilities.
  let transition: [[Double]]
  /// The fitted probabilities after each horizon.
  private let aims: [[[Double]]]
  /// Long-run shares of the regimes.
  let shares: [Double]
  /// Pairs of regimes between which there is a rate.
  private let pairs: [(from: Int, to: Int)]
  private let roots: [Double]

  /// Greatest rate a week.
  static let most = SwitchingFit.fastest * WeeklyReturns.years

  init(_ transition: [[Double]]) {
    self.transition = transition
    shares = RegimeModel.longRun(transition)
    aims = Self.horizons.map { weeks in
      (1..<weeks).reduce(transition) { power, _ in matrixProduct(power, transition) }
    }
    pairs = transition.indices.flatMap { from in
      transition.indices.filter { $0 != from }.map { (from, $0) }
    }
    // Even a regime that hardly ever occurs should get a row near the fitted one.
    roots = shares.map { max($0, 1e-3).squareRoot() }
  }

  /// The rates of a matrix, pair by pair.
  func rates(_ matrix: [[Double]]) -> [Double] { pairs.map { matrix[$0.from][$0.to] } }

  func generator(_ rates: [Double]) -> [[Double]] {
    var matrix = transition.map { $0.map { _ in 0.0 } }
    for (pair, rate) in zip(pairs, rates) {
      matrix[pair.from][pair.to] = rate
      matrix[pair.from][pair.from] -= rate
    }
    return matrix
  }

  private func residuals(_ matrix: [[Double]]) -> [Double] {
    zip(Self.horizons, aims).flatMap { weeks, aim in
      let reached = matrixExponential(matrix.map { $0.map { $0 * Double(weeks) } })
      return aim.indices.flatMap { row in
        zip(reached[row], aim[row]).map { roots[row] * ($0 - $1) }
      }
    }
  }

  /// Half the weighted sum of squared differences.
  func value(_ rates: [Double]) -> Double {
    residuals(generator(rates)).reduce(0) { $0 + $1 * $1 } / 2
  }

  /// Rates to begin at: those of at most one switch within the week; those of the logarithm with
  /// negative ones set to 0, or also taken off the rest of the row, in proportion or evenly; and
  /// those of regimes without memory.
  func starts(_ logarithm: [[Double]]?) -> [[Double]] {
    let one = rates(transition)
    let forgetful = [1.0, 5].map { speed in pairs.map { speed * shares[$0.to] } }
    return
      ([one] + (logarithm.map { [clipped($0), weighted($0), projected($0)] } ?? [])
      + forgetful).map { $0.map { min(max(0, $0), Self.most) } }
  }

  private func clipped(_ logarithm: [[Double]]) -> [Double] {
    rates(logarithm).map { max(0, $0) }
  }

  private func weighted(_ logarithm: [[Double]]) -> [Double] {
    rates(
      logarithm.enumerated().map { row, values in
        let others = values.enumerated().filter { $0.offset != row }.map(\.element)
        let good = abs(values[row]) + others.reduce(0) { $0 + max(0, $1) }
        let bad = others.reduce(0) { $0 + max(0, -$1) }
        return values.map { good > 0 ? $0 - bad * abs($0) / good : $0 }
      })
  }

  /// The nearest row of a generator: what is too much is taken evenly from the entries that stay above 0.
  private func projected(_ logarithm: [[Double]]) -> [Double] {
    rates(
      logarithm.enumerated().map { row, values in
        var free = Set(values.indices)
        var projected = values
        while true {
          let excess = free.reduce(0) { $0 + values[$1] } / Double(free.count)
          for place in free { projected[place] = values[place] - excess }
          let below = free.filter { $0 != row && projected[$0] < 0 }
          if below.isEmpty { return projected }
          for place in below { projected[place] = 0 }
          free.subtract(below)
        }
      })
  }

  /// Derivatives of the residuals by each rate, and the residuals.
  ///
  /// `exp([[A, E], [0, A]])` has the derivative of `exp` at `A` in the direction `E` in its corner.
  private func linearised(_ rates: [Double]) -> (residuals: [Double], columns: [[Double]]) {
    let matrix = generator(rates)
    let size = matrix.count
    let zero = Array(repeating: 0.0, count: size)
    let columns = pairs.map { pair -> [Double] in
      let block = matrix.indices.map { row -> [Double] in
        var direction = zero
        if row == pair.from { (direction[pair.to], direction[row]) = (1, -1) }
        return matrix[row] + direction
      }
      return Self.horizons.flatMap { weeks -> [Double] in
        let scaled = (block + matrix.map { zero + $0 }).map { $0.map { $0 * Double(weeks) } }
        let corner = matrixExponential(scaled)
        return (0..<size).flatMap { row in corner[row][size...].map { roots[row] * $0 } }
      }
    }
    return (residuals(matrix), columns)
  }

  /// The largest slope along which a rate may still move; 0 at a minimum.
  func slope(_ rates: [Double]) -> Double {
    let (residuals, columns) = linearised(rates)
    return Self.slopes(rates, residuals, columns).map(abs).max() ?? 0
  }

  /// The slope along each rate, 0 where going down would leave the bounds.
  private static func slopes(
    _ rates: [Double], _ residuals: [Double], _ columns: [[Double]]
  ) -> [Double] {
    zip(rates, columns).map { rate, column in
      let slope = dot(column, residuals)
      return rate <= 0 && slope > 0 || rate >= most && slope < 0 ? 0 : slope
    }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Slope below which a minimum is reached.
  static let level = 1e-9

  /// Goes down until the slope is 0 to rounding: the method of Levenberg and Marquardt over the rates that are not
  /// held at a bound.
  func minimised(from start: [Double]) -> [Double] {
    var (rates, lowest, damping) = (start, value(start), 1e-3)
    for _ in 0..<500 {
      let (residuals, columns) = linearised(rates)
      let slopes = Self.slopes(rates, residuals, columns)
      if slopes.allSatisfy({ abs($0) < Self.level }) { break }
      let free = rates.indices.filter { slopes[$0] != 0 }
      var moved = false
      while !moved && damping < 1e12 {
        let normal = free.map { i in
          free.map { Self.dot(columns[i], columns[$0]) + ($0 == i ? damping : 0) }
        }
        let step = linearSolution(normal, free.map { [-slopes[$0]] })
        var next = rates
        for (place, move) in zip(free, step ?? []) {
          next[place] = min(max(0, rates[place] + move[0]), Self.most)
        }
        let reached = value(next)
        moved = reached < lowest
        damping = moved ? max(1e-12, damping / 5) : damping * 4
        if moved { (rates, lowest) = (next, reached) }
      }
      if !moved { break }
    }
    return rates
  }
}

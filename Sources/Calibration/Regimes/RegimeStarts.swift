import NumericCore

extension RegimeModel {
  /// Fits from several starts and keeps the most likely model whose regimes hold enough weeks; nil
  /// without any.
  ///
  /// The likelihood of three regimes has many tops, of which three starts missed the highest on real weeks. So starts
  /// are also drawn; all of these go a little way up, and the best of them to the end. For two regimes that finds
  /// nothing higher on real weeks.
  package static func fit(_ returns: WeeklyReturns, regimes: Int) -> RegimeModel? {
    let firm = starts(returns, regimes: regimes)
    let drawn = firm.isEmpty || regimes < 3 ? [] : drawnStarts(returns, regimes: regimes)
    let ahead = drawn.map { $0.maximised(returns.rows, rounds: 30) }.filter(\.isHeld)
      .sorted { $0.logLikelihood > $1.logLikelihood }.prefix(finalists)
    let fits = (firm + ahead).map { $0.maximised(returns.rows, rounds: 500) }
    return fits.filter(\.isHeld).max { $0.logLikelihood < $1.logLikelihood }?.sorted
  }

  /// Starts that are drawn, and how many of them go to the end.
  private static let draws = 40, finalists = 5

  /// Models to begin a fit at; none where returns take so few values, or move so little, that some
  /// regime would get fewer than `fewestWeeks`.
  static func starts(_ returns: WeeklyReturns, regimes: Int) -> [RegimeModel] {
    let shares: [[Double]] =
      switch regimes {
      case 1: [[]]
      case 2: [[0.6], [0.75], [0.9]]
      default: [[0.3, 0.8], [0.4, 0.7], [0.5, 0.9]]
      }
    return shares.compactMap { start(returns, $0) }
  }

  /// Regimes by quantiles of the size of the first coin's returns.
  private static func start(_ returns: WeeklyReturns, _ shares: [Double]) -> RegimeModel? {
    let rows = returns.rows.compactMap { $0 }
    let sizes = rows.map { abs($0[0]) }.sorted()
    let limits =
      [-1.0] + shares.map { sizes[min(sizes.count - 1, Int($0 * Double(sizes.count)))] }
      + [Double.infinity]
    let groups = (0..<limits.count - 1).map { group in
      rows.filter { abs($0[0]) > limits[group] && abs($0[0]) <= limits[group + 1] }
    }
    guard groups.allSatisfy({ $0.count >= fewestWeeks }) else { return nil }
    let count = groups.count
    return RegimeModel(
      means: groups.map { WeightedMoments($0, $0.map { _ in 1 }).mean },
      covariances: groups.map { WeightedMoments($0, $0.map { _ in 1 }).covariance },
      transition: (0..<count).map { from in
        (0..<count).map { count == 1 ? 1 : $0 == from ? 0.9 : 0.1 / Double(count - 1) }
      },
      initial: Array(repeating: 1 / Double(count), count: count))
  }

  /// Models drawn about the moments of all weeks, from the same random numbers for every history: deviations from a
  /// fifth to two and a half times those of all weeks, means off by a third of a deviation, and any probability of
  /// staying.
  private static func drawnStarts(_ returns: WeeklyReturns, regimes count: Int) -> [RegimeModel] {
    let rows = returns.rows.compactMap { $0 }
    let all = WeightedMoments(rows, rows.map { _ in 1 })
    var numbers = SplitMix(seed: 0x57A2_7501)
    return (0..<draws).map { _ in
      let sizes = (0..<count).map { _ in
        Real.exp(Real.log(0.2) + Real.log(12.5) * numbers.uniform())
      }
      let stays = (0..<count).map { _ in 0.2 + 0.78 * numbers.uniform() }
      // Types are written down, because nested closures without them take seconds to compile.
      let means = sizes.map { size -> [Double] in
        all.mean.indices.map { coin -> Double in
          let deviation = size * all.covariance[coin][coin].squareRoot()
          return all.mean[coin] + 0.3 * deviation * Real.normal(&numbers)
        }
      }
      let covariances = sizes.map { size -> [[Double]] in
        all.covariance.map { row -> [Double] in row.map { size * size * $0 } }
      }
      let transition = (0..<count).map { from -> [Double] in
        let leaving = (1 - stays[from]) / Double(count - 1)
        return (0..<count).map { $0 == from ? stays[from] : leaving }
      }
      return RegimeModel(
        means: means, covariances: covariances, transition: transition,
        initial: Array(repeating: 1 / Double(count), count: count))
    }
  }
}

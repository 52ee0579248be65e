import NumericCore

/// Losses that the fitted regimes simulate against those that history realised.
package struct BackTest: Sendable {
  /// One coin, horizon and level.
  package struct Row: Sendable {
    package let factor: HistoryFactor
    package let weeks: Int
    /// Probability with which the simulated loss is exceeded.
    package let level: Double
    /// Simulated and realised quantile of the return over the horizon (−0.4 is a loss of 40 %).
    package let simulated: Double, realised: Double
    /// Share of overlapping windows beyond the simulated quantile.
    package let overlappingShare: Double
    /// Windows that do not overlap, and how many of them lie beyond the simulated quantile.
    package let windows: Int, beyond: Int
    /// Kupiec's p-value of the number beyond; a small one speaks against the model.
    package let pValue: Double
  }

  /// Rows by coin, horizon, level.
  package let rows: [Row]
  /// Weekly returns: simulated against realised quantiles, by coin.
  package let quantiles: [HistoryFactor: [(simulated: Double, realised: Double)]]

  /// Horizons in weeks.
  package static let horizons = [4, 13, 26, 52]
  package static let levels = [0.01, 0.05]
  private static let paths = 20_000

  /// Simulates a model and compares.
  package init(_ model: RegimeModel, _ returns: WeeklyReturns) {
    var numbers = SplitMix(seed: 0xBAC7_7E57)
    let longest = Self.horizons.max() ?? 52
    let paths = (0..<Self.paths).map { _ in model.simulate(weeks: longest, &numbers) }
    rows = returns.factors.indices.flatMap { coin in
      Self.horizons.flatMap { weeks -> [Row] in
        let sums = paths.map { path in path.prefix(weeks).reduce(0) { $0 + $1[coin] } }.sorted()
        let all = returns.spans(weeks: weeks, coin: coin, overlapping: true)
        let apart = returns.spans(weeks: weeks, coin: coin, overlapping: false)
        guard !apart.isEmpty else { return [] }
        return Self.levels.map { level in
          let limit = Self.quantile(sums, level)
          let beyond = apart.count { $0 < limit }
          return Row(
            factor: returns.factors[coin], weeks: weeks, level: level,
            simulated: Real.exp(limit) - 1,
            realised: Real.exp(Self.quantile(all.sorted(), level)) - 1,
            overlappingShare: Double(all.count { $0 < limit }) / Double(all.count),
            windows: apart.count, beyond: beyond,
            pValue: Self.kupiec(beyond, of: apart.count, level))
        }
      }
    }
    var pairs: [HistoryFactor: [(simulated: Double, realised: Double)]] = [:]
    for (coin, factor) in returns.factors.enumerated() {
      let simulated = paths.map { $0[0][coin] }.sorted()
      let realised = returns.rows.compactMap { $0?[coin] }.sorted()
      pairs[factor] = realised.indices.map { at in
        (Self.quantile(simulated, (Double(at) + 0.5) / Double(realised.count)), realised[at])
      }
    }
    quantiles = pairs
  }

  private static func quantile(_ sorted: [Double], _ level: Double) -> Double {
    sorted[min(sorted.count - 1, Int(level * Double(sorted.count)))]
  }

  /// The p-value of Kupiec's test of the proportion of failures: `LR ~ χ²(1)`.
  ///
  /// Source: Kupiec, "Techniques for Verifying the Accuracy of Risk Measurement Models", *Journal of
  /// Derivatives* 3 (1995).
  package static func kupiec(_ failures: Int, of count: Int, _ level: Double) -> Double {
    let (x, n) = (Double(failures), Double(count))
    func term(_ number: Double, _ share: Double) -> Double {
      number == 0 ? 0 : number * Real.log(share)
    }
    let null = term(n - x, 1 - level) + term(x, level)
    let best = term(n - x, 1 - x / n) + term(x, x / n)
    return Real.chiSquaredTail(-2 * (null - best))
  }

  /// The probability with which Kupiec's test rejects a level where losses come with another frequency.
  ///
  /// - Parameter significance: p-values below it reject.
  package static func power(
    of count: Int, _ level: Double, when frequency: Double, at significance: Double
  ) -> Double {
    var (sum, logChoices) = (0.0, 0.0)
    for failures in 0...count {
      let (x, n) = (Double(failures), Double(count))
      if failures > 0 { logChoices += Real.log((n - x + 1) / x) }
      guard kupiec(failures, of: count, level) < significance else { continue }
      sum += Real.exp(
        logChoices + x * Real.log(frequency) + (n - x) * Real.log(1 - frequency))
    }
    return sum
  }
}

/// A log that reverts to a straight line: `x(t) = a + b t + X(t)`, `dX = −κ X dt + σ dW`.
///
/// The line by least squares; then, for each `κ`, `X` after a gap of `Δ` years is `X e^{−κΔ}` with variance
/// `σ² (1 − e^{−2κΔ}) / 2κ`, exact for unequal gaps. `κ` is the most likely; its error comes from the
/// curvature of the log likelihood, with `σ` at its best for each `κ`. Fitting a line to a reverting series
/// flatters the reversion: over few half-lives `κ` is biased upwards.
package struct ReversionFit: Sendable {
  /// Slope of the line per year.
  package let trend: Fitted
  /// Speed of reversion per year.
  package let speed: Fitted
  /// Volatility per √year.
  package let volatility: Fitted
  /// Number of steps.
  package let count: Int

  /// Fits a series; nil with fewer than 12 observations.
  package init?(_ series: PriceHistory.Series) {
    guard series.days.count >= 12 else { return nil }
    let times = series.days.map { Double($0 - series.days[0]) / PriceHistory.year }
    guard let line = LeastSquares(rows: times.map { [1, $0] }, y: series.logs) else { return nil }
    let left = zip(times, series.logs).map {
      $1 - line.coefficients[0] - line.coefficients[1] * $0
    }
    let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
    let best = Self.mostLikely { Self.logLikelihood($0, left, gaps).value }
    let width = 1e-2 * best
    let value = { Self.logLikelihood($0, left, gaps).value }
    let curvature = (value(best + width) - 2 * value(best) + value(best - width)) / (width * width)
    let sigma = Self.logLikelihood(best, left, gaps).sigma
    count = gaps.count
    speed = Fitted(best, curvature < 0 ? 1 / (-curvature).squareRoot() : nil)
    volatility = Fitted(sigma, sigma / (2 * Double(gaps.count)).squareRoot())
    // A line through a reverting series: what it does not revert from over the span is its error.
    let span = times[times.count - 1]
    trend = Fitted(
      line.coefficients[1],
      (12 / (span * span * span)).squareRoot() * sigma / max(best, 1 / span))
  }

  /// The greatest of a smooth function of `κ` on a logarithmic grid, refined.
  private static func mostLikely(_ value: (Double) -> Double) -> Double {
    let grid = (0...200).map { 0.02 * Real.exp(Double($0) / 200 * 9) }
    let top = grid.indices.max { value(grid[$0]) < value(grid[$1]) } ?? 0
    var (low, high) = (grid[max(0, top - 1)], grid[min(200, top + 1)])
    for _ in 0..<60 {
      let (left, right) = (low + 0.382 * (high - low), low + 0.618 * (high - low))
      if value(left) < value(right) { low = left } else { high = right }
    }
    return (low + high) / 2
  }

  private static func logLikelihood(
    _ kappa: Double, _ x: [Double], _ gaps: [Double]
  ) -> (value: Double, sigma: Double) {
    var squares = 0.0
    var logs = 0.0
    for (at, gap) in gaps.enumerated() {
      let decay = Real.exp(-kappa * gap)
      let variance = max(1e-12, (1 - decay * decay) / (2 * kappa))
      let surprise = x[at + 1] - decay * x[at]
      squares += surprise * surprise / variance
      logs += Real.log(variance)
    }
    let count = Double(gaps.count)
    let sigma = max(1e-12, (squares / count).squareRoot())
    return (-count * Real.log(sigma) - logs / 2, sigma)
  }
}

/// How network hashrate follows mining revenue: an error correction of monthly data.
///
/// `Δ ln H = c − κΔ · (ln H − η ln R − g t)`, `R` the price of bitcoin times the block subsidy at the month's start.
package struct HashrateFit: Sendable {
  /// Speed of reversion per year.
  package let speed: Fitted
  /// Elasticity `η` of the attracting hashrate to revenue.
  package let elasticity: Fitted
  /// Trend growth `g` of log hashrate per year.
  package let growth: Fitted
  /// Volatility of the error per √year.
  package let volatility: Double
  /// Number of months.
  package let count: Int

  /// Days since 1970 of the halvings so far: 9 July 2016, 11 May 2020, 20 April 2024.
  private static let halvings = [16991, 18393, 19833]

  /// Fits a history; nil without bitcoin and hashrate over 24 common months.
  package init?(_ history: PriceHistory) {
    guard let coin = history.series[.btc], let hash = history.series[.networkHashrate],
      let first = [coin, hash].compactMap(\.days.first).max(),
      let last = [coin, hash].compactMap(\.days.last).min(), last - first > 24 * 30
    else { return nil }
    let ends = stride(from: first, through: last, by: 30).map { $0 }
    let levels = zip(coin.near(ends), hash.near(ends)).map { $0 }
    var rows: [[Double]] = []
    var y: [Double] = []
    let step = 30 / PriceHistory.year
    for at in 1..<max(1, ends.count) {
      guard let price = levels[at - 1].0, let before = levels[at - 1].1, let now = levels[at].1
      else { continue }
      let halved = Double(Self.halvings.count { $0 <= ends[at - 1] })
      rows.append([1, Double(at - 1) * step, before, price - halved * Real.log(2)])
      y.append(now - before)
    }
    guard rows.count >= 24, let fit = LeastSquares(rows: rows, y: y), fit.coefficients[2] < 0
    else { return nil }
    let b = fit.coefficients
    let v = fit.covariance
    let kappa = -b[2]
    /// Error of `b_i / κ` by the delta method.
    let ratio = { (i: Int) -> Fitted in
      let value = b[i] / kappa
      let variance =
        v[i][i] + value * value * v[2][2] + 2 * value * v[i][2]
      return Fitted(value, max(0, variance).squareRoot() / kappa)
    }
    count = rows.count
    speed = Fitted(kappa / step, v[2][2].squareRoot() / step)
    growth = ratio(1)
    elasticity = ratio(3)
    volatility = fit.deviation / step.squareRoot()
  }
}

extension PriceHistory.Series {
  /// The nearest log within ten days of each day.
  fileprivate func near(_ wanted: [Int]) -> [Double?] {
    wanted.map { day in
      let place = days.indices.min { abs(days[$0] - day) < abs(days[$1] - day) }
      return place.flatMap { abs(days[$0] - day) <= 10 ? logs[$0] : nil }
    }
  }
}

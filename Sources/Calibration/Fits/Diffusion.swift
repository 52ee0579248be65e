import CreditBasics
import RiskMeasures

/// Drift, volatility and jumps of one factor from returns over unequal times.
package struct DiffusionFit: Sendable {
  /// Number of returns.
  package let count: Int
  /// Years from the first to the last observation.
  package let years: Double
  /// Drift of the log per year, `Σ r / Σ t`; error `σ / √T`.
  package let logDrift: Fitted
  /// Volatility per √year; the error allows for fat tails and for volatility that comes in spells.
  package let volatility: Fitted
  /// Jumps beyond a threshold; nil with fewer than 60 returns.
  package let jumps: JumpFit?

  /// Fits a series; nil with fewer than three returns.
  package init?(_ series: PriceHistory.Series) {
    let returns = Return.all(series)
    guard returns.count >= 3 else { return nil }
    let count = Double(returns.count)
    let years = returns.reduce(0) { $0 + $1.years }
    let drift = returns.reduce(0) { $0 + $1.move } / years
    let scaled = returns.map { ($0.move - drift * $0.years) / $0.years.squareRoot() }
    let second = scaled.reduce(0) { $0 + $1 * $1 } / count
    let sigma = (second * count / (count - 1)).squareRoot()
    self.count = returns.count
    self.years = years
    let wide = Fitted.student(count - 1) * sigma / years.squareRoot()
    logDrift = Fitted(drift, low: drift - wide, high: drift + wide)
    // The error of ln σ is half that of ln σ².
    let spread = BatchMeans.error(of: scaled.map { $0 * $0 })
    // Tails of a short sample look thin, so the error is never less than that of normal returns.
    let error = max(spread.error, second * (2 / (count - 1)).squareRoot())
    let factor = Real.exp(second > 0 ? spread.factor * error / (2 * second) : 0)
    volatility = Fitted(sigma, low: sigma / factor, high: sigma * factor)
    jumps = JumpFit(returns)
  }
}

/// A change of a log over a time.
struct Return {
  let start: Int
  let end: Int
  let move: Double

  var years: Double { Double(end - start) / TimeGrid.daysPerYear }
  /// The move over the root of its time.
  var scaled: Double { move / years.squareRoot() }

  static func all(_ series: PriceHistory.Series) -> [Return] {
    (1..<max(1, series.days.count)).map { at in
      Return(
        start: series.days[at - 1], end: series.days[at],
        move: series.logs[at] - series.logs[at - 1])
    }
  }
}

/// Moves that the volatility around them does not explain.
///
/// A return is a jump when it exceeds `threshold` local deviations: 1.4826 times the median size of the
/// returns within 30 observations on either side, which jumps themselves hardly move.
package struct JumpFit: Sendable {
  /// Jumps per year; the interval of a Poisson count.
  package let intensity: Fitted
  /// Share of jumps upwards; nil without jumps.
  package let upProbability: Fitted?
  /// Mean size of jumps upwards and downwards, positive; nil without any.
  package let up: Fitted?, down: Fitted?
  /// Volatility per √year of the returns that are no jumps.
  package let residualVolatility: Double
  /// End days of the jumps.
  package let days: [Int]

  /// Local deviations beyond which a return is a jump.
  package static let threshold = 5.0

  init?(_ returns: [Return]) {
    guard returns.count >= 60 else { return nil }
    let sizes = returns.map { abs($0.scaled) }
    let isJump = sizes.indices.map { at in
      let window = sizes[max(0, at - 30)...min(sizes.count - 1, at + 30)].sorted()
      return sizes[at] > Self.threshold * 1.4826 * window[window.count / 2]
    }
    let jumps = zip(returns, isJump).filter(\.1).map(\.0)
    let rest = zip(returns, isJump).filter { !$0.1 }.map(\.0)
    let years = returns.reduce(0) { $0 + $1.years }
    let count = Double(jumps.count)
    let rises = jumps.filter { $0.move > 0 }.map(\.move)
    let ends = Self.poisson(count)
    intensity = Fitted(count / years, low: ends.low / years, high: ends.high / years)
    upProbability = jumps.isEmpty ? nil : Fitted(Proportion(rises.count, of: jumps.count))
    up = Self.mean(rises)
    down = Self.mean(jumps.filter { $0.move <= 0 }.map { -$0.move })
    residualVolatility =
      (rest.reduce(0) { $0 + $1.scaled * $1.scaled } / Double(max(1, rest.count))).squareRoot()
    days = jumps.map(\.end)
  }

  /// The interval of the mean of a Poisson count: the exact one to within 0.03 counts, by Wilson
  /// and Hilferty.
  static func poisson(_ count: Double) -> (low: Double, high: Double) {
    func end(_ n: Double, _ z: Double) -> Double {
      guard n > 0 else { return 0 }
      let root = max(0, 1 - 1 / (9 * n) + z / (3 * n.squareRoot()))
      return n * root * root * root
    }
    return (end(count, -Fitted.z), end(count + 1, Fitted.z))
  }

  private static func mean(_ values: [Double]) -> Fitted? {
    guard !values.isEmpty else { return nil }
    let (mean, deviation) = SampleMoments.of(values)
    guard values.count > 1 else { return Fitted(mean, nil) }
    let wide =
      Fitted.student(Double(values.count - 1)) * deviation / Double(values.count).squareRoot()
    return Fitted(mean, low: mean - wide, high: mean + wide)
  }
}

/// Correlation of two factors' returns over the dates that both have.
package struct CorrelationFit: Sendable {
  package let first: HistoryFactor, second: HistoryFactor
  /// The correlation of returns over the root of their time; Fisher's interval, with an error that
  /// allows for spells of another correlation.
  package let correlation: Fitted
  /// Number of common returns.
  package let count: Int

  /// Fits a pair; nil with fewer than ten common returns, or where one factor does not move.
  package init?(_ history: PriceHistory, _ first: HistoryFactor, _ second: HistoryFactor) {
    guard let one = history.series[first], let two = history.series[second] else { return nil }
    let common = Set(one.days).intersection(two.days)
    let x = Return.all(one.restricted(to: common)).map(\.scaled)
    let y = Return.all(two.restricted(to: common)).map(\.scaled)
    guard x.count >= 10 else { return nil }
    let count = Double(x.count)
    let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
    var (xx, yy, xy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xx += (a - meanX) * (a - meanX)
      yy += (b - meanY) * (b - meanY)
      xy += (a - meanX) * (b - meanY)
    }
    guard xx > 0, yy > 0 else { return nil }
    let rho = xy / (xx * yy).squareRoot()
    self.first = first
    self.second = second
    correlation = Self.fitted(rho, x.map { $0 - meanX }, y.map { $0 - meanY }, batches: 30)
    self.count = x.count
  }

  /// A correlation with Fisher's interval, from the deviations of both factors in order of time.
  ///
  /// To first order `ρ` is the mean of `u v − ρ (u² + v²) / 2` of the standardised deviations `u`, `v`. Spells of
  /// volatility that both share leave these terms independent; spells of the correlation itself do not.
  static func fitted(_ rho: Double, _ x: [Double], _ y: [Double], batches: Int) -> Fitted {
    let slack = 1 - rho * rho
    guard slack > 1e-12 else { return Fitted(rho, 0) }
    let deviation = { (values: [Double]) in
      (values.reduce(0) { $0 + $1 * $1 } / Double(values.count)).squareRoot()
    }
    let (sx, sy) = (deviation(x), deviation(y))
    let spread = BatchMeans.error(
      of: zip(x, y).map { a, b in
        let (u, v) = (a / sx, b / sy)
        return u * v - rho * (u * u + v * v) / 2
      }, most: batches)
    let (middle, wide) = (Real.atanh(rho), spread.factor * spread.error / slack)
    return Fitted(rho, low: Real.tanh(middle - wide), high: Real.tanh(middle + wide))
  }
}

extension PriceHistory.Series {
  func restricted(to kept: Set<Int>) -> PriceHistory.Series {
    let places = days.indices.filter { kept.contains(days[$0]) }
    return PriceHistory.Series(days: places.map { days[$0] }, logs: places.map { logs[$0] })
  }
}

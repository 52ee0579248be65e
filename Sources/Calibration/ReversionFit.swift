import CreditBasics

/// A log that reverts to a straight line: `x(t) = a + b t + X(t)`, `dX = −κ X dt + σ dW`.
///
/// By restricted likelihood ([`RevertingRegression`](RevertingRegression.swift)); every interval is where the likelihood,
/// at its best for everything else, has not fallen by more than Student's quantile allows.
package struct ReversionFit: Sendable {
  /// Slope of the line per year.
  package let trend: Fitted
  /// Speed of reversion per year.
  package let speed: Fitted
  /// Volatility per √year.
  package let volatility: Fitted
  /// Number of steps.
  package let count: Int

  /// Fewest observations of a fit.
  package static let fewest = 12

  /// Fits a series; nil with fewer than 12 observations, or where it does not move.
  package init?(_ series: PriceHistory.Series) {
    guard series.days.count >= Self.fewest, series.isMoving else { return nil }
    let times = series.years
    let ones = times.map { _ in 1.0 }
    let regression = RevertingRegression(times: times, y: series.centred) { _ in [ones, times] }
    (speed, volatility) = regression.speed(given: 2)
    trend = regression.coefficient(1, given: [0, 1])
    count = times.count - 1
  }
}

/// How network hashrate follows mining revenue.
///
/// `ln H(t) = a + g t + η F(t) + X(t)`: revenue `ln R` (the price of bitcoin times the subsidy) as hashrate follows it,
/// `dF = κ (ln R − F) dt`, and an error that reverts at the same speed `κ`; from values 30 days apart.
package struct HashrateFit: Sendable {
  /// Speed of reversion per year.
  package let speed: Fitted
  /// Elasticity `η` of the attracting hashrate to revenue.
  package let elasticity: Fitted
  /// Trend growth `g` of log hashrate per year.
  package let growth: Fitted
  /// Volatility of the error per √year.
  package let volatility: Fitted
  /// Number of months.
  package let count: Int

  /// Fewest months of a fit.
  package static let fewest = 24

  /// Fits a history; nil without bitcoin and hashrate over 24 common months.
  ///
  /// - Parameter halvings: Days on which the subsidy halves.
  package init?(_ history: PriceHistory, halvings: [Int]) {
    guard let coin = history.series[.btc], let hash = history.series[.networkHashrate],
      hash.isMoving, let first = [coin, hash].compactMap(\.days.first).max(),
      let last = [coin, hash].compactMap(\.days.last).min()
    else { return nil }
    let ends = stride(from: first, through: last, by: 30).map { $0 }
    let months = zip(ends, zip(coin.near(ends), hash.near(ends))).compactMap {
      day, pair -> (day: Int, price: Double, hash: Double)? in
      guard let price = pair.0, let rate = pair.1 else { return nil }
      return (day, price, rate)
    }
    guard months.count > Self.fewest else { return nil }
    let revenue = months.map { month in
      month.price - Double(halvings.count { $0 <= month.day }) * Real.log(2)
    }
    let hashes = PriceHistory.Series(days: months.map(\.day), logs: months.map(\.hash))
    let times = hashes.years
    let ones = times.map { _ in 1.0 }
    let regression = RevertingRegression(times: times, y: hashes.centred) { speed in
      [ones, times, Self.followed(revenue, times, speed)]
    }
    (speed, volatility) = regression.speed(given: 2)
    growth = regression.coefficient(1, given: [0, 1])
    elasticity = regression.coefficient(2, given: [0, 1])
    count = months.count - 1
  }

  /// What follows revenue at a speed, revenue going straight from value to value.
  private static func followed(
    _ revenue: [Double], _ times: [Double], _ speed: Double
  ) -> [Double] {
    var value = 0.0
    return [0]
      + (1..<revenue.count).map { at in
        let gap = times[at] - times[at - 1]
        let decay = Real.exp(-speed * gap)
        let (start, end) = (revenue[at - 1] - revenue[0], revenue[at] - revenue[0])
        let lag = (end - start) * (1 - decay) / (speed * gap)
        value = end - lag + (value - start) * decay
        return value
      }
  }
}

extension PriceHistory.Series {
  /// Years since the first observation.
  var years: [Double] { days.map { Double($0 - days[0]) / TimeGrid.daysPerYear } }

  /// Logs less the first: their squares lose no digits.
  var centred: [Double] { logs.map { $0 - logs[0] } }

  /// Whether any two neighbours differ.
  var isMoving: Bool { zip(logs, logs.dropFirst()).contains { $0 != $1 } }

  /// The nearest log within ten days of each day; days ascending.
  fileprivate func near(_ wanted: [Int]) -> [Double?] {
    var place = 0
    return wanted.map { day in
      while place + 1 < days.count, abs(days[place + 1] - day) <= abs(days[place] - day) {
        place += 1
      }
      return abs(days[place] - day) <= 10 ? logs[place] : nil
    }
  }
}

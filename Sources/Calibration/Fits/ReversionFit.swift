import CreditBasics

/// A log that reverts to a straight line: `x(t) = a + b t + X(t)`, `dX = −κ X dt + σ dW`.
///
/// By restricted likelihood ([`RevertingRegression`](RevertingRegression.swift)); every interval
/// holds the values at which the likelihood, maximised over everything else, has not fallen by more
/// than Student's quantile allows.
package struct ReversionFit: Sendable {
  /// Slope of the line per year.
  package let trend: Fitted
  /// Speed of reversion per year.
  package let speed: Fitted
  /// Volatility per √year.
  package let volatility: Fitted
  /// The line on the newest date, as a log: the level reverted to; nil where the speed may be 0.
  package let level: Fitted?
  /// The newest log less the level, in deviations of the long run `σ/√2κ`; nil without a level.
  package let excess: Double?
  /// Number of steps.
  package let count: Int

  /// Fewest observations of a fit.
  package static let fewest = 12

  /// Whether deviations fade by a factor of e within a year even at the low end of the speed: then
  /// the level says more about a horizon than the newest value does.
  package var fadesInAYear: Bool { (speed.low ?? 0) >= 1 }

  /// Least volatility of a series that is not a straight line.
  static let leastVolatility = 1e-6

  /// Fits a series; nil with fewer than 12 observations, or where it does not move or moves on a straight line.
  package init?(_ series: PriceHistory.Series) {
    guard series.days.count >= Self.fewest, series.isMoving else { return nil }
    let times = series.years
    let (ones, span) = (times.map { _ in 1.0 }, times[times.count - 1])
    // Times are counted from the newest value: the constant is then the level there.
    let columns = [ones, times.map { $0 - span }, series.centred]
    let regression = RevertingRegression(times: times) { _ in columns }
    (speed, volatility) = regression.speed(given: 2)
    guard volatility.value > Self.leastVolatility else { return nil }
    trend = regression.coefficient(1, given: [0, 1])
    count = times.count - 1
    guard (speed.low ?? 0) > 0 else {
      (level, excess) = (nil, nil)
      return
    }
    let line = regression.coefficient(0, given: [0, 1])
    let start = series.logs[0]
    level = Fitted(
      start + line.value, low: line.low.map { start + $0 }, high: line.high.map { start + $0 })
    excess =
      (series.logs[count] - start - line.value) / volatility.value
      * (2 * speed.value).squareRoot()
  }
}

/// How network hashrate follows mining revenue.
///
/// `ln H(t) = a + g t + η F(t) + X(t)`: revenue `ln R` (the price of bitcoin times the subsidy) as hashrate follows it,
/// `dF = κ (ln R − F) dt`, and an error that reverts at the same speed `κ`; from values 30 days apart, where days
/// are noisy each the mean of several ([`MonthlyLevels`](MonthlyLevels.swift)).
package struct HashrateFit: Sendable {
  /// Speed of reversion per year.
  package let speed: Fitted
  /// Elasticity `η` of the attracting hashrate to revenue, from 0 to 1: where it would be beyond, everything else is
  /// fitted with it at the bound.
  package let elasticity: Fitted
  /// Trend growth `g` of log hashrate per year.
  package let growth: Fitted
  /// Volatility of the error per √year.
  package let volatility: Fitted
  /// Number of months.
  package let count: Int
  /// The days of the first and the last month.
  package let days: ClosedRange<Int>
  /// Days of hashrate that are averaged for each month.
  package let averaged: Int

  /// Fewest months of a fit.
  package static let fewest = 24

  /// Fits a history; nil without bitcoin and hashrate over 24 common months, or where no deviation is left.
  ///
  /// - Parameter halvings: Days on which the subsidy halves.
  package init?(_ history: PriceHistory, halvings: [Int]) {
    guard let coin = history.series[.btc], let hash = history.series[.networkHashrate],
      hash.isMoving, let first = [coin, hash].compactMap(\.days.first).max(),
      let last = [coin, hash].compactMap(\.days.last).min()
    else { return nil }
    let monthly = MonthlyLevels(hash)
    let ends = stride(
      from: first + monthly.half, through: last - monthly.half, by: MonthlyLevels.month
    ).map { $0 }
    let months = zip(ends, zip(coin.near(ends), monthly.levels(at: ends))).compactMap {
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
    let free = RevertingRegression(times: times) { speed in
      [ones, times, Self.followed(revenue, times, speed), hashes.centred]
    }
    let estimate = free.coefficient(2, given: [0, 1])
    let bound = Self.bounded(estimate.value)
    // A speed and a growth fitted with another elasticity than the one written would describe
    // another market.
    let regression =
      bound == estimate.value
      ? free
      : RevertingRegression(times: times) { speed in
        let known = Self.followed(revenue, times, speed)
        return [ones, times, zip(hashes.centred, known).map { $0 - bound * $1 }]
      }
    // A bound does not make the elasticity known: intervals also hold those of the free fit.
    let (settled, whole) = (regression.speed(given: 2), free.speed(given: 2))
    speed = settled.speed.widened(by: whole.speed)
    volatility = settled.volatility.widened(by: whole.volatility)
    guard volatility.value > ReversionFit.leastVolatility else { return nil }
    growth = regression.coefficient(1, given: [0, 1])
      .widened(by: free.coefficient(1, given: [0, 1]))
    elasticity = Self.elasticity(estimate, hasEnds: (speed.low ?? 0) > 0)
    count = months.count - 1
    days = months[0].day...months[count].day
    averaged = monthly.days
  }

  /// The nearest elasticity that a scenario can have.
  private static func bounded(_ elasticity: Double) -> Double { min(1, max(0, elasticity)) }

  /// What is known of an elasticity that was fitted freely.
  ///
  /// - Parameter hasEnds: Whether a speed of 0, at which no elasticity differs from another, is ruled out.
  private static func elasticity(_ free: Fitted, hasEnds: Bool) -> Fitted {
    let value = bounded(free.value)
    let isBound = value != free.value
    let notes =
      (isBound ? ["at the bound: freely fitted \(RoundedNumber.text(free.value, 3))"] : [])
      + (hasEnds ? [] : ["no ends: the speed may be 0, at which no elasticity shows"])
    let end = { (end: Double?) in hasEnds ? end.map { isBound ? bounded($0) : $0 } : nil }
    var fitted = Fitted(
      value, low: end(free.low), high: end(free.high),
      note: notes.isEmpty ? nil : notes.joined(separator: "; "))
    if isBound { fitted.error = nil }
    return fitted
  }

  /// The value that follows revenue at a speed, with revenue on straight lines between its values.
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

extension Fitted {
  /// The same estimate with an interval that holds another's too.
  fileprivate func widened(by other: Fitted) -> Fitted {
    guard self != other else { return self }
    var wide = Fitted(
      value, low: low.flatMap { low in other.low.map { min(low, $0) } },
      high: high.flatMap { high in other.high.map { max(high, $0) } }, note: note ?? other.note)
    if error == nil { wide.error = nil }
    return wide
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
  func near(_ wanted: [Int]) -> [Double?] {
    var place = 0
    return wanted.map { day in
      while place + 1 < days.count, abs(days[place + 1] - day) <= abs(days[place] - day) {
        place += 1
      }
      return abs(days[place] - day) <= 10 ? logs[place] : nil
    }
  }
}

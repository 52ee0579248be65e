import Foundation
import NumericCore
import Testing

@testable import Calibration

/// How often 95 % intervals hold the truth, over histories of known laws.
///
/// `MINERSTRESS_HISTORIES=1000` prints the table of docs/validation/coverage.md, from histories that no
/// other run sees.
@Suite struct CalibrationCoverageTests {
  static let wanted = ProcessInfo.processInfo.environment["MINERSTRESS_HISTORIES"].flatMap {
    Int($0)
  }
  static let histories = wanted ?? 200

  /// Counts what covers, and fails where the share is outside 92 to 98 % by more than two of its
  /// standard errors.
  static func expectCoverage(
    _ law: String, _ names: [String], histories: Int = histories,
    _ covered: (inout SplitMix) -> [Bool]
  ) {
    var counts = names.map { _ in 0 }
    let seed: UInt64 = wanted == nil ? 0xC0FE : 0xF2E5_4000
    for history in 0..<histories {
      var numbers = SplitMix(seed: seed &+ UInt64(history) &* 0x9E37_79B9)
      for (index, isCovered) in covered(&numbers).enumerated() where isCovered {
        counts[index] += 1
      }
    }
    for (name, count) in zip(names, counts) {
      let share = Double(count) / Double(histories)
      let slack = { (bound: Double) in
        2 * (bound * (1 - bound) / Double(histories)).squareRoot()
      }
      #expect(share > 0.92 - slack(0.92), "\(law): \(name) \(share)")
      #expect(share < 0.98 + slack(0.98), "\(law): \(name) \(share)")
      if wanted != nil {
        print("| \(law) | \(name) | \((1000 * share).rounded() / 10) % |")
      }
    }
  }

  /// An Ornstein–Uhlenbeck deviation from a line, every `gap` days.
  static func reverting(
    _ numbers: inout SplitMix, speed: Double, trend: Double, volatility: Double, count: Int,
    gap: Int
  ) -> PriceHistory.Series {
    let years = Double(gap) / 365.25
    let decay = exp(-speed * years)
    let spread = volatility * ((1 - decay * decay) / (2 * speed)).squareRoot()
    var deviation = volatility / (2 * speed).squareRoot() * Real.normal(&numbers)
    return PriceHistory.Series(
      days: (0..<count).map { 18_000 + gap * $0 },
      logs: (0..<count).map { at in
        if at > 0 { deviation = decay * deviation + spread * Real.normal(&numbers) }
        return 3 + trend * years * Double(at) + deviation
      })
  }

  @Test(arguments: [
    (0.5, 0.3, 156, 7), (1, 0.3, 260, 7), (2, 0.3, 260, 7), (20, 1.5, 700, 1), (300, 3, 1000, 1),
    (5, 0.5, 36, 30),
  ])
  func reversionsAreCovered(speed: Double, volatility: Double, count: Int, gap: Int) {
    Self.expectCoverage(
      "reversion \(speed), \(count) values \(gap) days apart", ["speed", "volatility", "trend"]
    ) { numbers in
      let series = Self.reverting(
        &numbers, speed: speed, trend: -0.2, volatility: volatility, count: count, gap: gap)
      guard let fit = ReversionFit(series) else { return [] }
      return [fit.speed.covers(speed), fit.volatility.covers(volatility), fit.trend.covers(-0.2)]
    }
  }

  /// Hashrate that follows a bitcoin of 60 % volatility day by day, looked at every `gap` days.
  static func network(
    _ numbers: inout SplitMix, days count: Int, noise: Double, luck: Double = 0
  ) -> PriceHistory {
    let (speed, elasticity, growth, day) = (0.7, 0.8, 0.1, 1 / 365.25)
    let decay = exp(-speed * day)
    let spread = noise * ((1 - decay * decay) / (2 * speed)).squareRoot()
    let start = 16_000
    var (price, hash) = (8.0, 13.0 + noise / (2 * speed).squareRoot() * Real.normal(&numbers))
    var (prices, hashes) = ([price], [hash])
    for at in 1..<count {
      let halved = Double(Halvings.chain.count { $0 < start + at && $0 > start })
      let revenue = price - 8 - halved * log(2)
      let goal = 13 + growth * day * Double(at - 1) + elasticity * revenue
      hash = goal + growth * day + (hash - goal) * decay + spread * Real.normal(&numbers)
      price += 0.6 * day.squareRoot() * Real.normal(&numbers)
      prices.append(price)
      hashes.append(hash)
    }
    let days = (0..<count).map { start + $0 }
    // The blocks of a day are more or fewer than expected; drawn last, so that the market is the same without.
    let seen = hashes.map { luck > 0 ? $0 + luck * Real.normal(&numbers) : $0 }
    return PriceHistory(series: [
      .btc: .init(days: days, logs: prices), .networkHashrate: .init(days: days, logs: seen),
    ])
  }

  @Test(arguments: [
    (1900, 0.15, 0), (1900, 0.03, 0), (3400, 0.15, 0), (1900, 0.15, 0.03), (1900, 0.15, 0.055),
    (3400, 0.15, 0.055),
  ])
  func hashrateIsCovered(days: Int, noise: Double, luck: Double) {
    Self.expectCoverage(
      "hashrate, \(days) days, volatility \(noise), luck \(luck)",
      ["speed", "elasticity", "growth", "volatility"]
    ) { numbers in
      let history = Self.network(&numbers, days: days, noise: noise, luck: luck)
      guard let fit = HashrateFit(history, halvings: Halvings.chain) else { return [] }
      return [
        fit.speed.covers(0.7), fit.elasticity.covers(0.8), fit.growth.covers(0.1),
        fit.volatility.covers(noise),
      ]
    }
  }

  /// Two coins whose volatility comes in spells: 60 and 120 % a year, correlation 0.8 and `stressed`.
  static func spells(
    _ numbers: inout SplitMix, days count: Int, stressed: Double
  ) -> PriceHistory {
    let day = 1 / 365.25
    var isStressed = numbers.uniform() < 0.25
    var logs: [[Double]] = [[0, 0]]
    for _ in 1..<count {
      if numbers.uniform() < (isStressed ? 12 : 4) * day { isStressed.toggle() }
      let sigma = (isStressed ? 1.2 : 0.6) * day.squareRoot()
      let rho = isStressed ? stressed : 0.8
      let (u, v) = (Real.normal(&numbers), Real.normal(&numbers))
      let last = logs[logs.count - 1]
      let second = rho * u + (1 - rho * rho).squareRoot() * v
      logs.append([last[0] + 0.1 * day + sigma * u, last[1] + sigma * second])
    }
    let days = (0..<count).map { 17_000 + $0 }
    return PriceHistory(series: [
      .btc: .init(days: days, logs: logs.map { $0[0] }),
      .eth: .init(days: days, logs: logs.map { $0[1] }),
    ])
  }

  @Test(arguments: [(1000, 0.8), (2900, 0.8), (2900, 0.5)])
  func returnsInSpellsAreCovered(days: Int, stressed: Double) {
    let (calm, stress) = (0.75 * 0.36, 0.25 * 1.44)
    let sigma = (calm + stress).squareRoot()
    let rho = (0.8 * calm + stressed * stress) / (calm + stress)
    Self.expectCoverage(
      "spells of volatility, correlation 0.8 and \(stressed), \(days) days",
      ["log drift", "volatility", "correlation"]
    ) { numbers in
      let history = Self.spells(&numbers, days: days, stressed: stressed)
      guard let fit = history.series[.btc].flatMap({ DiffusionFit($0) }),
        let pair = CorrelationFit(history, .btc, .eth)
      else { return [] }
      return [
        fit.logDrift.covers(0.1), fit.volatility.covers(sigma), pair.correlation.covers(rho),
      ]
    }
  }

  @Test(arguments: [30, 300]) func returnsOfOneLawAreCovered(days: Int) {
    Self.expectCoverage("\(days) normal returns", ["log drift", "volatility"]) { numbers in
      var level = 0.0
      let series = PriceHistory.Series(
        days: (0...days).map { 17_000 + $0 },
        logs: (0...days).map { at in
          if at > 0 { level += 0.1 / 365.25 + 0.5 / 365.25.squareRoot() * Real.normal(&numbers) }
          return level
        })
      guard let fit = DiffusionFit(series) else { return [] }
      return [fit.logDrift.covers(0.1), fit.volatility.covers(0.5)]
    }
  }

  /// Weeks of the calm and stressed regimes that closes of 2017–2025 have.
  @Test(arguments: [208, 416]) func regimesAreCovered(weeks: Int) {
    let week = 7 / 365.25
    let model = { (calm: [Double], stress: [Double]) in
      [calm, stress].map { s in
        [
          [s[0] * s[0] * week, s[2] * s[0] * s[1] * week],
          [s[2] * s[0] * s[1] * week, s[1] * s[1] * week],
        ]
      }
    }([0.48, 0.65, 0.82], [1.13, 1.39, 0.69])
    let truth = RegimeModel(
      means: [[0.01, 0.01], [-0.005, 0]], covariances: model,
      transition: [[0.93, 0.07], [0.25, 0.75]], initial: [0.78, 0.22])
    Self.expectCoverage(
      "regimes, \(weeks) weeks",
      [
        "calm volatility", "stressed volatility", "calm correlation", "stressed correlation",
        "stays calm", "stays stressed", "calm log drift",
      ], histories: Self.wanted.map { $0 / 2 } ?? 24
    ) { numbers in
      let rows = truth.simulate(weeks: weeks, &numbers)
      let returns = WeeklyReturns(factors: [.btc, .eth], rows: rows)
      guard let fit = RegimeModel.fit(returns, regimes: 2) else { return [] }
      let errors = RegimeErrors(fit, rows)
      return [
        errors.volatility[0][0].covers(0.48), errors.volatility[1][0].covers(1.13),
        errors.correlation[0].covers(0.82), errors.correlation[1].covers(0.69),
        errors.transition[0][0].covers(0.93), errors.transition[1][1].covers(0.75),
        errors.mean[0][0].covers(0.01 / week),
      ]
    }
  }

  /// One regime fitted to coins whose volatility comes in spells.
  @Test func oneRegimeIsCovered() {
    let (calm, stress) = (0.75 * 0.36, 0.25 * 1.44)
    let rho = (0.8 * calm + 0.5 * stress) / (calm + stress)
    Self.expectCoverage(
      "one regime on spells, 2900 days", ["volatility", "correlation", "log drift"]
    ) { numbers in
      let history = Self.spells(&numbers, days: 2900, stressed: 0.5)
      guard let weeks = WeeklyReturns(history), let fit = RegimeModel.fit(weeks, regimes: 1) else {
        return []
      }
      let errors = RegimeErrors(fit, weeks.rows)
      return [
        errors.volatility[0][0].covers((calm + stress).squareRoot()),
        errors.correlation[0].covers(rho), errors.mean[0][0].covers(0.1),
      ]
    }
  }

  /// The exact intervals of 0, 3 and 10 events, from tables of the χ² law: half its quantiles at 2.5 % of 2n and at
  /// 97.5 % of 2n + 2 degrees.
  @Test(arguments: [(0, 0, 3.689), (3, 0.619, 8.767), (10, 4.795, 18.390)])
  func countsOfJumpsHaveTheExactInterval(count: Double, low: Double, high: Double) {
    let ends = JumpFit.poisson(count)
    #expect(abs(ends.low - low) < 0.03)
    #expect(abs(ends.high - high) < 0.03)
  }
}

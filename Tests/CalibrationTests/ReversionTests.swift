import CreditBasics
import NumericCore
import ScenarioFiles
import TestSupport
import Testing

@testable import Calibration

@Suite struct ReversionTests {
  static func fit(speed: Double, count: Int = 1000, gap: Int = 1) throws -> ReversionFit {
    var numbers = SplitMix(seed: 7)
    return try #require(
      ReversionFit(
        CalibrationCoverageTests.reverting(
          &numbers, speed: speed, trend: 0, volatility: 1, count: count, gap: gap)))
  }

  /// At κ = 300 a day leaves e^(−300/365.25) = 44 % of a deviation: daily values tell it.
  @Test func speedsAreSearchedToTheLimitOfTheData() throws {
    for speed in [1.0, 30, 300, 900] {
      let fitted = try Self.fit(speed: speed).speed
      expectAgrees(fitted.value, standardError: try #require(fitted.error), with: speed)
      #expect(fitted.note == nil)
    }
  }

  /// What moves on a straight line deviates from nothing: it has neither a volatility nor a speed.
  @Test func aStraightLineHasNoLaw() {
    let days = Array(0..<200)
    let line = PriceHistory.Series(days: days, logs: days.map { -0.001 * Double($0) })
    #expect(ReversionFit(line) == nil)
    let report = CalibrationReport(PriceHistory(series: [.computeRent: line]), regimes: 2)
    #expect(report.missing.first?.contains("not on a straight line") == true)
  }

  /// Every month the deviation is new: nothing tells 300 a year from 3,000.
  @Test func aSpeedThatTheDataCannotTellIsAtTheBound() throws {
    let fitted = try Self.fit(speed: 3000, count: 400, gap: 30).speed
    #expect(fitted.error == nil && fitted.high == nil)
    #expect(fitted.covers(3000) && !fitted.covers(1))
    #expect(try #require(fitted.note).contains("these dates tell no speed above"))
  }

  /// The same series on three calendars has the same elasticity when its halving moves with it.
  @Test func elasticityIsThatOfTheCalendarOfTheHistory() throws {
    let dates = ["2012-11-28", "2016-07-09", "2028-04-15"].compactMap { CalendarDate($0)?.day }
    let fits = try dates.map { halving in
      var numbers = SplitMix(seed: 3)
      let history = CalibrationCoverageTests.network(&numbers, days: 1900, noise: 0.05)
      // Simulated from day 16,000, with the chain's halving of 9 July 2016 inside.
      let shift = halving - dates[1]
      let moved = PriceHistory(
        series: history.series.mapValues {
          .init(days: $0.days.map { $0 + shift }, logs: $0.logs)
        })
      return try #require(HashrateFit(moved, halvings: [halving])).elasticity
    }
    expectAgrees(fits[0].value, standardError: try #require(fits[0].error), with: 0.8)
    #expect(fits[1] == fits[0] && fits[2] == fits[0])
    #expect(dates.allSatisfy(Halvings.chain.contains))
  }

  /// A scenario's elasticity is at most 1: speed and growth are those that go with what is written.
  @Test func anElasticityBeyondTheModelIsFittedAtItsBound() throws {
    var numbers = SplitMix(seed: 3)
    let usual = CalibrationCoverageTests.network(&numbers, days: 3400, noise: 0.05)
    let free = try #require(HashrateFit(usual, halvings: Halvings.chain))
    #expect(free.elasticity.note == nil && free.elasticity.low != nil)
    // Everything that hashrate does, two and a half times, its elasticity too.
    let wild = PriceHistory(series: [
      .btc: try #require(usual.series[.btc]),
      .networkHashrate: .init(
        days: try #require(usual.series[.networkHashrate]).days,
        logs: try #require(usual.series[.networkHashrate]).logs.map { 2.5 * $0 }),
    ])
    let fit = try #require(HashrateFit(wild, halvings: Halvings.chain))
    #expect(fit.elasticity.value == 1 && fit.elasticity.error == nil)
    let wanted = RoundedNumber.text(2.5 * free.elasticity.value, 3)
    #expect(fit.elasticity.note?.hasPrefix("at the bound: freely fitted \(wanted)") == true)
    // What revenue would explain is in the error: it has more than two and a half times the volatility.
    #expect(fit.volatility.value > 2.75 * free.volatility.value)
    #expect(fit.speed != free.speed)
  }

  /// At a speed of 0 hashrate follows nothing, whatever its elasticity.
  @Test func anElasticityWithoutASpeedHasNoEnds() throws {
    var numbers = SplitMix(seed: 3)
    let walks = (0..<2).map { _ in
      CalibrationCoverageTests.reverting(
        &numbers, speed: 1e-3, trend: 0.3, volatility: 0.5, count: 1500, gap: 1)
    }
    let history = PriceHistory(series: [.btc: walks[0], .networkHashrate: walks[1]])
    let fit = try #require(HashrateFit(history, halvings: Halvings.chain))
    #expect(fit.speed.low == 0)
    #expect(fit.elasticity.low == nil && fit.elasticity.high == nil && fit.elasticity.error == nil)
    #expect(fit.elasticity.note?.contains("no ends: the speed may be 0") == true)
  }

  /// What the subsidy is comes from the whole chain, whichever days are given.
  @Test func givenHalvingsStandBesideTheChains() throws {
    let days = { (dates: [String]) in dates.compactMap { CalendarDate($0)?.day } }
    #expect(try Halvings.chain(with: days(["2024-04-20"])) == Halvings.chain)
    #expect(
      try Halvings.chain(with: days(["2028-03-20", "2024-04-19"]))
        == days(["2012-11-28", "2016-07-09", "2020-05-11", "2024-04-19", "2028-03-20"]))
    let error = #expect(throws: HistoryError.self) {
      try Halvings.chain(with: days(["2024-04-20", "2024-04-20"]))
    }
    #expect(
      error?.description
        == "--halvings: expected days years apart, each once, found 2024-04-20 and 2024-04-20")
  }

  /// Hashrate from 2013 beside a bitcoin from October 2017 saw one halving together, that of May 2020.
  @Test func halvingsAreThoseOfTheCommonMonths() throws {
    var numbers = SplitMix(seed: 3)
    let usual = CalibrationCoverageTests.network(&numbers, days: 2900, noise: 0.1)
    let coin = try #require(usual.series[.btc])
    let hash = try #require(usual.series[.networkHashrate])
    let late = coin.days.indices.filter { coin.days[$0] >= 17_440 }
    let report = CalibrationReport(
      PriceHistory(series: [
        .btc: .init(days: late.map { coin.days[$0] }, logs: late.map { coin.logs[$0] }),
        .networkHashrate: hash,
      ]), regimes: 1)
    let line = try #require(report.lines.first { $0.quantity == "revenue elasticity" })
    #expect(line.sample.contains("months, halving 2020-05-11"))
    #expect(hash.days.first.map { $0 < 16_991 } == true)
  }

  /// `± t σ/√T` is the error of a walk's drift: what reverts has a trend, and no row with that error.
  @Test func whatRevertsHasNoDriftOfAWalk() throws {
    var numbers = SplitMix(seed: 3)
    let history = CalibrationCoverageTests.network(&numbers, days: 1900, noise: 0.1)
    let lines = CalibrationReport(history, regimes: 1).lines
    #expect(lines.filter { $0.quantity == "log drift per year" }.map(\.subject) == ["btc"])
    #expect(lines.contains { $0.subject == "networkHashrate" && $0.quantity == "volatility" })
  }

  @Test func halvingsAfterTheBaseAreTheBases() {
    let day = { CalendarDate($0)?.day ?? 0 }
    #expect(
      Halvings.chain(until: day("2025-12-31"), then: [day("2027-01-01")])
        == [
          day("2012-11-28"), day("2016-07-09"), day("2020-05-11"), day("2024-04-20"),
          day("2027-01-01"),
        ]
    )
  }
}

@Suite struct RegimeNamesTests {
  static func market(_ regimes: [(String, Double)]) -> Market {
    Market(
      regimes: regimes.sorted { $0.0 < $1.0 }.map { name, volatility in
        Regime(
          name: name,
          coins: PerCoin(btc: CoinDynamics(volatility: volatility), eth: CoinDynamics()))
      },
      initialRegime: regimes.map { _ in 1 / Double(regimes.count) },
      switching: regimes.map { _ in regimes.map { _ in 1 } })
  }

  @Test func otherNamesAreMappedByVolatility() throws {
    let base = (market: Self.market([("normal", 0.45), ("crisis", 0.85)]), file: "b.json5")
    let found = try RegimeNames(count: 2, given: nil, base: base)
    #expect(found.names == ["normal", "crisis"])
    #expect(
      found.note
        == "regimes are called as in b.json5, by their rank of volatility there: calm is normal, stress is crisis"
    )
    let own = (
      market: Self.market([("calm", 0.4), ("stress", 1), ("winter", 0.5)]), file: "b.json5"
    )
    #expect(try RegimeNames(count: 2, given: nil, base: own).note == nil)
  }

  @Test func namesThatCannotBeMappedAreAskedFor() throws {
    let base = (
      market: Self.market([("normal", 0.45), ("crisis", 0.85), ("ice", 0.6)]), file: "b.json5"
    )
    let says = { (given: [String]?) -> String in
      do {
        _ = try RegimeNames(count: 2, given: given, base: base)
        return "no error"
      } catch { return "\(error)" }
    }
    #expect(
      says(nil)
        == "b.json5 calls its regimes crisis, ice, normal: say which are the 2 fitted ones, from the calmest, "
        + "such as --names crisis,ice")
    #expect(says(["normal", "crisys"]).contains("no regime \"crisys\"; did you mean \"crisis\"?"))
    #expect(says(["normal"]).hasPrefix("--names: expected 2 different names"))
    #expect(says(["normal", "crisis"]) == "no error")
    let one = (market: Self.market([("only", 0.5)]), file: "b.json5")
    let error = #expect(throws: HistoryError.self) {
      try RegimeNames(count: 2, given: nil, base: one)
    }
    #expect(
      error.map { "\($0)" }
        == "b.json5 has fewer regimes than the 2 to be fitted, only: --regimes 1 fits as many")
  }
}

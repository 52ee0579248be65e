import CreditBasics
import Foundation
import NumericCore
import TestSupport
import Testing

@testable import Calibration

/// Regimes where there are none: what is refused, and what is said.
@Suite struct RegimeSupportTests {
  /// Weeks of one law, 50 % a year, as a history.
  private static func oneLaw(_ seed: UInt64, weeks: Int = 520) -> PriceHistory {
    var numbers = SplitMix(seed: seed)
    var level = 9.0
    return PriceHistory(series: [
      .btc: .init(
        days: (0...weeks).map { 16_437 + 7 * $0 },
        logs: (0...weeks).map { week in
          if week > 0 { level += 0.5 * WeeklyReturns.years.squareRoot() * Real.normal(&numbers) }
          return level
        })
    ])
  }

  /// Ten years of one law: every regime holds weeks, and the second one is not worth its figures.
  @Test(arguments: 1...8) func oneLawHasOneRegime(seed: UInt64) throws {
    let weeks = try #require(WeeklyReturns(Self.oneLaw(seed)))
    guard let two = RegimeModel.fit(weeks, regimes: 2) else { return }
    #expect(two.weeks.allSatisfy { $0 >= Double(RegimeModel.fewestHeld) })
    let text = try #require(CalibrationReport.support(two, weeks))
    #expect(text.hasPrefix("two regimes are not supported by these data: BIC "))
    #expect(text.hasSuffix("fit one regime with --regimes 1"))
  }

  /// Six weeks of nothing among weeks of 50 %: closing in on them is the most likely of all, and no estimate.
  @Test func aRegimeThatClosesInIsNotTaken() throws {
    var numbers = SplitMix(seed: 4)
    let deviation = 0.5 * WeeklyReturns.years.squareRoot()
    let rows = (0..<300).map { (week: Int) -> [Double] in
      [week % 50 == 7 ? 1e-9 * Double(week) : deviation * Real.normal(&numbers)]
    }
    let weeks = WeeklyReturns(factors: [.btc], rows: rows)
    let closing = RegimeModel(
      means: [[0], [0]], covariances: [[[1e-7]], [[deviation * deviation]]],
      transition: [[0.1, 0.9], [0.02, 0.98]], initial: [0, 1]
    ).maximised(weeks.rows, rounds: 500)
    #expect(!closing.isHeld && closing.volatility(0, 0) < 0.01)
    let kept = try #require(RegimeModel.fit(weeks, regimes: 2))
    #expect(kept.isHeld && kept.volatility(0, 0) > 0.05)
    #expect(closing.logLikelihood > kept.logLikelihood + 5)
  }

  @Test func realRegimesAreSupported() throws {
    let (_, weeks) = try KnownLawTests.history(path: 3)
    let two = try #require(RegimeModel.fit(weeks, regimes: 2))
    #expect(CalibrationReport.support(two, weeks) == nil)
    // k ln n − 2 ln L of two regimes of two coins: ten moments and two probabilities.
    expectEqual(
      two.bic(weeks: 1000), 12 * logarithm(1000) - 2 * two.logLikelihood, within: 1e-12)
  }

  /// One regime is the moments of the weeks, and its fragment switches nowhere.
  @Test func oneRegimeIsTheWholeSample() throws {
    let report = CalibrationReport(Self.oneLaw(3), regimes: 1)
    let weeks = try #require(report.weekly)
    let model = try #require(report.regimes)
    let moves = weeks.rows.compactMap { $0?[0] }
    let mean = moves.reduce(0, +) / Double(moves.count)
    let variance = moves.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(moves.count)
    expectEqual(
      model.volatility(0, 0), (variance / WeeklyReturns.years).squareRoot(), within: 1e-4)
    #expect(report.names == ["all"] && report.doubts.isEmpty)
    let text = MarketFragment(report, source: "law.csv", over: nil).text
    #expect(text.contains("initialRegime: { all: 1 }") && !text.contains("switching"))
    #expect(!report.lines.contains { $0.quantity == "stays a week" })
  }

  /// Intervals hold their estimate, at 0 and at 1 too, or are empty with a reason.
  @Test func intervalsHoldTheirEstimates() {
    let week = WeeklyReturns.years
    for stays in [[0, 0.6], [0.9, 1], [0.93, 0.75]] {
      var model = RegimeModel(
        means: [[0], [0]], covariances: [[[0.2 * week]], [[1.3 * week]]],
        transition: [[stays[0], 1 - stays[0]], [1 - stays[1], stays[1]]], initial: [0.5, 0.5])
      model.weeks = [100, 100]
      let errors = RegimeErrors(model, Array(repeating: [0], count: 150))
      let all = (errors.volatility + errors.mean + errors.transition).flatMap { $0 }
      for fitted in all {
        #expect(fitted.covers(fitted.value))
        #expect(fitted.error.map { $0 > 0 } ?? (fitted.note != nil))
      }
    }
  }

  /// The warning stands on the fragment as on the screen, and the initial regime is the law of what is written.
  @Test func weeklyProbabilitiesWithoutAGeneratorAreSaid() throws {
    var numbers = SplitMix(seed: 11)
    let week = WeeklyReturns.years
    let truth = RegimeModel(
      means: [[0], [0]], covariances: [[[0.04 * week]], [[1.4 * week]]],
      transition: [[0.1, 0.9], [0.6, 0.4]], initial: [0.5, 0.5])
    var level = 9.0
    let logs =
      [level]
      + truth.simulate(weeks: 600, &numbers).map { row in
        level += row[0]
        return level
      }
    let history = PriceHistory(series: [
      .btc: .init(days: logs.indices.map { 16_437 + 7 * $0 }, logs: logs)
    ])
    let report = CalibrationReport(history, regimes: 2)
    let doubt = try #require(report.doubts.first { $0.contains("continuous time") })
    let switching = try #require(report.switching)
    #expect(switching.isFar && doubt.contains("Try --regimes 1"))
    let stays = RoundedNumber.text(switching.weekly[0][0], 3)
    #expect(doubt.contains("stays a week with probability calm \(stays) (fitted "))
    let text = MarketFragment(report, source: "law.csv", over: nil).text
    #expect(text.contains("// Warning: \(doubt).") && text.contains("have no generator"))
    #expect(text.contains("with probability \(stays), fitted "))
    let share = try #require(
      report.lines.first { $0.subject == "calm" && $0.quantity == "share of time" })
    #expect(share.sample.contains("written intensities give "))
  }

  /// A size that nobody saw is no size of 0.
  @Test func jumpsThatWereNotSeenHaveNoSize() throws {
    let lines = CalibrationReport(Self.oneLaw(3), regimes: 1).lines
    let sizes = lines.filter {
      $0.quantity.hasPrefix("mean jump") || $0.quantity.hasPrefix("jump up")
    }
    #expect(sizes.count == 3)
    #expect(sizes.allSatisfy { ($0.fitted == nil) == ($0.sample == "0 moves beyond 5 deviations") })
    #expect(sizes.contains { $0.fitted == nil })
  }

  /// Weeks of which one coin knows nothing are lost to both, which is said with the column's name.
  @Test func aShortColumnIsNamed() throws {
    let days = { (count: Int) in
      let first = 18_000 + 7 * (400 - count)
      return PriceHistory.Series(
        days: (0..<count).map { first + 7 * $0 },
        logs: (0..<count).map { (day: Int) -> Double in 5 + 0.05 * Double(day * day % 7) })
    }
    let short = { (eth: Int) -> (CalibrationReport, ShortColumn?) in
      let report = CalibrationReport(
        PriceHistory(series: [.btc: days(400), .eth: days(eth)]), regimes: 1)
      return (report, report.shortColumn)
    }
    #expect(short(350).1 == nil)
    let (some, _) = short(100)
    let shared = try #require(some.weekly).count
    #expect(
      some.doubts.first
        == "regimes are fitted to the \(shared) weeks that btc and eth share; btc has 398, and eth takes the "
        + "others away: leave eth out to use them")
    #expect(
      short(30).0.missing == [
        "no regimes: expected 52 weeks with a price of btc and eth near the end of each; btc has 398, which eth "
          + "does not share: leave eth out"
      ])
  }
}

import CreditBasics
import Foundation
import NumericCore
import ScenarioFiles
import TestSupport
import Testing

@testable import Calibration

/// What reverts is written whole: the speed, the level and the volatility of one fit.
@Suite struct WrittenReversionTests {
  /// A scenario that tells its regimes apart, in a file that whoever asks removes.
  private static func base() throws -> String {
    let regime = { (decline: Double, volatility: Double) in
      """
      { computeRent: { annualDecline: \(decline), volatility: \(volatility) }, powerPrice: { volatility: \(volatility) },
        networkHashrate: { volatility: \(volatility) },
        correlation: { btc: { eth: -0.7, computeRent: 0.9 }, eth: { computeRent: -0.9 } } }
      """
    }
    let text = """
      { name: "base", asOf: "2025-12-31", horizonYears: 1,
        market: { initialRegime: { calm: 0.5, stress: 0.5 }, regimes: { calm: \(regime(0.1, 0.2)), stress: \(regime(0.3, 0.4)) },
          btc: { spot: 100 }, eth: { spot: 10 }, computeRent: { meanReversion: 9 },
          power: { spotPerMWh: 50, meanReversion: 9 },
          jumps: { glut: { intensity: { stress: 1 }, computeRent: { mean: -0.2 } } } },
        miners: { idle: { treasury: { btc: 1, eth: 1 } } } }
      """
    let file = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString).json5"
    try Data(text.utf8).write(to: URL(filePath: file))
    return file
  }

  private static func fragment(_ report: CalibrationReport, _ file: String?) throws
    -> MarketFragment
  {
    let over = try file.map {
      MarketFragment.Base(
        try ScenarioReader.read(file: $0).scenario, file: $0, fitted: report.names)
    }
    return MarketFragment(report, source: "law.csv", over: over)
  }

  /// Rent in weeks and power in days around $20, without coins; power's last value is moved in logs.
  private static func quotes(lastMove: Double = 0) -> CalibrationReport {
    var numbers = SplitMix(seed: 11)
    var power = CalibrationCoverageTests.reverting(
      &numbers, speed: 60, trend: 0, volatility: 2, count: 700, gap: 1)
    power.logs[699] = 3 + lastMove
    let rent = CalibrationCoverageTests.reverting(
      &numbers, speed: 2, trend: -0.2, volatility: 0.3, count: 300, gap: 7)
    return CalibrationReport(
      PriceHistory(series: [.powerPrice: power, .computeRent: rent]), regimes: 2)
  }

  /// A speed beside a volatility that was not fitted with it is another market: it is in every regime, or in comments.
  @Test func everyRegimeHasTheVolatilityThatWasFittedWithTheSpeed() throws {
    let report = Self.quotes()
    let file = try Self.base()
    defer { try? FileManager.default.removeItem(atPath: file) }
    let fragment = try Self.fragment(report, file)
    try fragment.check()
    let market = try ScenarioReader.read(text: fragment.text, name: "market.json5").scenario.market
    let (rent, power) = (try #require(report.rent), try #require(report.power))
    for regime in market.regimes {
      expectEqual(regime.rentVolatility, rent.volatility.value, within: 5e-3)
      expectEqual(regime.powerVolatility, power.volatility.value, within: 5e-3)
      #expect(regime.hashrateVolatility == (regime.name == "calm" ? 0.2 : 0.4))
    }
    expectEqual(market.rentMeanReversion, rent.speed.value, within: 5e-3)
    #expect(market.regimes.map(\.rentAnnualDecline) == [0.1, 0.3])
    #expect(
      fragment.notes.contains {
        $0.hasPrefix("powerPrice has") && $0.hasSuffix("calm 0.2, stress 0.4")
      })
    #expect(fragment.notes.contains { $0.contains("beside its fitted volatility: glut") })
    let alone = try Self.fragment(report, nil)
    try alone.check()
    for line in alone.text.split(separator: "\n") where line.contains("meanReversion") {
      #expect(line.hasPrefix("    // ") && line.contains("volatility"), "\(line)")
    }
  }

  /// With fitted regimes they have rent's decline too, without a base as well.
  @Test func fittedRegimesHaveTheWholeLaw() throws {
    let (history, _) = try KnownLawTests.history(path: 7)
    let report = CalibrationReport(history, regimes: 2, weekday: 3)
    let text = try Self.fragment(report, nil).text
    let (rent, hash) = (try #require(report.rent), try #require(report.hashrate))
    let number = RoundedNumber.text
    let decline = number(1 - exponential(rent.trend.value), 3)
    for line in [
      "computeRent: { annualDecline: \(decline), volatility: \(number(rent.volatility.value, 3)) },",
      "networkHashrate: { volatility: \(number(hash.volatility.value, 3)) },",
    ] {
      #expect(text.components(separatedBy: line).count == 3, "\(line)")
    }
  }

  /// The base's stress is not fitted and keeps its decline of 30 %.
  @Test func aDeclineThatIsKeptIsNamed() throws {
    let (history, _) = try KnownLawTests.history(path: 7)
    let report = CalibrationReport(history, regimes: 1, weekday: 3, names: ["calm"])
    let file = try Self.base()
    defer { try? FileManager.default.removeItem(atPath: file) }
    let notes = try Self.fragment(report, file).notes
    let kept = "stress of \(file) keeps its annualDecline 0.3 beside "
    #expect(notes.contains { $0.hasPrefix(kept) })
  }

  /// The last day of a scarcity is no level: power would stay there for the whole horizon.
  @Test func powerIsWrittenAtTheLevelToWhichItReverts() throws {
    let usual = Self.quotes()
    #expect(usual.levelDoubts.isEmpty)
    let report = Self.quotes(lastMove: 1)
    let level = try #require(report.power?.level)
    #expect(level.covers(3))
    expectEqual(try #require(report.powerSpot).value, exponential(level.value))
    let doubt = try #require(report.levelDoubts.first)
    #expect(
      doubt.hasPrefix("powerPrice: 54.6 on 2021-03-13 lies 5.") && report.levelDoubts.count == 1)
    #expect(report.doubts.contains(doubt))
    // Where nothing says that it comes back soon, today's value is the best there is.
    var numbers = SplitMix(seed: 5)
    let slow = CalibrationReport(
      PriceHistory(series: [
        .powerPrice: CalibrationCoverageTests.reverting(
          &numbers, speed: 0.02, trend: 0, volatility: 0.3, count: 200, gap: 7)
      ]), regimes: 2)
    let last = try #require(slow.history.series[.powerPrice]?.logs.last)
    #expect(slow.power?.level == nil && slow.levelDoubts.isEmpty)
    expectEqual(try #require(slow.powerSpot).value, exponential(last))
  }

  /// A scenario takes speeds to 1,000 and volatilities to 5.
  @Test(arguments: [(1590.0, 22.7), (2600, 1), (60, 5.5)])
  func whatIsBeyondTheFormatKeepsTheDeviationOfTheLongRun(speed: Double, volatility: Double) {
    let written = WrittenReversion(Fitted(speed, nil), Fitted(volatility, nil))
    #expect(written.speed <= 1000 && written.volatility <= 5)
    #expect(written.speed == 1000 || written.volatility == 5)
    expectEqual(
      written.volatility * written.volatility / written.speed, volatility * volatility / speed,
      within: 1e-12)
    let bound = written.speed == 1000 ? "speed 1000" : "volatility 5"
    #expect(written.note?.hasPrefix("\(bound) is at the bound") == true)
    #expect(WrittenReversion(Fitted(60, nil), Fitted(4.9, nil)).note == nil)
  }

  /// A scenario takes declines above -10 and below 1, and so the nearest of a rent that collapses or soars.
  @Test(arguments: [(-10.0, "0.999", "-6.91"), (4, "-9.99", "2.4")])
  func aDeclineBeyondTheFormatIsCut(slope: Double, written: String, trend: String) throws {
    var series = try KnownLawTests.history(path: 7).history.series
    var rent = try #require(series[.computeRent])
    rent.logs = zip(rent.logs, rent.days).map { $0 + slope * Double($1) / TimeGrid.daysPerYear }
    series[.computeRent] = rent
    let report = CalibrationReport(PriceHistory(series: series), regimes: 2, weekday: 3)
    let fragment = try Self.fragment(report, nil)
    try fragment.check()
    let fitted = try #require(report.rent?.trend.value)
    let note =
      "annualDecline is cut to \(written), the nearest that a scenario takes: a trend of \(trend) a year "
      + "instead of the fitted \(RoundedNumber.text(fitted, 3))"
    #expect(report.doubts.contains("computeRent: \(note)"))
    #expect(fragment.text.contains("computeRent: { annualDecline: \(written), volatility"))
    #expect(fragment.text.contains("; \(note); speed "))
    let inside = [0.9994, -9.99].map { WrittenDecline(Fitted(logarithm(1 - $0), nil)) }
    #expect(inside.allSatisfy { $0.note == nil })
  }

  /// Everything is read before anything is written; the way out is in what the base says.
  @Test func aFragmentThatNoScenarioTakesIsRefused() throws {
    let (history, _) = try KnownLawTests.history(path: 7)
    let report = CalibrationReport(history, regimes: 2, weekday: 3)
    let file = try Self.base()
    defer { try? FileManager.default.removeItem(atPath: file) }
    let error = #expect(throws: HistoryError.self) { try Self.fragment(report, file).check() }
    let text = try #require(error).description
    #expect(
      text.hasPrefix(
        "market.json5 over \(file) would not be a valid scenario, and is not written:\n"))
    #expect(
      text.contains(
        "\n  market.regimes.stress.correlation: expected a positive semidefinite matrix"))
    #expect(text.hasSuffix("the others are those of \(file): change them there"))
  }

  /// One regime has the stressed weeks in it; a regime of stress beside it has them again.
  @Test func oneRegimeBesideOthersCountsTurmoilTwice() throws {
    let (history, _) = try KnownLawTests.history(path: 7)
    let file = try Self.base()
    defer { try? FileManager.default.removeItem(atPath: file) }
    let says = { (count: Int, names: [String]) in
      let report = CalibrationReport(history, regimes: count, weekday: 3, names: names)
      return try Self.fragment(report, file).notes.contains {
        $0.contains("would count them again")
      }
    }
    #expect(try says(1, ["calm"]))
    #expect(try !says(2, ["calm", "stress"]))
  }
}

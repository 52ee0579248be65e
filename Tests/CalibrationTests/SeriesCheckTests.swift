import TestSupport
import Testing

@testable import Calibration

/// Samples that are no samples are refused or warned of in words, and never end the program.
@Suite struct SeriesCheckTests {
  static func series(_ values: [Double], every gap: Int = 1) -> PriceHistory.Series {
    PriceHistory.Series(
      // 18,262 is 1 January 2020.
      days: values.indices.map { 18_262 + gap * $0 }, logs: values.map(logarithm))
  }

  /// Prices that move by up to 3 % a day.
  static func moving(_ count: Int) -> [Double] {
    (0..<count).map { day -> Double in 100 + Double(3 * (day * day % 97)) / 97 }
  }

  @Test func aPriceThatStandsStillIsRefused() {
    let check = SeriesCheck(.btc, Self.series(Array(repeating: 5, count: 54), every: 7))
    #expect(
      check.refusals == [
        "btc: 53 weeks without a change from 2020-01-01 to 2021-01-06: expected values that move; leave "
          + "the column out"
      ])
  }

  @Test func aStandstillInsideIsRefusedForCoinsAndSaidOfRents() {
    let values = Self.moving(200) + Array(repeating: 77, count: 40) + Self.moving(200)
    let expected = "39 days without a change from 2020-07-19 to 2020-08-27; leave these cells empty"
    #expect(SeriesCheck(.eth, Self.series(values)).refusals == ["eth: " + expected])
    #expect(SeriesCheck(.computeRent, Self.series(values)).refusals.isEmpty)
  }

  /// Monthly values filled in day by day: one value a month is left, with the volatility of months.
  @Test func filledInValuesAreTakenOnce() {
    let months = Self.moving(36)
    let daily = months.flatMap { Array(repeating: $0, count: 30) }
    let check = SeriesCheck(.btc, Self.series(daily))
    #expect(check.refusals.isEmpty)
    #expect(
      check.warnings == [
        "btc: 1044 of 1079 values repeat the one before: filled in; each is taken once, on its first "
          + "date, which leaves 36"
      ])
    #expect(check.series.days == Self.series(months, every: 30).days)
  }

  /// Prices to 1 February 2021 beside monthly rents that are filled in to that day, the last of them for thirty-eight days.
  @Test func aColumnOfRepeatsEndsWithItsNewestDate() throws {
    let rents =
      Self.moving(12).flatMap { Array(repeating: $0, count: 30) }
      + Array(repeating: 104.5, count: 38)
    let history = PriceHistory(series: [
      .btc: Self.series(Self.moving(398)), .computeRent: Self.series(rents),
    ])
    let checked = try history.checked(name: "h.csv").history
    let days = try #require(checked.series[.computeRent])
    #expect(days.days.last == 18_262 + 360 && days.newestDay == 18_262 + 397)
    let text = MarketFragment(
      CalibrationReport(checked, regimes: 1), source: "h.csv", over: nil
    ).text
    #expect(
      text.contains("calibratedOn: { btc: \"2021-02-01\", computeRent: \"2021-02-01\" }"))
    let year = Array(repeating: 104.5, count: 160)
    let still = PriceHistory(series: [
      .btc: Self.series(Self.moving(520)), .computeRent: Self.series(rents.dropLast(38) + year),
    ])
    let doubts = try still.checked(name: "h.csv").history.doubts(halvings: [])
    #expect(!doubts.contains { $0.contains("ends on") })
  }

  @Test func interpolatedCoinsAreRefused() {
    let daily: [Double] = (0..<300).map { (day: Int) -> Double in
      let part = day % 30
      return Double(100 + (day / 30 % 2 == 0 ? part : 30 - part))
    }
    #expect(SeriesCheck(.btc, Self.series(daily)).refusals.first?.contains("interpolated") == true)
  }

  @Test func aChangeOfUnitIsRefused() {
    let values = Self.moving(100) + Self.moving(100).map { 1000 * $0 }
    let check = SeriesCheck(.networkHashrate, Self.series(values))
    #expect(check.refusals.first?.contains("a change of unit?") == true)
    #expect(SeriesCheck(.powerPrice, Self.series(values)).refusals.isEmpty)
  }

  @Test(arguments: [1, 2, 3, 5, 12, 29]) func tinySamplesAreSaidToBeTiny(count: Int) throws {
    let series = Self.series(Self.moving(count))
    #expect(SeriesCheck(.btc, series).warnings.count == 1)
    let report = CalibrationReport(PriceHistory(series: [.btc: series]), regimes: 3)
    #expect(report.regimes == nil && report.missing.count == 1)
    #expect(count >= 4 || report.lines.isEmpty)
  }

  /// Two values in turn: returns of two sizes cannot fill three regimes, and nothing ends the program.
  @Test func fewValuesGiveNoRegimes() {
    let values = (0..<700).map { $0 / 7 % 2 == 0 ? 100.0 : 110 }
    let history = PriceHistory(series: [.btc: Self.series(values)])
    let report = CalibrationReport(history, regimes: 3)
    #expect(report.regimes == nil)
    #expect(report.missing.first?.hasPrefix("no regimes: ") == true)
  }

  /// 10⁶ PH/s at $87,500: 144 · 3.125 · 87,500 / 10⁶ = $39.4 a day; a thousand times more PH/s earns a thousandth.
  @Test(arguments: [(1e6, nil), (1e9, "in TH/s?"), (1e3, "in EH/s?")])
  func unitsOfHashrateAreSniffed(rate: Double, doubt: String?) throws {
    let day = 20_000  // 4 October 2024
    let history = PriceHistory(series: [
      .btc: .init(days: [day], logs: [logarithm(87_500)]),
      .networkHashrate: .init(days: [day], logs: [logarithm(rate)]),
    ])
    let doubts = history.doubts(halvings: Halvings.chain)
    #expect(doubts.count == (doubt == nil ? 0 : 1))
    if let doubt { #expect(doubts.first?.contains(doubt) == true) }
    let price = try #require(history.newestHashprice(halvings: Halvings.chain))
    #expect(abs(price / (39.375e6 / rate) - 1) < 1e-9)
  }

  /// One value of five times its neighbours; prices that double and stay, and spikes of power, are none.
  @Test func aSpikeThatIsTakenBackIsSaid() {
    var values = Self.moving(200)
    values[99] *= 5
    #expect(
      SeriesCheck(.btc, Self.series(values)).warnings == [
        "btc: 500.6 on 2020-04-09 between 100 and 100.3: a slip? It is taken for a jump and back"
      ])
    #expect(SeriesCheck(.powerPrice, Self.series(values)).warnings == [])
    let higher = Self.moving(100) + Self.moving(100).map { 5 * $0 }
    #expect(SeriesCheck(.btc, Self.series(higher)).warnings == [])
  }

  @Test func copiedAndExchangedColumnsAreSaid() {
    func doubts(_ btc: [Double], _ eth: [Double]) -> [String] {
      PriceHistory(series: [.btc: Self.series(btc), .eth: Self.series(eth)]).doubts(halvings: [])
    }
    let prices = Self.moving(200).map { 900 * $0 }
    let others = Self.moving(201).dropFirst().map { 30 * $0 }
    #expect(doubts(prices, others) == [])
    #expect(
      doubts(prices, prices.map { $0 / 30 }) == [
        "eth: 199 of 199 moves are those of btc: a copy of its column? Their correlation would be 1"
      ])
    #expect(doubts(prices, prices).count == 1)
    #expect(doubts(others, prices).first?.hasSuffix("are the columns exchanged?") == true)
  }

  @Test func theHeaderSaysTheUnit() throws {
    let history = try PriceHistory(
      csv: "date,hashrate_ths,usd_per_kwh\n2024-01-01,5e8,0.045\n", name: "h.csv")
    #expect(abs(exponential(history.series[.networkHashrate]?.logs[0] ?? 0) - 5e5) < 1e-6)
    #expect(abs(exponential(history.series[.powerPrice]?.logs[0] ?? 0) - 45) < 1e-12)
  }

  @Test func columnsThatEndAQuarterEarlierAreSaid() {
    let history = PriceHistory(series: [
      .btc: Self.series(Self.moving(200)), .eth: Self.series(Self.moving(100)),
    ])
    #expect(
      history.doubts(halvings: []).contains(
        "eth ends on 2020-04-09, 14 weeks before the newest column: its last value is not of the same day"
      ))
  }

  /// The names of columns and cells are as many as rows: a hundred thousand rows are read in seconds.
  @Test func rowsAreReadInLinearTime() throws {
    var text = "date,btc,hashrate\n"
    for year in 1900..<2173 {
      for month in 1...12 {
        for day in 1...28 {
          let digits = { (n: Int) in n < 10 ? "0\(n)" : "\(n)" }
          text += "\(year)-\(digits(month))-\(digits(day)),\(100 + day),\(1000 + month)\n"
        }
      }
    }
    let seconds = try processorSeconds {
      let history = try PriceHistory(csv: text, name: "h.csv")
      #expect(history.series[.btc]?.days.count == 91_728)
      _ = HashrateFit(history, halvings: Halvings.chain)
    }
    #expect(seconds < 10)
  }
}

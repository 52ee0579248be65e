import ReportPages
import Reporting
import RiskMeasures
import Testing

/// Estimates in words: two digits of the interval, and no more of the value than it leaves standing.
@Suite struct EstimateWordsTests {
  private static func plain(_ words: String) -> String { words.replacing("\u{A0}", with: " ") }

  /// Half of an interval is 1.96 standard errors: 1.96 · 1.5 = 2.94, 1.96 · 1.7 = 3.3.
  @Test(arguments: [
    (FigureUnit.share, 0.608, 0.015, "60.8 ± 2.9 %"),
    (.share, 0.01, 0.0045, "1.00 ± 0.88 %"),
    (.share, 0.5, 0.15, "50 ± 29 %"),
    (.share, 1.2e-6, 1e-7, "0.00012 ± 0.00002 %"),
    (.share, 0.283, 1e-9, "28.3000 ± 0.0000 %"),
    (.dollars, 5.379e6, 1.7e6, "$5.4m ± $3.3m"),
    (.dollars, -5.379e6, 1.7e6, "−$5.4m ± $3.3m"),
    (.dollars, 2.0079e7, 1.18e4, "$20.079m ± $0.023m"),
    (.dollars, 2e7, 1.4e3, "$20m ± $2.7k"), (.dollars, 1.234e12, 5e10, "$1.234tn ± $0.098tn"),
    (.basisPoints, 1784.3, 160, "1,784 ± 314 bp"),
    (.basisPoints, 174_403.2, 4, "174,403.2 ± 7.8 bp"),
  ])
  func aValueHasTheDigitsOfItsInterval(
    unit: FigureUnit, value: Double, error: Double, words: String
  ) {
    #expect(Self.plain(unit.words(Estimate(value: value, standardError: error))) == words)
  }

  /// No error known, or the same on every path, is no certainty.
  @Test(arguments: [nil, 0.0]) func whatHasNoIntervalSaysSo(error: Double?) {
    let estimate = Estimate(value: 0.306, standardError: error)
    #expect(Self.plain(FigureUnit.share.words(estimate)) == "31 %, no interval")
    #expect(FigureUnit.share.difference(estimate) == "+30.6 points, no interval")
    #expect(FigureUnit.dollars.words(nil) == "not defined")
  }

  /// Student's quantile over the normal one: 12.706 / 1.96 for a mean of two, 3.182 / 1.96 for four, near 1 for many.
  @Test(arguments: [(2, "50 ± 64 %"), (4, "50 ± 16 %"), (100_000, "50.0 ± 9.8 %")])
  func aMeanOfFewHasAWiderInterval(count: Int, words: String) {
    let mean = Estimate(value: 0.5, standardError: 0.05)
    #expect(Self.plain(FigureUnit.share.words(mean.over(count))) == words)
  }

  /// None of 500 paths: at 95 % the probability is below 3/500.
  @Test func whatNoPathShowsIsCalledSo() {
    let none = Estimate(value: 0, standardError: 0)
    #expect(FigureUnit.dollars.words(none, zero: Estimate.noneSeen) == "none seen")
    #expect(FigureUnit.dollars.words(none, zero: "$0") == "$0")
    let some = Estimate(value: 0.5, standardError: 0.15)
    #expect(Self.plain(FigureUnit.share.words(some, zero: "none")) == "50 ± 29 %")
    #expect(!Estimate(value: 0, standardError: 0.1).isUnseen)
    #expect(Self.plain(NumberWords.unseen(in: 500)) == "below 0.6 %")
    // With few paths exactly: 1 − 0.05, 1 − 0.05^0.1.
    #expect(Self.plain(NumberWords.unseen(in: 1)) == "below 95 %")
    #expect(Self.plain(NumberWords.unseen(in: 10)) == "below 25.9 %")
    #expect(Self.plain(NumberWords.unseen(in: 100)) == "below 3 %")
    #expect(
      Self.plain(NumberWords.noneSeen(in: 500))
        == "None seen: on none of 500 paths; the probability is below 0.6 % (95 %, rule of three).")
    #expect(
      Self.plain(NumberWords.noneSeen(in: 5))
        == "None seen: on none of 5 paths; the probability is below 45.1 % (95 %).")
    #expect(
      Self.plain(NumberWords.noneSeen(in: 500, isLoss: true)).contains(
        "no loss on any of 500 paths; the probability of a loss is below 0.6 %"))
  }

  /// All of 500 paths: at 95 % the probability is above 1 − 3/500; of 700 it is above 99.571 %, cut off.
  @Test func whatEveryPathShowsIsNoCertainty() {
    let all = Estimate(value: 1, standardError: 0)
    #expect(
      Self.plain(FigureUnit.share.words(all, zero: "none", paths: 500)) == "100 % (above 99.4 %)")
    #expect(Self.plain(NumberWords.always(in: 700)) == "above 99.5 %")
    #expect(Self.plain(NumberWords.always(in: 5)) == "above 54 %")
    #expect(Self.plain(NumberWords.always(in: 1_000_000)) == "above 99.9997 %")
    #expect(Self.plain(FigureUnit.share.words(all, zero: "none")) == "100 %, no interval")
  }

  /// A figure is never written with fewer digits than its interval, which would put it outside.
  @Test(arguments: [
    (FigureUnit.share, 0.96499, 0.9638, 0.9661, "96.5 % (96.4 % to 96.6 %)"),
    (.share, 0.32974, 0.3270, 0.3326, "33.0 % (32.7 % to 33.3 %)"),
    // One of 100,000 paths is not none.
    (.share, 1e-5, 1.8e-6, 5.7e-5, "0.0010 % (0.0002 % to 0.0057 %)"),
    (.share, 0.0075, 0.0026, 0.0218, "0.75 % (0.26 % to 2.18 %)"),
    (.share, 0.0025, 0.0004, 0.014, "0.25 % (0.04 % to 1.40 %)"),
    (.share, 0, 0, 3e-5, "none seen (below 0.003 %)"),
    (.share, 1, 0.9999, 1, "100 % (above 99.997 %)"),
    (.dollars, 1.1081e9, 1.1042e9, 1.1123e9, "$1.108bn ($1.104bn to $1.112bn)"),
    (.dollars, 0, 0, 0, "none seen"),
  ])
  func aFigureHasTheDigitsOfItsInterval(
    unit: FigureUnit, value: Double, low: Double, high: Double, words: String
  ) {
    #expect(Self.plain(Seen.words(unit, value, in: low...high, paths: 100_000)) == words)
  }

  @Test func differencesHaveSignsAndOneUnit() {
    let rise = Estimate(value: 0.302, standardError: 0.015)
    #expect(FigureUnit.share.difference(rise) == "+30.2 ± 2.9 points")
    let fall = Estimate(value: -0.302, standardError: 0.015)
    #expect(FigureUnit.share.difference(fall) == "−30.2 ± 2.9 points")
    #expect(FigureUnit.share.size(fall) == "30.2 ± 2.9 points")
    #expect(FigureUnit.dollars.difference(Estimate(value: 0, standardError: 0)) == "no change")
    #expect(
      FigureUnit.dollars.difference(Estimate(value: 0, standardError: nil)) == "$0, no interval")
  }
}

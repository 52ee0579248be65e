import Reporting
import Testing

@Suite("Numbers in words")
struct NumberWordsTests {
  /// No-break spaces read as plain ones here.
  private func plain(_ text: String) -> String { text.replacing("\u{A0}", with: " ") }

  @Test(
    "shares",
    arguments: [
      (0, "0 %"), (1, "100 %"), (0.7289, "73 %"), (0.0157, "1.6 %"), (0.001, "0.10 %"),
      (0.00001, "< 0.01 %"), (-0.25, "−25 %"), (0.999, "99.9 %"), (0.9996, "99.96 %"),
      (0.9999, "99.99 %"), (1.0003, "100.03 %"), (-0.9996, "−99.96 %"), (1.0000000000001, "100 %"),
      (11.97, "1,197 %"),
      (0.0999, "10 %"),
    ])
  func shares(value: Double, text: String) {
    #expect(plain(NumberWords.percent(value)) == text)
  }

  @Test(
    "dollars",
    arguments: [
      (0, "$0"), (133e6, "$133m"), (1.5e9, "$1.5bn"), (999.6e6, "$1bn"), (-2500, "−$2.5k"),
      (12.345, "$12.3"), (0.001, "< $0.01"), (1e15, "$1,000tn"),
    ])
  func dollars(value: Double, text: String) {
    #expect(plain(NumberWords.dollars(value)) == text)
  }

  @Test("basis points, years, counts and lists")
  func others() {
    #expect(plain(NumberWords.basisPoints(1783.9)) == "1,784 bp")
    #expect(plain(NumberWords.basisPoints(-0.3)) == "0 bp")
    #expect(NumberWords.years(1) == "1 year")
    #expect(NumberWords.years(2.5) == "2.5 years")
    #expect(NumberWords.time(years: 2.34) == "2.3 years")
    #expect(NumberWords.time(years: 0.98) == "1 year")
    #expect(NumberWords.time(years: 0.1) == "5 weeks")
    #expect(NumberWords.time(years: 0.001) == "1 week")
    #expect(FigureUnit.dollars.apart(7.352e6, 7.351e6) == ["$7.352m", "$7.351m"])
    #expect(FigureUnit.share.apart(0.27, 0.25).map(plain) == ["27 %", "25 %"])
    #expect(NumberWords.count(1, "path") == "1 path")
    #expect(NumberWords.count(20_000, "path") == "20,000 paths")
    #expect(NumberWords.list([]) == "")
    #expect(NumberWords.list(["a", "b", "c"]) == "a, b and c")
    #expect(NumberWords.signed(-0.001, 2) == "0.00")
  }
}

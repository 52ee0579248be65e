import QuestionPages
import Questions
import ReportPages
import RiskMeasures
import ScenarioFiles
import Testing

/// The scenario's own value of what a sweep varies, on axes and in tables.
@Suite struct SweepOwnTests {
  private static func sweep(_ axes: String...) throws -> Sweep {
    try Sweep(
      SampleBook.varied(["simulation.paths=64"]),
      axes: axes.map { try Lever(parsing: $0, form: .grid) }, measures: ["pd(two,2)"])
  }

  /// Page and drawing of a sweep.
  private static func files(_ sweep: Sweep) throws -> (page: String, drawing: String) {
    let (base, outcomes) = try #require(try sweep.run(PairedRuns(threads: 1)))
    let texts = sweep.pages(base, outcomes).map { $0.text.replacing("\u{A0}", with: " ") }
    return (texts[0], texts[1])
  }

  private static func rows(_ page: String) -> [String] {
    page.matches(of: #/<tr><th scope="row"[^>]*>([^<]*)</#).map { String($0.1) }
  }

  /// The sample has 50 coins, a stress drift of −0.4 and another in calm times.
  @Test(arguments: [
    ("miners.two.treasury.btc=40:60:10", OwnValue.one("50"), Double?(1)),
    ("miners.two.treasury.btc=60,45,40", .one("50"), 0.5),
    ("miners.two.treasury.btc=60,70", .one("50"), nil),
    ("miners.two.treasury.btc*=0.5,2", .one("1"), 0.5),
    ("market.regimes.*.btc.drift=0,0.2", .between("-0.4", "0.1"), nil),
    ("miners.two.tranches.notes.maturity=2029-06-30,2030-06-30", .one("2029-12-31"), 0.5),
    ("miners.two.tranches.notes.kind=highYield,abl", .one("highYield"), 0),
    ("overlay=none", .one("none"), 0),
  ])
  func ownValueIsFoundAmongTheValues(lever: String, own: OwnValue, place: Double?) throws {
    let lever = try Lever(parsing: lever, form: .grid)
    let sweep = try Sweep(SampleBook.varied(), axes: [lever], measures: ["pd(two,2)"])
    #expect(sweep.own == [own])
    #expect(sweep.own[0].place(among: lever.values) == place)
  }

  @Test func betweenTwoValuesItHasARowAndALine() throws {
    let (page, drawing) = try Self.files(try Self.sweep("miners.two.treasury.btc=45,60"))
    #expect(Self.rows(page) == ["45 coins", "* 50 coins", "60 coins"])
    #expect(page.contains("; * as in the scenario</caption>"))
    #expect(page.contains("Its treasury: bitcoin (two) is 50 coins."))
    #expect(drawing.contains(">as in the scenario: 50 coins</text>"))
    // A third of the way from 45 to 60, between the two points.
    let x = try #require(
      drawing.firstMatch(of: #/mark reference" d="M([0-9.]+) /#).flatMap { Double($0.1) })
    let dots = drawing.matches(of: #/<circle [^>]*cx="([0-9.]+)"/#).compactMap { Double($0.1) }
    #expect(abs(x - (dots[0] + (dots[1] - dots[0]) / 3)) < 0.02)
  }

  /// 183 and 730 days apart.
  @Test func datesStandOnACalendar() throws {
    let values = "2029-07-01,2029-12-31,2031-12-31"
    let sweep = try Self.sweep("miners.two.tranches.notes.maturity=\(values)")
    let (_, drawing) = try Self.files(sweep)
    let dots = drawing.matches(of: #/<circle [^>]*cx="([0-9.]+)"/#).compactMap { Double($0.1) }
    try #require(dots.count == 3)
    #expect(abs((dots[2] - dots[1]) / (dots[1] - dots[0]) - 730.0 / 183) < 0.01)
    // What does not ascend has equal steps.
    let other = try Self.sweep(
      "miners.two.tranches.notes.maturity=2031-12-31,2029-07-01,2029-12-31")
    let equal = try Self.files(other).drawing.matches(of: #/<circle [^>]*cx="([0-9.]+)"/#)
      .compactMap { Double($0.1) }
    #expect(abs(equal[2] - 2 * equal[1] + equal[0]) < 0.05)
  }

  /// A date between two others stands where the calendar has it, not in their middle.
  @Test func theScenariosOwnDateStandsOnTheCalendar() throws {
    // The sample's notes fall due on 2029-12-31, 91 days before the second.
    let sweep = try Self.sweep(
      "miners.two.tranches.notes.maturity=2029-07-01,2030-04-01,2031-04-01")
    let (_, drawing) = try Self.files(sweep)
    let x = try #require(
      drawing.firstMatch(of: #/mark reference" d="M([0-9.]+) /#).flatMap { Double($0.1) })
    let dots = drawing.matches(of: #/<circle [^>]*cx="([0-9.]+)"/#).compactMap { Double($0.1) }
    #expect(abs((x - dots[0]) / (dots[1] - dots[0]) - 183.0 / 274) < 0.001)
  }

  @Test func beyondTheValuesItIsSaidAndNotDrawn() throws {
    let (page, drawing) = try Self.files(try Self.sweep("miners.two.treasury.btc=60,70"))
    #expect(Self.rows(page) == ["* 50 coins", "60 coins", "70 coins"])
    #expect(page.contains("is 50 coins (beyond the values tried)."))
    #expect(!drawing.contains("as in the scenario"))
  }

  /// Drift is one of the rows, 50 coins lie between two columns: a wedge for each, and one in the legend.
  @Test func aGridHasWedgesAtRowsAndColumns() throws {
    let sweep = try Self.sweep(
      "market.regimes.stress.btc.drift=-0.4,-0.2", "miners.two.treasury.btc=45,60")
    let (page, drawing) = try Self.files(sweep)
    #expect(drawing.ranges(of: "dot c7 own").count == 3)
    #expect(drawing.contains(">as in the scenario</text>"))
    #expect(
      Self.rows(page) == ["* −40 % a year"] + Array(repeating: "* −40 % a year", count: 2)
        + Array(repeating: "−20 % a year", count: 2))
    #expect(page.contains("<td class=\"n\">* 50 coins</td>"))
    #expect(!page.contains("the intervals"))
  }
}

import RiskMeasures
import TestSupport
import Testing
import minerstress

/// When a run has enough paths.
@Suite struct UntilConditionTests {
  private let book = BookShape(HandBook.scenario)

  private func condition(_ text: String) throws -> UntilCondition {
    try UntilCondition(text, book: book)
  }

  @Test(arguments: [
    ("pd(any,1)<1%", 0.01, true), ("pd(A,1) < 0.5 %", 0.005, true),
    ("el(portfolio)<50000", 50_000, false), ("es(0.99)<1e6", 1e6, false),
  ])
  func limitsAreRead(text: String, limit: Double, isRelative: Bool) throws {
    let condition = try condition(text)
    #expect(condition.limit == limit && condition.isRelative == isRelative)
  }

  @Test(arguments: [
    ("pd(any,1)", "expected a measure and a limit"), ("pd(any,1)<", "a limit above 0"),
    ("pd(any,1)<0%", "a limit above 0"), ("pd(any,1)<-1", "a limit above 0"),
    ("pd(any,1)<inf", "a limit above 0"), ("pd(nobody,1)<1%", "nobody"), ("<1%", "--until: "),
    ("pd(any,1)<50", "write 50% for 50 % of the estimate"),
  ])
  func nonsenseIsRefused(text: String, reason: String) {
    #expect(problem { try condition(text) }.contains(reason))
  }

  @Test(arguments: [
    (1, [1]), (16_384, [16_384]), (16_385, [16_384, 16_385]),
    (100_000, [16_384, 32_768, 65_536, 100_000]),
  ])
  func pathsAreDoubled(most: Int, stages: [Int]) {
    #expect(UntilCondition.stages(upTo: most) == stages)
  }

  /// An error of a mean loss of a handful of paths is none.
  @Test func aMeanLossNeedsTensOfLosses() throws {
    var tally = StressTally(HandBook.scenario)
    tally.add(HandBook.outcomes, firstPath: 0)
    let few = try condition("el(A)<1e12")
    #expect(few.events(in: tally.result(), book: book) == 2)
    #expect(!few.isMet(by: tally))
    for block in 1..<30 { tally.add(HandBook.outcomes, firstPath: 4 * block) }
    #expect(few.events(in: tally.result(), book: book) == 60)
    #expect(few.isMet(by: tally))
    #expect(few.shortage(in: tally) == nil)
  }

  /// Defaults whose claims are paid in full say nothing of losses.
  @Test func defaultsWithoutALossDoNotCount() throws {
    var paid = HandBook.outcomes
    paid.recoveryUSD = paid.claimUSD
    paid.discountLosses()
    var tally = StressTally(HandBook.scenario)
    for block in 0..<100 { tally.add(paid, firstPath: 4 * block) }
    #expect(tally.result().portfolio.defaults.count == 300)
    for text in ["el(A)<1e12", "el(portfolio)<1e12", "breakEven(A,loan)<1e12", "es(0.6)<1e12"] {
      #expect(try condition(text).events(in: tally.result(), book: book) == 0, "\(text)")
      #expect(try !condition(text).isMet(by: tally), "\(text)")
    }
  }

  /// The interval printed may be narrow enough all the same.
  @Test func tooFewLossesAreSaid() throws {
    var tally = StressTally(HandBook.scenario)
    tally.add(HandBook.outcomes, firstPath: 0)
    #expect(
      try condition("el(A)<1e12").shortage(in: tally)
        == "el(A) rests on 2 paths with a loss, and its error is believed from 50 on")
    #expect(try condition("pd(A,1)<0.3").shortage(in: tally) == nil)
    // Two of four paths lose nothing.
    #expect(
      try condition("var(0.5)<5%").shortage(in: tally)
        == "var(0.5) is 0 there, and no interval is narrower than a share of 0")
  }

  /// A tenth of 600 paths, and a twentieth, lie beyond levels that the table has not and has.
  @Test func everyLevelHasAnEstimate() throws {
    var tally = StressTally(HandBook.scenario)
    for block in 0..<150 { tally.add(HandBook.outcomes, firstPath: 4 * block) }
    for level in ["0.6", "0.9", "0.75"] {
      #expect(try condition("es(\(level))<1e12").isMet(by: tally))
      #expect(try condition("var(\(level))<1e12").isMet(by: tally))
    }
    #expect(try condition("es(0.6)<1e12").isMet(by: tally))
    #expect(try !condition("es(0.6)<1e-12").isMet(by: tally))
    #expect(try !condition("es(0.95)<1e12").isMet(by: tally))
    let row = tally.lossQuantile(thousandths: 950)
    let table = try #require(tally.result().lossQuantiles.first { $0.thousandths == 950 })
    #expect(row.valueAtRiskUSD == table.valueAtRiskUSD && row.low == table.low)
    #expect(row.expectedShortfallUSD == table.expectedShortfallUSD)
  }

  /// `pd(A,1)` is 2 of 4 paths: half-width 1.96·√(0.25/n) on either side of the limit; nobody's
  /// default among four paths is no certainty.
  @Test func theHalfWidthDecides() throws {
    var tally = StressTally(HandBook.scenario)
    tally.add(HandBook.outcomes, firstPath: 0)
    for (text, isMet) in [
      ("pd(A,1)<0.4", true), ("pd(A,1)<0.3", false), ("pd(A,1)<120%", true),
      ("pd(A,1)<60%", false),
    ] {
      #expect(try condition(text).isMet(by: tally) == isMet, "\(text)")
    }
    var quiet = StressTally(HandBook.scenario)
    var nothing = HandBook.outcomes
    nothing.defaultStep = nothing.defaultStep.map { _ in -1 }
    nothing.bottomlessDefaultStep = nothing.defaultStep
    quiet.add(nothing, firstPath: 0)
    #expect(try !condition("pd(any,1)<0.1").isMet(by: quiet))
    #expect(try condition("pd(any,1)<0.3").isMet(by: quiet))
  }
}

import QuestionPages
import Questions
import RiskMeasures
import StressEngine
import TestSupport
import Testing

@Suite struct MeasureTests {
  static let texts = [
    "pd(\"miner one\",1)", "pd(two,0.5)", "pd(any,2)", "el(two)", "el(portfolio)",
    "breakEven(\"miner one\",\"coin loan\")", "var(0.95)", "es(0.99)",
  ]

  @Test(arguments: texts)
  func textOfAParsedMeasureIsItself(text: String) throws {
    let book = BookShape(try SampleBook.varied().base.scenario)
    #expect(try Measure(parsing: text, book: book).text(in: book) == text)
  }

  @Test(
    arguments: zip(
      texts,
      [
        "PD of miner one within 1 year", "PD of two within 6 months",
        "PD of any borrower within 2 years", "expected loss on two within 2 years",
        "expected loss of the portfolio within 2 years",
        "break-even spread of coin loan (miner one)",
        "95 % VaR of the portfolio", "99 % expected shortfall of the portfolio",
      ]))
  func measuresAreSaidInWords(text: String, words: String) throws {
    let book = BookShape(try SampleBook.varied().base.scenario)
    let said = try Measure(parsing: text, book: book).words(in: book)
    #expect(said.replacing("\u{A0}", with: " ") == words)
  }

  /// 1.04 years are twelve steps of a month: the horizon may be typed either way.
  @Test func theHorizonIsAMeasuresHoweverItIsTyped() throws {
    let varied = try SampleBook.varied(["stepsPerYear=12", "horizonYears=1.04"])
    let book = BookShape(varied.base.scenario)
    for years in ["1", "1.04"] {
      #expect(try Measure(parsing: "pd(two,\(years))", book: book).text(in: book) == "pd(two,1)")
    }
    let refused = #expect(throws: QuestionError.self) {
      try Measure(parsing: "pd(two,1.08)", book: book)
    }
    #expect(refused.map { "\($0)".contains("the horizon of 1, found \"1.08\"") } == true)
  }

  /// Of 79 weeks the last three days are a month of their own: what defaults there is in the standard PD, and in
  /// words both PD and loss are of the same 18.2 months.
  @Test func theMonthOfTheHorizonIsTheLastOne() throws {
    let varied = try SampleBook.varied([
      "stepsPerYear=52", "horizonYears=1.519", "miners.two.insolvency.tested=atHorizon",
    ])
    let scenario = varied.base.scenario
    let book = BookShape(scenario)
    let result = try #require(StressRun(scenario, threads: 2).run()).result()
    for (measure, summary) in zip(
      Measure.standard(for: book).filter { $0.unit == .share }, result.miners + [result.portfolio])
    {
      let found = try #require(PairedRuns(threads: 2).estimate(measure, of: scenario))
      #expect(summary.defaults.value > 0)
      #expect(found.value == summary.defaults.value, "\(measure.text(in: book))")
      #expect(measure.estimate(in: result, book: book)?.value == summary.defaults.value)
    }
    let last = Measure.defaultProbability(miner: 1, month: 19)
    for text in ["pd(two,1.5833)", "pd(two,1.519)"] {
      #expect(try Measure(parsing: text, book: book) == last)
    }
    #expect(last.text(in: book) == "pd(two,1.5833)")
    #expect(last.words(in: book) == "PD of two within 18.2 months")
    #expect(
      Measure.expectedLoss(miner: 1).words(in: book) == "expected loss on two within 18.2 months")
    let before = try Measure(parsing: "pd(two,1.5)", book: book)
    #expect(before.words(in: book) == "PD of two within 18 months")
    #expect(
      problem { try Measure(parsing: "pd(two,1.6667)", book: book) }.hasSuffix(
        ": expected years up to the horizon of 1.519, found \"1.6667\""))
  }

  @Test func perCentAndBareNamesAreRead() throws {
    let book = BookShape(try SampleBook.varied().base.scenario)
    #expect(try Measure(parsing: " var( 99% ) ", book: book) == .valueAtRisk(thousandths: 990))
    #expect(
      try Measure(parsing: "pd(miner one, 1.5)", book: book)
        == .defaultProbability(miner: 0, month: 18))
  }

  /// Paths and result tables are two ways to the same estimate and error.
  @Test(arguments: texts)
  func agreesWithTheResultTables(text: String) throws {
    let scenario = try SampleBook.varied().base.scenario
    let book = BookShape(scenario)
    let measure = try Measure(parsing: text, book: book)
    let result = try #require(StressRun(scenario, threads: 2).run()).result()
    let table = try #require(measure.estimate(in: result, book: book))
    let paths = try #require(PairedRuns(threads: 1).estimate(measure, of: scenario))
    expectEqual(paths.value, table.value, within: 1e-12, text)
    // In the table intervals of order statistics are binomial.
    let slack = text.hasPrefix("var") || text.hasPrefix("es") ? 1e-9 : 1e-3
    expectEqual(
      try #require(paths.standardError), try #require(table.standardError), within: slack, text)
    if text.hasPrefix("pd") { #expect(paths.standardError == table.standardError) }
  }

  /// Of 200 paths ten lie beyond 95 %, two beyond 99 % and none beyond 99.9 %: errors are those of the run's
  /// table, wide or unknown; of what does not change there is none.
  ///
  /// Of value at risk they are unknown where the table has no interval.
  @Test(arguments: ["es(0.95)", "es(0.99)", "es(0.999)", "var(0.95)", "var(0.99)", "var(0.999)"])
  func errorsOfShortTailsAreThoseOfTheTable(text: String) throws {
    let varied = try SampleBook.varied(["simulation.paths=200"])
    let book = BookShape(varied.base.scenario)
    let result = try #require(StressRun(varied.base.scenario, threads: 1).run()).result()
    let table = try Measure(parsing: text, book: book).estimate(in: result, book: book)
    let sweep = try Sweep(
      varied, axes: [try Lever(parsing: "market.btc.spot=95", form: .grid)], measures: [text])
    let (base, cells) = try #require(try sweep.run(PairedRuns(threads: 1)))
    let found = base.values[0]
    #expect((found?.standardError == nil) == (table?.standardError == nil))
    #expect(found?.value == table?.value)
    expectEqual(found?.standardError ?? 0, table?.standardError ?? 0, within: 1e-9, text)
    #expect((cells[0].differences[0]?.standardError == nil) == (table?.standardError == nil))
    #expect(base.differences[0]?.standardError == 0)
  }

  /// Of twenty paths the greatest loss is on two's notes alone, and others move with the coin loan: that the tails
  /// agree is chance, and no difference that is known without error.
  @Test func tailsThatAgreeByChanceHaveNoError() throws {
    let share = "miners.\"miner one\".tranches.\"coin loan\".heldShare"
    let varied = try SampleBook.varied([
      "simulation.paths=20", "simulation.seed=4", "\(share)=0.02",
      "miners.\"miner one\".treasury.btc=150",
    ])
    let sweep = try Sweep(
      varied, axes: [try Lever(parsing: "\(share)=0.05", form: .grid)],
      measures: ["var(0.999)", "es(0.999)", "el(portfolio)"])
    let (_, cells) = try #require(try sweep.run(PairedRuns(threads: 1)))
    let differences = cells[0].differences
    for tail in differences.prefix(2) { #expect(tail?.value == 0 && tail?.standardError == nil) }
    #expect(try #require(differences[2]).value > 0)
  }

  @Test(arguments: [
    ("default", "expected " + Measure.forms), ("pd(two)", "expected " + Measure.forms),
    ("pd(twoo,1)", "no miner is called \"twoo\"; did you mean \"two\"?"),
    ("el(any)", "no miner is called \"any\"; the whole book is el(portfolio)"),
    ("el(PORTFOLIO)", "no miner is called \"PORTFOLIO\"; the whole book is el(portfolio)"),
    ("pd(portfolio,1)", "no miner is called \"portfolio\"; the whole book is pd(any,1)"),
    ("pd(two,3)", "expected years up to the horizon of 2, found \"3\""),
    ("pd(two,0)", "expected years up to the horizon of 2, found \"0\""),
    ("pd(two,0.3)", "expected years that are whole months, such as 0.25, found \"0.3\""),
    (
      "breakEven(two,note)",
      "no tranche of \"two\" is called \"note\"; did you mean \"notes\"?"
    ),
    ("var(99)", "expected a level from 0.5 to 0.999 in thousandths, found \"99\""),
    (
      "pd(it's,2)",
      "the quote ' at character 6 is not closed; close it, or write a name with ' in it as \"…\""
    ),
    ("es(1)", "expected a level from 0.5 to 0.999 in thousandths, found \"1\""),
  ])
  func errorsSayWhatWasExpected(text: String, message: String) throws {
    let book = BookShape(try SampleBook.varied().base.scenario)
    #expect(
      problem { try Measure(parsing: text, book: book) } == "measure \"\(text)\": \(message)")
  }
}

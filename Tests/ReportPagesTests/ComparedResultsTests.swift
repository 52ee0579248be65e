import CreditBasics
import ReportPages
import Reporting
import ResultReading
import RiskMeasures
import TestSupport
import Testing

@Suite struct ComparedResultsTests {
  /// The sample, and one in which `pivot` is half as likely to default and loses half as much.
  static let milder = SampleResult(
    miners: [
      .init(name: "pivot", pd: 0.3, loss: 1.0e7), .init(name: "legacy", pd: 0.1, loss: 1.0e6),
    ], anyDefault: 0.37)

  static func compared(
    _ pairing: ComparedResults.Pairing, with second: SampleResult = milder
  ) throws -> ComparedResults {
    ComparedResults(
      [try SampleResult.trap.read(), try second.read()], names: ["then", "now"],
      pairings: [pairing])
  }

  /// The page beside a result of independent draws.
  static func page(_ second: SampleResult, independent why: String) throws -> String {
    let compared = try compared(.independent(why), with: second)
    return ComparisonPage(compared, title: "two", changes: [[], []]).text
  }

  static func row(
    _ measure: ComparedMeasure, _ compared: ComparedResults
  ) throws -> ComparedResults.Row {
    try #require(compared.rows.first { $0.measure == measure && $0.result == 1 })
  }

  /// `pd_se` is 0.01 in both: the error of independent runs is `0.01 √2`.
  @Test func independentErrorsAddInSquares() throws {
    let compared = try Self.compared(.independent("of another seed"))
    #expect(compared.reasons == [nil, "of another seed"])
    let row = try Self.row(.defaultProbability("pivot"), compared)
    #expect(row.estimate == Estimate(value: 0.3, standardError: 0.01))
    let difference = try #require(row.difference)
    expectEqual(difference.value, -0.3)
    expectEqual(try #require(difference.standardError), 0.01 * 2.0.squareRoot())
  }

  /// A result over a longer time has more defaults for that alone.
  @Test func otherTimesAreSaid() throws {
    let first = try SampleResult.trap.read()
    #expect(try Self.compared(.identical).otherTimes == [])
    func later(_ change: (inout Scenario) -> Void) throws -> [String] {
      var sample = SampleResult.trap
      try sample.replace("\"steps\": 156,", with: "", in: "manifest.json")
      var scenario = try #require(sample.scenario)
      change(&scenario)
      sample.scenario = scenario
      let other = try sample.read()
      let compared = ComparedResults(
        [first, other], names: ["then", "now"], pairings: [.independent("of other inputs")])
      let page = ComparisonPage(compared, title: "A", changes: [[], []]).text
      for sentence in compared.otherTimes { #expect(page.contains(sentence)) }
      return compared.otherTimes
    }
    #expect(
      try later { $0.grid = TimeGrid(horizonYears: 5.58, stepsPerYear: 52) } == [
        "“now” counts defaults and losses over 5.58 years, “then” over 3: a longer time alone has "
          + "more of both."
      ])
    #expect(
      try later { $0.asOf = "2026-06-30" } == [
        "“now” begins on 2026-06-30, “then” on 2025-12-31."
      ]
    )
  }

  /// Each result that a table holds to a market is named, or all at once.
  @Test func aGivenMarketIsSaid() throws {
    // Of the past, values say nothing; a regime is that of the first step.
    var path = GivenPath(regimes: [.init(date: SampleResult.years(to: "2025-06-30"), value: 0)])
    for driver in [Driver.btc, .computeRent] {
      path.values[driver.rawValue] = [
        .init(date: SampleResult.years(to: "2026-06-30"), value: 1)
      ]
    }
    var sample = SampleResult.trap
    sample.scenario?.market.given = path
    let given = try sample.read()
    let plain = try SampleResult.trap.read()
    let compared = { (first: FinishedResult) in
      ComparedResults(
        [first, given], names: ["then", "dg"], pairings: [.independent("of other inputs")])
    }
    let market =
      "conditional on a market given until 2026-06-30: bitcoin, compute rent; until 2025-12-31: regime."
    #expect(compared(plain).givenMarkets == ["“dg” is \(market)"])
    #expect(compared(given).givenMarkets == ["Every result is \(market)"])
    #expect(try Self.compared(.identical).givenMarkets == [])
    let page = ComparisonPage(compared(plain), title: "A", changes: [[], []]).text
    #expect(page.contains("“dg” is \(market) Errors of differences are"))
  }

  /// Pairs are believed when they find both figures again.
  @Test func pairsAreBelievedThatFindTheFiguresAgain() throws {
    let measure = ComparedMeasure.expectedLoss("pivot")
    let found = PairedEstimate(first: 2.0e7, other: 1.0e7, standardError: 30)
    let compared = try Self.compared(.paired([measure: found]))
    #expect(compared.reasons == [nil, nil])
    #expect(
      try Self.row(measure, compared).difference == Estimate(value: -1.0e7, standardError: 30))
    let strange = PairedEstimate(first: 2.0e7, other: 1.1e7, standardError: 30)
    let doubted = try Self.compared(.paired([measure: strange]))
    #expect(
      doubted.reasons[1] == "this build does not find its figures again (expected_loss_usd)")
    let error = try #require(try Self.row(measure, doubted).difference?.standardError)
    expectEqual(error, 1000 * 2.0.squareRoot())
  }

  /// A borrower of only one result has a value and no difference.
  @Test func whatOnlyOneResultHasDoesNotDiffer() throws {
    let more = SampleResult(
      miners: SampleResult.trap.miners + [.init(name: "new", pd: 0.2, loss: 5e5)], anyDefault: 0.7)
    let compared = ComparedResults(
      [try SampleResult.trap.read(), try more.read()], names: ["then", "now"],
      pairings: [.identical])
    let rows = compared.rows.filter { $0.measure == .expectedLoss("new") }
    #expect(rows.map { $0.estimate?.value } == [nil, 5e5])
    #expect(rows.allSatisfy { $0.difference == nil })
  }

  @Test func thePageHoldsResultsAndInputs() throws {
    let page = ComparisonPage(
      try Self.compared(.independent("of <another> seed")), title: "A & B",
      changes: [
        [],
        [InputChange(words: "bitcoin price", key: "market.btc.spot", first: "$1", own: "$2")],
      ]
    ).text
    for part in [
      "<title>A &amp; B</title>",
      "Errors of differences are computed as if runs were independent (of &lt;another&gt; seed); runs of one "
        + "seed share draws, so that their true errors are mostly smaller.",
      "<caption>Inputs of “now” that are not those of “then”</caption>",
      "<th scope=\"row\">bitcoin price</th><td class=\"n\">$1</td><td class=\"n\">$2</td>",
      "<details><summary>Keys of these inputs</summary>",
      "<th scope=\"row\">bitcoin price</th><td>market.btc.spot</td>",
      "Default probability", "Expected loss", "pivot",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    for tag in ["section", "figure", "svg", "g", "table", "tr", "td", "div", "p"] {
      let opened = page.ranges(of: "<\(tag) ").count + page.ranges(of: "<\(tag)>").count
      #expect(opened == page.ranges(of: "</\(tag)>").count, "\(tag)")
    }
  }

  /// 2.1e7 then and 1.1e7 now, each ± 2000: −10 million, 1.96 · 2000 · √2 = 5544.
  @Test func theHeadingSaysWhatWasFound() throws {
    let page = ComparisonPage(
      try Self.compared(.independent("of another seed")), title: "two", changes: [[], []]
    ).text
    #expect(page.contains("<h1>“now” expects to lose $10m ± $5.5k less than “then”</h1>"))
    let same = ComparedResults(
      [try SampleResult.trap.read(), try SampleResult.trap.read()], names: ["a", "b"],
      pairings: [.identical])
    let equal = ComparisonPage(same, title: "two", changes: [[], []]).text
    #expect(equal.contains("<h1>All results expect the loss of “a”</h1>"))
  }

  /// `then` is the ring and `now` the disc in both charts, whichever is the worse; no mark is warm.
  @Test func eachResultHasOneMarkInEveryChart() throws {
    for names in [["then", "now"], ["now", "then"]] {
      let results = [try SampleResult.trap.read(), try Self.milder.read()]
      let compared = ComparedResults(
        names[0] == "then" ? results : results.reversed(), names: names,
        pairings: [.independent("of another seed")])
      let page = ComparisonPage(compared, title: "two", changes: [[], []]).text
      let marks = page.matches(
        of: #/class="(ring|dot) (c\d)"[^>]*><title>[^<]*?, (then|now):/#)
      #expect(Set(marks.map { String($0.3) }) == ["then", "now"])
      for mark in marks { #expect((mark.1 == "ring") == (mark.3 == names[0])) }
      #expect(!marks.contains { $0.2 == "c2" })
      let legends = page.matches(of: #/class="(ring|dot) c\d"[^>]*\/>\s*<text[^>]*>(then|now)</#)
      #expect(!legends.isEmpty)
      for entry in legends { #expect((entry.1 == "ring") == (entry.2 == names[0])) }
    }
  }

  /// Measures are said in the field's words, under whose they are, and never by a column's name.
  @Test func measuresAreInWords() throws {
    let page = ComparisonPage(
      try Self.compared(.independent("of another seed")), title: "two", changes: [[], []]
    ).text.replacing("\u{A0}", with: " ")
    #expect(page.contains("<caption>99 % VaR</caption>"))
    #expect(page.contains(">portfolio<small>PD of any borrower</small></th>"))
    #expect(page.contains("<small>break-even spread</small>"))
    #expect(page.contains("<small>expected loss, whole tranche</small>"))
    #expect(page.contains("A borrower’s loss is the share held; a tranche’s is the whole tranche."))
    for name in ["var_usd(", "break_even_spread_bps", "expected_loss_usd"] {
      #expect(!page.contains(name), "\(name)")
    }
  }

  /// Three columns to a table: result, value, change.
  ///
  /// Nothing is beyond the edge of a desk's screen.
  @Test func eachMeasureOfThePortfolioHasATableOfItsOwn() throws {
    let page = ComparisonPage(
      try Self.compared(.independent("of another seed")), title: "two", changes: [[], []]
    ).text
    let start = try #require(page.firstRange(of: "<div class=\"tables\">"))
    let end = try #require(page.firstRange(of: "Borrower by borrower"))
    let tables = page[start.upperBound..<end.lowerBound].split(separator: "<table>").dropFirst()
    #expect(tables.count == 4)
    for table in tables {
      #expect(table.ranges(of: "<th scope=\"col\"").count == 3)
      #expect(table.ranges(of: "<th scope=\"row\"").count == 2)
    }
    #expect(!page.contains("scroll many"))
  }

  /// A change with its interval does not break: beside it a phone has room for no fourth column.
  @Test func aTableThatAPhoneCannotShowSaysThatItScrolls() {
    let cells = ["portfolio", "+10.3 ± 0.2 points", "42.3 ± 0.4\u{A0}%", "severe"]
    let page = { (count: Int) in
      let columns: [DataTable.Column] = [
        .text("of"), .number("change"), .number("value"), .text("in"),
      ]
      let table = DataTable.limited(
        "Changes", Array(columns.prefix(count)), [Array(cells.prefix(count))], file: "f")
      return AskedPage(title: "t", eyebrow: "e", note: "n", charts: [], tables: [table]).text
    }
    #expect(page(4).contains("scroll many") && !page(3).contains("scroll many"))
    // Cells of a sweep over two inputs, 361 pixels wide; a longer first number, which does not break, is too wide.
    let sweep = { (first: String) in
      let table = DataTable.limited(
        "Cells", ["a", "b", "value", "change"].map { .number($0) },
        [[first, "* $20m", "1.00 ± 0.87\u{A0}%", "+53.2 ± 4.4 points"]], file: "f")
      return AskedPage(title: "t", eyebrow: "e", note: "n", charts: [], tables: [table]).text
    }
    #expect(!sweep("* $87.5k").contains("scroll many"))
    #expect(sweep("* $87.5k each").contains("scroll many"))
    #expect(sweep("").contains(".n{padding-right:6px}"))
  }

  /// The sample's values at risk have no interval: that is no certainty, and does not stand out.
  @Test func whatHasNoIntervalSaysSoAndComesLast() throws {
    let page = ComparisonPage(
      try Self.compared(.independent("of another seed")), title: "two", changes: [[], []]
    ).text.replacing("\u{A0}", with: " ")
    let moved = try #require(page.ranges(of: "What moved").last)
    let rows = page[moved.upperBound...]
    let first = try #require(rows.firstRange(of: ", no interval"))
    #expect(!rows.contains("± $0<"))
    // After it there are no rows but those without an interval.
    let rest = rows[first.upperBound...]
    let table = rest[..<(try #require(rest.firstRange(of: "</table>")).lowerBound)]
    #expect(table.ranges(of: "<tr").count > 0)
    #expect(table.split(separator: "<tr").dropFirst().allSatisfy { $0.contains("no interval") })
  }

  /// What only one of two results has is no row: each block of it is named once, with how much is in it.
  @Test func whatOnlyOneResultHasIsSummedUp() throws {
    let change = { (key: String, first: String, own: String, block: String?) in
      InputChange(words: "words of \(key)", key: key, first: first, own: own, block: block)
    }
    let page = ComparisonPage(
      try Self.compared(.independent("of another seed")), title: "two",
      changes: [
        [],
        [
          change("a", "1", "2", nil), change("b.c", "", "3", "launch B"),
          change("b.d", "", "4", "launch B"), change("e", "5", "", "words of e"),
        ],
      ]
    ).text
    #expect(page.contains("<p class=\"note\">Only in “now”: launch B (2 inputs).</p>"))
    #expect(page.contains("<p class=\"note\">Only in “then”: words of e 5.</p>"))
    for words in [">absent<", "words of b.c", "b.d"] { #expect(!page.contains(words), "\(words)") }
    #expect(page.ranges(of: ">words of a</th>").count == 2, "in its table, and beside its key")
  }

  /// A spread of 174,403 bp is in words, with the number in small letters, and last whatever its error.
  @Test func aSpreadThatNobodyPaysIsInWordsAndLast() throws {
    // The sample's spreads are losses over 20,000.
    let ruined = SampleResult(
      miners: [
        .init(name: "pivot", pd: 0.9, loss: 174_403 * 2e4),
        .init(name: "legacy", pd: 0.1, loss: 1.0e6),
      ], anyDefault: 0.9)
    let compared = ComparedResults(
      [try SampleResult.trap.read(), try ruined.read()], names: ["then", "now"],
      pairings: [.independent("of another seed")])
    let page = ComparisonPage(compared, title: "two", changes: [[], []]).text
      .replacing("\u{A0}", with: " ")
    let moved = try #require(page.ranges(of: "<caption>Changes from").last)
    let rows = page[moved.upperBound...].prefix { $0 != "§" }
    let body = rows[..<(try #require(rows.firstRange(of: "</table>")).lowerBound)]
    let last = try #require(body.split(separator: "<tr>").last)
    #expect(last.contains("<small>break-even spread; above 100 % a year, 174,403"))
    #expect(last.contains(">–</td>") && last.contains(">no spread pays</td>"))
    #expect(page.contains("their spreads do not rank"))
    #expect(body.ranges(of: "174,403").count == 1)
  }

  /// Runs of two seeds are independent indeed.
  @Test func errorsOfRunsOfOneSeedAreSaidToBeTooWide() throws {
    var other = Self.milder
    let manifest = try #require(other.files["manifest.json"])
    other.changes["manifest.json"] = manifest.replacing(#/"seed": ?\d+/#, with: "\"seed\":77")
    let page = { try Self.page($0, independent: "pairing was not asked for") }
    let words = "as if runs were independent (pairing was not asked for)"
    #expect(try page(Self.milder).contains("\(words); runs of one seed share draws"))
    #expect(try page(other).contains("\(words).</p>"))
  }

  /// VaR of 0 whose interval goes to $2.9m is not 0 ± half of that.
  @Test func anUnevenIntervalOfAValueAtRiskHasBothEnds() throws {
    var uneven = Self.milder
    uneven.changes["loss_quantiles.csv"] = """
      level,return_period,var_usd,var_ci95_low,var_ci95_high,es_usd,es_se
      0.99,100,0,0,2900000,4000000,1000

      """
    let compared = try Self.compared(.independent("of another seed"), with: uneven)
    let page = ComparisonPage(compared, title: "two", changes: [[], []]).text
    #expect(page.contains(">$0 ($0 to $2.9m)</td>") && !page.contains("$0.0m ±"))
    #expect(page.contains("±, brackets and whiskers are 95"))
    // The table of the results is as it was: half of 2.9 million is 1.96 errors.
    let row = try Self.row(.valueAtRisk(thousandths: 990), compared)
    expectEqual(try #require(row.estimate?.standardError), 1.45e6 / 1.959963984540054)
  }

  /// What the pointer shows of a mark is what a table would say.
  @Test func marksOfWhatIsUnseenOrCertainSaySo() throws {
    // Every path shows the same, so that there is no error.
    let results = try [SampleResult.nobody, .everybody].map { sample in
      var sample = sample
      sample.changes["summary.csv"] = try #require(sample.files["summary.csv"])
        .replacing(#/,([01])\.0,0\.01,/#) { ",\($0.1),0," }
      return try sample.read()
    }
    let compared = ComparedResults(
      results, names: ["nobody", "everybody"], pairings: [.independent("of other inputs")])
    let page = ComparisonPage(compared, title: "two", changes: [[], []]).text
      .replacing("\u{A0}", with: " ")
    #expect(page.contains("<title>pivot, nobody: none seen</title>"))
    #expect(page.contains("<title>pivot, everybody: 100 % (above 99.7 %)</title>"))
    #expect(!page.contains("0 %, no interval"))
  }

  @Test func ofTwoChangesOneIsTheLargerAndOfThreeTheLargest() throws {
    let results = try [SampleResult.trap, Self.milder, SampleResult.nobody, Self.milder].map {
      try $0.read()
    }
    for (count, words) in [(3, "the larger of 2 changes"), (4, "the largest of 3 changes")] {
      let compared = ComparedResults(
        Array(results.prefix(count)), names: Array(["a", "b", "c", "d"].prefix(count)),
        pairings: Array(repeating: .independent("of another seed"), count: count - 1))
      let page = ComparisonPage(
        compared, title: "all", changes: Array(repeating: [], count: count)
      ).text
      #expect(page.contains(", \(words)</h1>"))
      #expect(page.contains("<th scope=\"col\">whose</th>"))
      #expect(page.contains("<th scope=\"col\">result</th></tr>"))
    }
  }

  /// Seed, paths and version of both results once where they agree, else of each.
  @Test func theFootSaysWhereTheResultsAreFrom() throws {
    let page = { try Self.page($0, independent: "of another seed") }
    let same = try page(Self.milder)
    let foot = try #require(same.firstMatch(of: #/<footer><p>([^<]*)<\/p>/#)).1
    #expect(foot.contains(" paths · run by minerstress ") && foot.contains("eed "))
    #expect(
      foot.hasSuffix(" · page by minerstress \(ProgramVersion.text) · figures in comparison.csv."))
    #expect(foot.ranges(of: " paths").count == 1 && !foot.contains("“then”"))
    var other = Self.milder
    let manifest = try #require(other.files["manifest.json"])
    other.changes["manifest.json"] = manifest.replacing(#/"seed": ?\d+/#, with: "\"seed\":77")
    let apart = try #require(try page(other).firstMatch(of: #/<footer><p>([^<]*)<\/p>/#)).1
    #expect(apart.contains("“then”: ") && apart.contains("“now”: ") && apart.contains("seed 77"))
  }
}

import CreditBasics
import ReportPages
import Testing

@Suite("Verdict")
struct VerdictTests {
  private func texts(_ sample: SampleResult) throws -> (heading: String, paragraph: String) {
    let verdict = Verdict(result: try sample.read())
    let paragraph = verdict.paragraph.text.replacing("\u{A0}", with: " ")
      .replacing("<strong>", with: "").replacing("</strong>", with: "")
    return (verdict.heading, paragraph)
  }

  @Test("who, when, why, cost, belief and pricing are all said")
  func trap() throws {
    let (heading, paragraph) = try texts(.trap)
    #expect(heading == "1 of 2 miners is more likely than not to default within 3 years")
    for sentence in [
      "Within 3 years at least one of 2 miners defaults on 64.0 ± 2.0 % of 1,000 paths.",
      "More likely than not: pivot (60 %).",
      "The first default comes after 1.3 years on average; pivot, when it defaults, does so after "
        + "1.5 years.",
      "The cause is always the same: debt that falls due and can be neither repaid nor refinanced.",
      "The lender is expected to lose $21m ± $3.9k, 21 % of what it holds today; in the worst "
        + "1 % of the paths, $37.8m ± $2k.",
      "saw a default on 32 % of them and a loss of $5.25m: it misses 75 % of the loss.",
      "1 of 2 priced tranches pays less than it is expected to lose: loan of pivot offers 500 bp and "
        + "would need 1,000 bp.",
    ] {
      #expect(paragraph.contains(sentence), "\(sentence) is not in: \(paragraph)")
    }
  }

  /// The lender's view of `pivot` is worse than the full model's $20m, that of `legacy` a quarter of $1m.
  private func pessimist(_ rows: String) throws -> String {
    var sample = SampleResult.trap
    sample.changes["underwriting_gap.csv"] = """
      miner,measure,lender_view,full_model,difference,difference_se
      pivot,expected_loss_usd,3e7,2e7,-1e7,100
      legacy,expected_loss_usd,2.5e5,1e6,7.5e5,100
      PORTFOLIO,pd,0.5,0.64,0.14,0.01
      PORTFOLIO,expected_loss_usd,3.03e7,2.1e7,-9.3e6,100
      \(rows)

      """
    return try texts(sample).paragraph
  }

  @Test(
    "a lender's view that expects more loss says of whom, by which of its beliefs, and what it misses"
  )
  func overstated() throws {
    let loss = "a loss of $30.3m: it overstates the loss of pivot ($30m instead of $20m)"
    let rest = ", and misses 75 % of the others’ loss."
    // After three years the marks are no lower than the market's; after two they are.
    let marks = try pessimist(
      "pivot,ltv_year_2,2.2,1.9,-0.3,0.01\npivot,ltv_year_3,1.5,1.8,0.3,0.01\npivot,pd,0.7,0.6,-0.1,0.01"
    )
    let written =
      ", whose hardware and sites it writes off over 6 years (loan to value after 2 years: 220 % instead of 190 %)"
    #expect(marks.contains(loss + written + rest), "\(marks)")
    let defaults = try pessimist("pivot,pd,0.7,0.6,-0.1,0.01")
    #expect(
      defaults.contains(
        loss + ", which it sees in default on 70 % of the paths instead of 60 %" + rest),
      "\(defaults)")
    #expect(try pessimist("pivot,pd,0.6,0.6,0,0.01").contains(loss + rest))
  }

  @Test("the section on the lender's view names all that this view changes")
  func beliefs() throws {
    let page = try SampleResult.trap.plainPage()
    #expect(
      page.contains(
        "with rent and the short rate flat, no launches, no jumps, GPUs at cost written off over "
          + "6 years, calm-market correlations (regime “calm”) at all times, and sales that move no "
          + "price. Everything else"))
  }

  /// The full model loses $1m there, or nothing.
  @Test("a lender's view without a default is no loss of $0", arguments: [true, false])
  func blind(losing: Bool) throws {
    var sample = losing ? SampleResult.trap : SampleResult.nobody
    sample.changes["underwriting_gap.csv"] = """
      miner,measure,lender_view,full_model,difference,difference_se
      PORTFOLIO,pd,0,\(losing ? 0.5 : 0),\(losing ? 0.5 : 0),0
      PORTFOLIO,expected_loss_usd,0,\(losing ? 1e6 : 0),\(losing ? 1e6 : 0),0

      """
    let end = losing ? " and misses all of the loss." : " either."
    #expect(try texts(sample).paragraph.contains("on the same paths, saw no default\(end)"))
    let page = try sample.plainPage()
    #expect(page.contains("no loss") && page.contains("no default on any of the paths"))
    #expect(!page.contains("a loss of $0"))
  }

  @Test("no default is no proof of safety")
  func nobody() throws {
    let (heading, paragraph) = try texts(.nobody)
    #expect(heading == "None of 2 miners defaults on any path within 3 years")
    #expect(paragraph.hasPrefix("No miner defaults on any of 1,000 paths. That is not a proof"))
    // Three in 1,000 paths, and the same bound wherever the page has one.
    #expect(paragraph.contains("is only known to be below 0.3 %, at 95 %."))
    let page = try SampleResult.nobody.plainPage()
    #expect(page.contains("<dd>none seen</dd><dd>below 0.3 % at 95 %</dd>"))
    #expect(page.contains("pivot, full model: none seen, below 0.3 % at 95 %"))
    // The curve says so too: Wilson's interval would reach 0.38 %.
    #expect(page.contains("pivot: none seen (below 0.3 %)") && !page.contains("0.38 %"))
    #expect(!page.contains("2.0 %"))
    #expect(page.contains("<dd>none seen in the worst 1 % of paths</dd>"))
    #expect(paragraph.contains("The lender loses nothing on any of them."))
    #expect(!paragraph.contains("on average") && !paragraph.contains("priced tranche"))
  }

  /// Two miners and the portfolio without any default, and one more column, or two, of the summary.
  private func nobody(
    column: String, _ values: [some CustomStringConvertible]
  ) -> SampleResult {
    var sample = SampleResult.nobody
    sample.changes["summary.csv"] = """
      miner,pd,pd_se,pd_ci95_low,pd_ci95_high,mean_default_year,expected_loss_usd,expected_loss_se,\
      initial_debt_usd,cascade_share,\(column)
      pivot,0,0,0,0.02,,0,0,6e8,,\(values[0])
      legacy,0,0,0,0.02,,0,0,2e8,,\(values[1])
      PORTFOLIO,0,0,0,0.02,,0,0,8e8,,\(values[2])
      """
    return sample
  }

  @Test("who is closed without a default is said")
  func closed() throws {
    let sample = nobody(column: "closed", [0, 0.15, 0.15])
    #expect(try texts(sample).paragraph.contains(", which no figure counts: legacy 15 %. "))
    #expect(try !texts(.nobody).paragraph.contains("Closed"))
  }

  @Test("where most principal falls due after the horizon, the finding says that it is not tested")
  func untested() throws {
    let sample = nobody(column: "beyond_horizon", [1, 0.5, 0.875])
    // All of $600m and half of $200m.
    let sentence =
      "$700m of principal, 88 % of all, falls due after the horizon, so these figures do not test "
      + "its repayment."
    #expect(try texts(sample).paragraph.contains(sentence))
    #expect(try sample.page().contains("of principal falls due after the horizon</dd>"))
    #expect(try !texts(.nobody).paragraph.contains("falls due after"))
  }

  @Test("what is still owed when the run ends is said where today's schedule does not say it")
  func extended() throws {
    let columns = "beyond_horizon,owed_at_end_share"
    let sample = nobody(column: columns, ["0,0.592", "0,0.0004", "0,0.44"])
    let sentence =
      "Still owed when the run ends, extended: pivot 59 % of principal and commitments, on average over "
      + "all paths: what is lost after that is in no figure."
    #expect(try texts(sample).paragraph.contains(sentence))
    #expect(try !sample.page().contains("is still owed when the run ends</dd>"), "less than half")
    let most = nobody(column: columns, ["0,0.9", "0,0", "0,0.675"])
    #expect(try most.page().contains(">68\u{A0}% is still owed when the run ends</dd>"))
    let late = nobody(column: columns, ["1,0.9", "0,0", "0.75,0.675"])
    #expect(try !texts(late).paragraph.contains("Still owed"), "the schedule says it")
  }

  /// Half of two loans of $100m and of $200m each that may still be drawn: $21m of $300m.
  @Test("a loss is a share of what is held and committed") func committed() throws {
    var sample = SampleResult.trap
    for miner in 0..<2 {
      sample.scenario?.miners[miner].tranches[0].commitment = Commitment(amountUSD: 2e8)
    }
    #expect(try texts(sample).paragraph.contains("7.0 % of what it holds or has committed;"))
  }

  @Test("when all default, only time and cost vary")
  func everybody() throws {
    let (heading, paragraph) = try texts(.everybody)
    #expect(heading == "All 2 miners default on every path within 3 years")
    #expect(
      paragraph.contains(
        "Every one of the miners defaults on every one of 1,000 paths (the probability is above "
          + "99.7 %, at 95 %). On these paths only its time and its cost vary."))
  }

  @Test("one path is spoken of in the singular, and bounds next to nothing")
  func onePath() throws {
    var sample = SampleResult.nobody
    sample.paths = 1
    let (_, none) = try texts(sample)
    #expect(none.hasPrefix("No miner defaults on the only path."))
    #expect(
      none.contains("below 95 %, at 95 %.") && none.contains("The lender loses nothing on it."))
    sample = .everybody
    sample.paths = 1
    let (_, all) = try texts(sample)
    #expect(all.hasPrefix("Every one of the miners defaults on the only path (the probability"))
    #expect(!all.contains("On these paths") && !all.contains("1 paths"))
  }

  @Test("a default without a loss is no expected loss of $0") func harmless() throws {
    let sample = SampleResult(
      miners: [.init(name: "solo", pd: 0.2, loss: 0)], anyDefault: 0.2)
    #expect(try texts(sample).paragraph.contains("The lender loses nothing on any of them."))
  }

  /// 1.3 years of half-yearly steps are three of them.
  @Test("the horizon is that of the steps that ran")
  func horizon() throws {
    var sample = SampleResult.trap
    try sample.replace("\"steps\": 156", with: "\"steps\": 3", in: "manifest.json")
    let debts = [("late", "2027-08-01"), ("soon", "2027-06-01")]
    var scenario = SampleResult.scenario([
      Miner(name: "pivot", tranches: debts.map { SampleResult.debt($0.0, due: $0.1) })
    ])
    scenario.grid = TimeGrid(horizonYears: 1.3, stepsPerYear: 2)
    sample.scenario = scenario
    #expect(try texts(sample).heading.hasSuffix("than not to default within 1.5 years"))
    let page = try sample.page()
    #expect(page.contains("<dt>horizon</dt><dd>1.5 years</dd>") && !page.contains("within 1.3"))
    let dates = page.matches(of: #/<td>(soon|late)</td><td>[^<]*</td><td>([^<]*)</td>/#)
    #expect(dates.map { "\($0.1) \($0.2)" } == ["soon yes", "late after its end"])
    // Without the number of steps the scenario's word is all there is.
    try sample.replace("\"steps\": 3,", with: "", in: "manifest.json")
    #expect(try texts(sample).heading.hasSuffix("within 1.3 years"))
  }

  @Test("a bound on what forced sales do not decide is rounded down")
  func cascades() throws {
    var sample = SampleResult.trap
    try sample.replace(",0.01\r\n\"legacy", with: ",0.0114\r\n\"legacy", in: "summary.csv")
    // Of 100 defaults of legacy 1 % needs them, of 600 of pivot 1.14 %: Wilson's intervals reach 5.45 and
    // 2.35 %.
    #expect(
      try texts(sample).paragraph.contains(
        "price impact at least 94.5 % of each miner’s defaults happen as well, at 95 %."))
    // Of ten defaults too little is known to say so.
    sample.miners[1].pd = 0.01
    sample.changes["summary.csv"] = nil
    #expect(
      try texts(sample).paragraph.contains(
        "Forced sales decide at most 1.0 % of any miner’s defaults on these paths; the 95 % interval of "
          + "one with few defaults reaches 2"))
  }

  @Test("a spread beyond 100 % a year is no price, in the finding and in every table")
  func unpayable() throws {
    var sample = SampleResult.trap
    try sample.replace("1000.0,5,500,-500.0", with: "174409,5,500,-173909", in: "tranches.csv")
    sample.changes["underwriting_gap.csv"] =
      "miner,measure,lender_view,full_model,difference,difference_se\n"
      + "pivot,break_even_bps:loan,12,174409,174397,5\nlegacy,break_even_bps:loan,0,50,50,5\n"
    #expect(
      try texts(sample).paragraph.contains(
        "loan of pivot offers 500 bp, and no spread pays its loss: it would have to be above 100 % a "
          + "year."))
    let page = try sample.plainPage()
    let table = try #require(page.firstMatch(of: #/<small>pivot, [^<]*<\/small>.*?<\/tr>/#)).0
    #expect(table.contains("<td class=\"n\">no spread pays</td><td class=\"n\">–</td>"))
    #expect(!page.contains("174,409 bp") && !page.contains("173,909"))
    for (id, name) in [("spreads", "loan of pivot"), ("gap-spread", "loan (pivot)")] {
      let figure = try SampleResult.figure(id, of: page)
      #expect(
        figure.contains("Not drawn: \(name), which no spread pays: above 100 % a year."), "\(id)")
      let drawing = try #require(figure.firstMatch(of: #/<svg.*?<\/svg>/#.dotMatchesNewlines())).0
      #expect(drawing.contains("legacy") && !drawing.contains("pivot"), "\(id)")
    }
    // The lender expects no loss of the other loan.
    let gap = try SampleResult.figure("gap-spread", of: page)
    #expect(gap.contains("<td class=\"n\">none seen</td><td class=\"n\">50 bp</td>"))
  }

  @Test("a single miner is spoken of in the singular")
  func single() throws {
    let sample = SampleResult(miners: [.init(name: "solo", pd: 0.2, loss: 1e6)], anyDefault: 0.2)
    let (heading, paragraph) = try texts(sample)
    #expect(
      heading.replacing("\u{A0}", with: " ") == "solo defaults within 3 years on 20 % of the paths")
    #expect(!paragraph.contains("miners"))
    #expect(!paragraph.contains("first default"))
  }

  /// The sample's intervals reach 2 points to either side.
  @Test("more likely than not is claimed only where all of the interval is above one half")
  func undecided() throws {
    let likely = SampleResult(
      miners: [
        .init(name: "site", pd: 0.51, loss: 1e6), .init(name: "pivot", pd: 0.6, loss: 1e6),
        .init(name: "calm", pd: 0.47, loss: 1e6),
      ], anyDefault: 0.8)
    let (heading, paragraph) = try texts(likely)
    #expect(heading == "1 of 3 miners is more likely than not to default within 3 years")
    #expect(
      paragraph.contains(
        "More likely than not: pivot (60 %). Whether a default is likelier than not, these paths do not tell for "
          + "site (51 %)."))
    let open = SampleResult(
      miners: [.init(name: "site", pd: 0.51, loss: 1e6)] + likely.miners[2...],
      anyDefault: 0.7)
    let (none, words) = try texts(open)
    #expect(none.hasPrefix("At least one of 2 miners defaults"))
    #expect(
      words.contains(
        "The likeliest is site (51 %). Whether a default is likelier than not, these paths do not tell for "
          + "site (51 %)."))
  }

  @Test("what priced tranches are expected to lose is said to be by the run's end")
  func priced() throws {
    var sample = SampleResult.trap
    sample.changes["tranches.csv"] = try #require(sample.files["tranches.csv"])
      .replacing("500,-500.0", with: "1500,500")
    let plain = "Every priced tranche pays at least what it is expected to lose by the run’s end."
    #expect(try texts(sample).paragraph.contains(plain))
    // Most of one falls due later, half of the other is still owed.
    let rows = try #require(sample.files["tranches.csv"]).split(separator: "\r\n")
    func late(_ ends: [String]) throws -> String {
      sample.changes["tranches.csv"] = zip(rows, ["beyond_horizon,owed_at_end_share"] + ends)
        .map { "\($0),\($1)\r\n" }.joined()
      return try texts(sample).paragraph
    }
    let end = "falls due after it or is still owed then."
    #expect(
      try late(["0.9,0.4", "0,0.1"]).contains("by the run’s end; most of loan of pivot \(end)"))
    #expect(try late(["0.9,0.4", "0,0.5"]).contains("by the run’s end; most of each \(end)"))
    #expect(try late(["0.4,0.4", "0,0.1"]).contains(plain))
  }

  @Test("what is not held is not said to pay too little")
  func unheld() throws {
    var sample = SampleResult.trap
    let rows = try #require(sample.files["tranches.csv"]).split(separator: "\r\n")
    func said(_ shares: [String]) throws -> String {
      sample.changes["tranches.csv"] = zip(rows, ["held_share"] + shares)
        .map { "\($0),\($1)\r\n" }.joined()
      return try texts(sample).paragraph
    }
    #expect(try said(["1", "1"]).contains("1 of 2 priced tranches pays less"))
    #expect(
      try !said(["0", "1"]).contains("pays less") || !said(["1", "0"]).contains("pays less"))
  }

  @Test("sentences whose files are missing are left out")
  func bare() throws {
    var sample = SampleResult.trap
    sample.scenario = nil
    sample.changes = Dictionary(
      uniqueKeysWithValues: sample.files.keys
        .filter { !["manifest.json", "summary.csv"].contains($0) }.map { ($0, nil) })
    let (heading, paragraph) = try texts(sample)
    #expect(!paragraph.contains("spreadsheet"))
    #expect(!paragraph.contains("cause"))
    // Neither the horizon nor the causes are in what is left.
    #expect(heading == "1 of 2 miners is more likely than not to default by the horizon")
    #expect(paragraph.hasPrefix("By the horizon at least one of 2 miners defaults"))
    let page = try sample.page()
    #expect(page.contains("<dt>horizon</dt><dd>–</dd>") && !page.contains("0 years"))
    #expect(page.contains("<dd>–</dd><dd>the causes are not in this result</dd>"))
    #expect(paragraph.contains("The lender is expected to lose $21m"))
  }
}

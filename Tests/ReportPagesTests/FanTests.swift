import CreditBasics
import ReportPages
import Reporting
import ResultReading
import TestSupport
import Testing

@Suite("Fans that leave their frame")
struct FanBandTests {
  /// A frame from 0 (top) to 100 (bottom).
  private func band(_ points: [(x: Double, low: Double, high: Double)]) -> FanBand {
    FanBand(points.map { .init(x: $0.x, low: $0.low, high: $0.high) }, top: 0, bottom: 100)
  }

  @Test("a curve that leaves is cut where it crosses the edge, not bent towards it")
  func crossing() {
    // The high curve rises from 50 to −50 over 10 units: it crosses 0 in the middle.
    let points = band([(0, 80, 50), (10, 80, -50)]).points
    #expect(points.map(\.x) == [0, 5, 10])
    #expect(points[1].high == 0 && points[1].low == 80)
  }

  @Test("what lies beyond is known from crossing to crossing, at either edge")
  func runs() {
    let fan = band([(0, 80, 50), (10, 80, -50), (20, 80, 50), (30, 150, 50)])
    #expect(fan.above == [5...15])
    // From 80 to 150 over 10 units the low curve crosses 100 after two sevenths of the way.
    #expect(fan.below.count == 1)
    #expect(abs(fan.below[0].lowerBound - (20 + 20.0 / 7)) < 1e-9)
    #expect(fan.below[0].upperBound == 30)
    #expect(band([(0, 80, 50), (10, 80, 0)]).above.isEmpty)
  }

  @Test("a line has a gap where it is beyond the frame")
  func gap() {
    let line = band([(0, 50, 50), (10, -50, -50), (20, -50, -50), (30, 50, 50)]).visible
    #expect(line.map { $0.map(\.x) } == [[0, 5], [25, 30]])
    #expect(band([(0, -1, -1), (10, -1, -1)]).visible.isEmpty)
  }
}

@Suite("Fans of survivors")
struct SurvivorFanTests {
  /// Quarterly loans to value of a miner whose loan falls due on 15 May 2027, 1.37 years after 2025.
  ///
  /// - Parameter spike: The 95 % percentile of June 2027; empty is infinite.
  private func sample(spike: String) -> SampleResult {
    let rows = (1...8).flatMap { quarter in
      ["headline", "liquidation"].map { measure in
        let high = quarter == 6 ? spike : "0.9"
        return "pivot,\(Double(quarter) / 4),\(measure),900,0.2,0.4,0.5,0.7,\(high)\r\n"
      }
    }
    // A tenth defaults in month 19; a point later nobody more does.
    let term = (1...36).map { month in
      "pivot,\(month),\(Double(month) / 12),\(month < 19 ? 0.2 : 0.28),0.01,0.1\r\n"
    }
    var sample = SampleResult.trap
    let note = SampleResult.debt("note", 2e8, due: "2027-05-15") {
      $0.margin = MarginTerms(initialLTV: 0.5, callLTV: 0.8, liquidationLTV: 0.9)
    }
    sample.scenario = SampleResult.scenario([Miner(name: "pivot", tranches: [note])])
    sample.changes = [
      "ltv_fan.csv": "miner,year,measure,survivors,p05,p25,p50,p75,p95\r\n" + rows.joined(),
      "pd_term_structure.csv": "miner,month,year,cumulative_pd,pd_se,hazard_per_year\r\n"
        + term.joined(),
    ]
    return sample
  }

  private func page(spike: String) throws -> String {
    try sample(spike: spike).plainPage()
  }

  @Test(
    "a spike is told by a path on which its miner defaults in the quarter after it, one click away")
  func told() throws {
    var result = try sample(spike: "7.5").read()
    // The spike is in June 2027, 1.5 years after 2025: those who make it default by 1.75 years.
    #expect(result.spikes.map(\.miner) == ["pivot"])
    #expect(result.spikes.map(\.from) == [1.5] && result.spikes.map(\.to) == [1.75])
    // Other quarters may have more defaults: no superlative. From 20 to 28 % are a tenth of the rest.
    #expect(
      result.spikes.map { $0.title.replacing("\u{A0}", with: " ") } == [
        "A default of pivot in the quarter to Sep 2027, as on 10 % of the paths on which it got so far"
      ])
    func page(defaultYear: Double) -> String {
      result.told = ToldPaths(
        among: 1024,
        paths: [
          ToldPath(
            number: 17, title: result.spikes[0].title,
            lossUSD: 2.5e7,
            defaults: [(miner: "pivot", year: defaultYear)], miner: "pivot",
            text: "* DEFAULT of <pivot>\n")
        ])
      return ReportPage.render(result).replacing("\u{A0}", with: " ")
    }
    let link = "<a href=\"#path-17\">Path 17</a> tells how."
    #expect(page(defaultYear: 1.6).contains(link))
    #expect(page(defaultYear: 1.75).contains(link))
    #expect(!page(defaultYear: 1.5).contains(link))
    #expect(!page(defaultYear: 1.8).contains(link))
    // The text is inside the fold that the link opens, escaped; the path can be asked for.
    let told = page(defaultYear: 1.6)
    #expect(told.contains("<details><summary>What happens to pivot on path 17</summary>"))
    #expect(told.contains("id=\"path-17\""))
    #expect(told.contains("* DEFAULT of &lt;pivot&gt;"))
    #expect(
      told.contains("The lender loses <strong>$25m</strong>. In default: pivot after 1.6 years."))
    #expect(told.contains("Chosen among the first 1,024 paths."))
    result.told?.among = 1
    let alone = ReportPage.render(result)
    #expect(
      alone.contains("agrees with the run. It is the first one.") && !alone.contains("1 path."))
    #expect(told.contains("minerstress explain scenario.json --path 17 --miner pivot"))
  }

  @Test("a spike is named by those who default after it and by what fell due before")
  func spike() throws {
    let page = try page(spike: "7.5")
    #expect(
      page.contains(
        "<strong>1</strong> Jun 2027: 10 % of the paths without a default have one within the next quarter "
          + "(15 May 2027: note falls due, $200m)."))
    // The share is of all paths without a default, also of those that owe nothing and are in no fan.
    #expect(!page.contains("of these survivors"))
    #expect(page.contains("class=\"t call\""))
  }

  @Test("a range beyond the frame says how far it goes", arguments: [("7.5", "750 %"), ("", "∞")])
  func beyond(spike: String, words: String) throws {
    let page = try page(spike: spike)
    #expect(page.contains(">beyond the frame: up to \(words)</text>"))
    #expect(page.contains("class=\"mark beyond\""))
    // The frame shows the middle half and what is always shown, 120 %, not the spike.
    let figure = try SampleResult.figure("ltv-0", of: page)
    #expect(figure.contains(">120 %</text>") && !figure.contains(">140 %</text>"))
  }

  @Test("a fan inside its frame has neither arrowheads nor numbers")
  func inside() throws {
    let page = try page(spike: "0.95")
    #expect(!page.contains("beyond the frame:") && !page.contains("class=\"mark beyond\""))
    #expect(!page.contains("within the next quarter"))
  }

  @Test("what a dashed line is stands beside the chart, not on the fan")
  func reference() throws {
    let page = try page(spike: "0.95")
    #expect(page.contains("<i class=\"dash\"></i>100 %</span> · lowest margin call at 80 %"))
  }

  @Test("the fan of what a sale alone brings has the name and the colour of the loans' dots")
  func alone() throws {
    let page = try page(spike: "0.95")
    #expect(page.contains("<i class=\"c4\"></i>sold alone</span>"))
    let fan = try SampleResult.figure("ltv-0", of: page)
    #expect(fan.contains("class=\"mark line c4\"") && !fan.contains("class=\"mark line c2\""))
    #expect(!fan.contains(">liquidation<"))
    let loans = try SampleResult.figure("phantom-asOf", of: page)
    #expect(loans.contains("class=\"dot c4\"") && loans.contains(">sold alone</text>"))
  }
}

@Suite("Names of rows")
struct RowNamesTests {
  @Test("on a phone a tranche keeps its miner, each on a line of its own")
  func phone() throws {
    var sample = SampleResult.trap
    sample.changes["phantom_collateral.csv"] = """
      miner,tranche,moment,headline_ltv,liquidation_ltv_alone,liquidation_ltv_together\r
      aggressive-pivot,2030 secured notes,asOf,0.7,1.1,1.4\r

      """
    let page = try sample.page()
    let whole = "<title>2030 secured notes (aggressive-pivot)</title>"
    // One line on the wide drawing, two on the narrow one.
    #expect(page.ranges(of: whole).count == 3)
    #expect(page.contains(">2030 secured notes (aggressive-pivot)\(whole)"))
    #expect(page.contains(">2030 secured notes\(whole)"))
    #expect(page.contains(">aggressive-pivot\(whole)"))
  }

  @Test("names that differ only at their ends keep these where they are cut")
  func ends() {
    let names = (1...12).map { "Northern Plains Compute Holdings LLC no \($0)" }
    let short = Lettering.fitted(names + ["Southern Plains Compute Holdings LLC"], to: 150)
    #expect(Set(short).count == 13)
    #expect(short[11].hasPrefix("Northern") && short[11].hasSuffix(" no 12"))
    // Alone in its kind it keeps its beginning.
    #expect(short[12].hasPrefix("Southern Plains") && short[12].hasSuffix("…"))
    #expect(short.allSatisfy { Lettering.width($0) <= 150 })
    // Equal names stay equal, and are cut as one.
    #expect(Set(Lettering.fitted([names[0], names[0]], to: 150)).count == 1)
  }

  @Test("rows of charts and ends of lines tell borrowers of one kind apart")
  func drawn() throws {
    let kind = "Northern Plains Compute Holdings Limited Liability Company number"
    let sample = SampleResult(
      miners: [
        .init(name: "\(kind) 1", pd: 0.3, loss: 1e6), .init(name: "\(kind) 2", pd: 0, loss: 0),
      ],
      anyDefault: 0.3)
    let page = try sample.plainPage()
    for id in ["first-pd", "term"] {
      let figure = try SampleResult.figure(id, of: page)
      for number in [1, 2] {
        #expect(
          figure.contains(try Regex("…[A-Za-z ]* \(number)<title>")), "\(id)")
      }
    }
    let term = try SampleResult.figure("term", of: page)
    #expect(term.contains(">none seen</text>") && term.contains(">30 %</text>"))
    #expect(term.contains(">any miner<title>"))
  }

  @Test("the margin is as wide as the names, and little more than two fifths of a narrow drawing")
  func margin() {
    // A date without its day would be another date.
    let date = "months to 2032-09-02"
    #expect(RowNames([.init(date)], width: 380).margin >= Lettering.width(date) + 10)
    let short = RowNames([.init("a loan", of: "b")], width: 380)
    #expect(abs(short.margin - (Lettering.width("a loan (b)") + 14)) < 1e-9)
    let long = RowNames([.init("a loan with a very long name", of: "somebody")], width: 380)
    #expect(long.margin <= 0.42 * 380)
  }

  @Test("shares of next to nothing fit into their boxes")
  func boxes() throws {
    var sample = SampleResult.trap
    sample.changes["lgd_distribution.csv"] = """
      miner,tranche,bin_low,bin_high,paths,probability\r
      pivot,loan,0,0,1,0.00004\r
      pivot,loan,0,0.5,599,0.99\r
      pivot,loan,1,1,0,0.00996\r

      """
    let page = try sample.plainPage()
    let box = try #require(
      page.firstMatch(of: #/width="([0-9.]+)" height="24" style="[^"]+"\/><text[^>]*>&lt; 0.01 %/#))
    let width = try #require(Double(box.1))
    #expect(width >= Lettering.width("< 0.01 %"))
  }
}

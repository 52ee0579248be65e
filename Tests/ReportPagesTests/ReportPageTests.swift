import ReportPages
import ResultReading
import TestSupport
import Testing

@Suite("Page")
struct ReportPageTests {
  private func occurrences(_ text: String, of part: String) -> Int {
    text.ranges(of: part).count
  }

  @Test("every chart has a frame, marks, a title, a description and labels that exist")
  func structure() throws {
    let page = try SampleResult.trap.page(against: .nobody)
    let charts = page.matches(of: #/<svg [^>]*aria-labelledby="([^" ]+) ([^" ]+)">(.*?)<\/svg>/#)
    #expect(charts.count > 10)
    for chart in charts {
      #expect(page.contains("<title id=\"\(chart.1)\">"))
      #expect(page.contains("<desc id=\"\(chart.2)\">"))
      #expect(chart.3.contains("class=\"frame\""))
      #expect(chart.3.contains("class=\"mark"))
    }
    let ids = page.matches(of: #/ id="([^"]+)"/#).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    for target in page.matches(of: #/href="#([^"]+)"/#) { #expect(ids.contains(String(target.1))) }
  }

  @Test("nothing on it depends on threads or the clock")
  func timings() throws {
    let pages = try [(1, 7.1), (2, 3.9)].map { threads, seconds in
      var sample = SampleResult.trap
      sample.changes["manifest.json"] = """
        {"version": "0.1.0", "scenario": "sample", "seed": 1, "paths": 1000, "steps": 156,
         "threads": \(threads), "wallSeconds": \(seconds), "files": []}
        """
      return try sample.page()
    }
    #expect(pages[0] == pages[1])
  }

  @Test("tags are balanced")
  func balance() throws {
    let page = try SampleResult.trap.page(against: .nobody)
    for tag in ["section", "figure", "svg", "g", "details", "table", "tr", "td", "dl", "div", "p"] {
      let opened = occurrences(page, of: "<\(tag) ") + occurrences(page, of: "<\(tag)>")
      #expect(opened == occurrences(page, of: "</\(tag)>"), "\(tag)")
    }
  }

  @Test("names are text, never markup")
  func escaping() throws {
    let name = "</title><script>alert(1)</script>\" onload='x"
    let sample = SampleResult.two(name)
    let page = try sample.page(against: sample)
    #expect(!page.contains("<script"))
    #expect(!page.contains("' onload") && !page.contains("\" onload"))
    #expect(page.contains("&lt;script&gt;alert(1)"))
  }

  @Test(
    "named tenants show what hangs on them, in the order of their rent; without any nothing is said"
  )
  func tenants() throws {
    var sample = SampleResult.trap
    sample.changes["tenants.csv"] = """
      tenant,year,pd,revenue_usd_per_year,miners_defaulting_within_a_year,landlords,held_principal_usd
      <lab>,1,0.05,1.0e8,0.8,2,3.0e8
      <lab>,2,0.1,1.0e8,0.75,2,3.0e8
      backed,2,0.09,2.0e8,,1,9.0e7
      hyperscaler,2,0.01,0,0.1,0,0
      """
    let page = try sample.page()
    #expect(page.contains("the greatest is backed with $200m"))
    #expect(page.contains("&lt;lab&gt;: $100m a year from 2 landlords with $300m of held debt"))
    #expect(page.contains("it fails on 10\u{A0}% of the paths"))
    let figure = try #require(
      page.firstMatch(
        of: #/<figure class="span2" id="tenants">(.*?)<\/figure>/#.dotMatchesNewlines()))
    #expect(!figure.1.contains("hyperscaler"))
    #expect(!(try SampleResult.trap.page().contains("Rent from each tenant")))
  }

  @Test("nothing is fetched, and no number is broken")
  func selfContained() throws {
    for sample in [SampleResult.trap, .nobody, .everybody] {
      let page = try sample.page()
      #expect(!page.contains("http://") && !page.contains("https://"))
      #expect(!page.contains("src=") && !page.contains("@import"))
      let words = Set(page.lowercased().split { !$0.isLetter })
      #expect(words.isDisjoint(with: ["nan", "inf", "infinity"]))
      #expect(!page.contains("Optional("))
      #expect(!page.contains("inf%"))
    }
  }

  @Test("sections without their file say so; the rest is there")
  func missing() throws {
    var sample = SampleResult.trap
    sample.changes = ["underwriting_gap.csv": nil, "phantom_collateral.csv": nil]
    let page = try sample.page()
    #expect(page.contains("Left out: this result has no underwriting_gap.csv."))
    #expect(page.contains("Left out: this result has no phantom_collateral.csv and dscr_fan.csv."))
    #expect(page.contains("id=\"term\""))
  }

  @Test("loss given default has a row for each tranche, and none without a default")
  func lossGivenDefault() throws {
    let page = try SampleResult.trap.plainPage()
    #expect(page.contains("loan (pivot) loses nothing in 10 % of its defaults"))
    #expect(page.contains("loan (pivot) loses 95 % to 100 % in 3.5 % of its defaults"))
    #expect(page.contains("loan (legacy) loses everything in 20 % of its defaults"))
    // Five bins of 3.5 % in each quarter.
    #expect(occurrences(page, of: "<td class=\"n\">17.5 %</td>") == 8)
    #expect(try !SampleResult.nobody.page().contains("id=\"lgd\""))
  }

  @Test("where nothing is lost, believed or found, no axis of nothing is drawn")
  func nothingBelieved() throws {
    #expect(try SampleResult.trap.page().contains("id=\"gap-el\""))
    #expect(try !SampleResult.nobody.page().contains("id=\"gap-el\""))
  }

  @Test("an LTV without assets is infinite: drawn at the edge, and said")
  func infiniteLoanToValue() throws {
    var sample = SampleResult.trap
    sample.changes["ltv_fan.csv"] = """
      miner,year,measure,survivors,p05,p25,p50,p75,p95\r
      pivot,1,headline,900,0.2,0.4,0.5,0.8,\r
      pivot,2,headline,800,0.2,0.4,0.5,,\r

      """
    let page = try sample.plainPage()
    #expect(page.contains("headline: median 50 %, 90 % between 20 % and ∞"))
    #expect(occurrences(page, of: "<td class=\"n\">∞</td>") == 3)
  }

  @Test("a seed keeps all its 64 bits")
  func seed() throws {
    #expect(try SampleResult.trap.page().contains("seed 18446744073709551615"))
  }

  @Test("200 miners fit in 2 MB, with everybody in the first table")
  func large() throws {
    let sample = SampleResult.book(of: 200)
    let result = try sample.read()
    var page = ""
    let seconds = processorSeconds { page = ReportPage.render(result) }
    #expect(page.utf8.count < 2_000_000)
    #expect(page.contains("miner &lt;199&gt; &amp; &quot;co&quot;"))
    #expect(page.contains("more rows in"))
    // Tens of milliseconds in a release build.
    #expect(seconds < 2)
  }

  @Test("two results: differences with errors, and which is which")
  func comparison() throws {
    // Every path of the other shows no default, so that its probabilities have no error.
    var nobody = SampleResult.nobody
    try nobody.replace(",0.0,0.01,", with: ",0,0,", in: "summary.csv")
    let page = try SampleResult.trap.page(against: nobody).replacing("\u{A0}", with: " ")
    #expect(page.contains("id=\"against\""))
    #expect(
      page.contains(
        "<strong>“this result” expects to lose $21m ± $5.5k more than “the other”.</strong>"))
    #expect(page.contains("+60.0 ± 2.0 points"))
    // What the other result never shows is bounded by its paths, and no 0 of any kind.
    let section = try #require(
      page.firstMatch(of: #/<section id="against".*?<\/section>/#.dotMatchesNewlines())
    ).0
    #expect(section.contains("<th scope=\"row\">the other</th><td class=\"n\">none seen</td>"))
    #expect(section.contains("None seen: on none of 1,000 paths; the probability is below 0.3 % ("))
    #expect(section.contains("legacy, the other: none seen"))
  }

  @Test("where nothing is pledged or left to measure, no empty section is in the contents")
  func nothingPledged() throws {
    let columns = "miner,year,measure,survivors,p05,p25,p50,p75,p95\n"
    var sample = SampleResult.everybody
    sample.changes = [
      "phantom_collateral.csv":
        "miner,tranche,moment,headline_ltv,liquidation_ltv_alone,liquidation_ltv_together\n",
      "ltv_fan.csv": columns, "dscr_fan.csv": columns.replacing("measure,", with: ""),
    ]
    #expect(try !sample.page().contains("collateral\""))
    sample.changes["ltv_fan.csv"] = .some(nil)
    #expect(try sample.page().contains("<a href=\"#collateral\">"))
  }

  @Test("what forced sales never decide has one name in the chart and its table")
  func noCascades() throws {
    var sample = SampleResult.trap
    try sample.replace("100000000,0.01", with: "100000000,0", in: "summary.csv")
    let figure = try SampleResult.figure(
      "cascades", of: sample.plainPage())
    #expect(figure.contains(">none seen</text>") && figure.contains(">none seen</td>"))
    #expect(!figure.contains("0.000 %"))
  }

  @Test("what is not a result is refused with the way out")
  func notAResult() throws {
    #expect(throws: ResultReadError.self) {
      try FinishedResult(directory: "/nonexistent", scenario: nil)
    }
    var sample = SampleResult.trap
    sample.changes = ["summary.csv": "miner,pd\r\nx,0.5\r\n"]
    #expect(throws: ResultReadError.self) { try sample.read() }
  }
}

import Foundation
import ReportPages
import ResultReading
import Testing

/// One borrower and thousands of them.
@Suite("Small and large books")
struct BookSizeTests {
  private static let solo = SampleResult(
    miners: [.init(name: "solo", pd: 0.2, loss: 1e6)], anyDefault: 0.2)

  @Test("a page of one borrower says nothing about all of them, and draws no chart of one bar")
  func one() throws {
    var sample = Self.solo
    sample.changes["es_contributions.csv"] = """
      level,miner,tranche,contribution_usd,share
      0.99,solo,loan,1e6,1
      """
    sample = sample.converging("solo,pd", (512, 0.19, 0.01), (1024, 0.2, 0.01))
      .converging("PORTFOLIO,pd", (512, 0.19, 0.01), (1024, 0.2, 0.01))
    let page = try sample.plainPage()
    #expect(page.contains("100 % of its defaults"))
    #expect(!page.contains("makes the tail"))
    #expect(!page.contains("id=\"first-el\""))
    #expect(page.ranges(of: "id=\"convergence-0\"").count == 1 && !page.contains("convergence-1"))
    #expect(!page.contains("id=\"together\""))
  }

  @Test("an estimate without an interval is dashed beside those that have one")
  func dashed() throws {
    var sample = Self.solo
    sample.paths = 512
    sample.changes["convergence.csv"] = """
      paths,miner,measure,value,se
      64,PORTFOLIO,var_99,1e6,
      128,PORTFOLIO,var_99,2e6,
      256,PORTFOLIO,var_99,1.5e6,2e5
      512,PORTFOLIO,var_99,1.6e6,1e5

      """
    let figure = try SampleResult.figure("convergence-0", of: sample.page())
    #expect(figure.contains("Dashed: no interval is known from so few paths."))
    let lines = figure.matches(of: #/<path class="mark line c1( dashed)?" d="([^"]*)"/#)
    #expect(lines.map { $0.1 != nil } == [true, false])
    // Two dashed pieces to the first estimate with an interval; the rest is solid.
    #expect(lines[0].2.count { $0 == "L" } == 2)
    let whole = try SampleResult.figure(
      "convergence-0",
      of: Self.solo.converging("PORTFOLIO,pd", (512, 0.19, 0.01), (1024, 0.2, 0.01)).page())
    #expect(!whole.contains("dashed") && !whole.contains("Dashed"))
  }

  @Test("the tail of one borrower is made by its loans, where there are several")
  func loans() throws {
    var sample = Self.solo
    sample.changes["es_contributions.csv"] = """
      level,miner,tranche,contribution_usd,share
      0.99,solo,coin loan,3e6,0.75
      0.99,solo,rig loan,1e6,0.25
      """
    let page = try sample.plainPage()
    #expect(page.contains("Which loan makes the tail"))
    #expect(page.contains("coin loan: $3m, 75 % of ES 99 %"))
  }

  @Test(
    "of a large book a page reads the fans of those that it draws, and says how many claims it leaves out"
  )
  func drawn() throws {
    func sample(_ count: Int) throws -> FinishedResult {
      var sample = SampleResult.book(of: count)
      sample.changes["default_correlation.csv"] = .some(nil)
      // The likeliest are the 49th of every fifty; the first never defaults, and its row is damaged.
      sample.changes["dscr_fan.csv"] = """
        miner,year,survivors,p05,p25,p50,p75,p95
        "miner <0> & ""co\"\"",1,many,0.2,0.8,1.3,2,3
        "miner <49> & ""co\"\"",1,900,0.2,0.8,1.3,2,3

        """
      return try sample.read()
    }
    let page = ReportPage.render(try sample(150))
    #expect(page.contains("Coverage of miner &lt;49&gt;"))
    #expect(throws: ResultReadError.self) { try sample(100) }
    // 147 of 150 may default; the table has the claims of 120.
    let table = try SampleResult.figure("lgd", of: page)
    #expect(table.contains("27 more rows in lgd_distribution.csv."))
  }

  @Test(
    "names of a scenario are text, whatever is in them",
    arguments: ["a\u{e9}\u{1F600}/\n", "a\"b\\", "plain é 😀", "<b>&amp;"])
  func name(name: String) throws {
    var sample = SampleResult.trap
    sample.scenario?.market.regimes[0].name = name
    #expect(try sample.page().contains("(regime “\(Markup(escaping: name).text)”)"))
  }

  @Test(
    "text that the program does not read leaves a page, which says so",
    arguments: [
      "", "{", "{\"a\" 1}", "{a:1}", "nul", "01x", "{}{}", "\"\\x\"",
      "\"open", String(repeating: "[", count: 600), "{\"asOf\": 1}", "{\"asOf\": \"soon\"}",
    ])
  func unread(text: String) throws {
    var sample = SampleResult.trap
    (sample.scenario, sample.changes["scenario.json"]) = (nil, text)
    let page = try sample.plainPage()
    #expect(
      page.contains("<strong>This version of minerstress does not read the run’s scenario.json"))
    #expect(page.contains("<dt>as of</dt><dd>–</dd>") && page.contains("within 3 years"))
    #expect(try !SampleResult.trap.plainPage().contains("does not read"))
  }

  @Test(
    "of a scenario that the program does not read it still knows the as-of date and the horizon")
  func unreadDates() throws {
    var sample = SampleResult.trap
    sample.scenario = nil
    try sample.replace("\"steps\": 156", with: "\"steps\": 130", in: "manifest.json")
    let page = try sample.plainPage()
    #expect(page.contains("<dt>as of</dt><dd>2025-12-31</dd><dt>horizon</dt><dd>2.5 years</dd>"))
    #expect(page.contains("<dt>risk-free rate</dt><dd>–</dd><dt>regimes</dt><dd>–</dd>"))
    #expect(page.contains("does not read") && !page.contains("All dates"))
    // Without the file there is nothing to read.
    sample.changes["scenario.json"] = .some(nil)
    #expect(try !sample.plainPage().contains("does not read"))
  }

  @Test("a book of thousands has the worst fifty, a search over all, and stays below 1.5 MB")
  func thousands() throws {
    var sample = SampleResult.book(of: 600)
    sample.changes = [
      "default_correlation.csv": nil, "ltv_fan.csv": nil, "lgd_distribution.csv": nil,
    ]
    sample.changes["pd_term_structure.csv"] = .some(nil)
    let page = try sample.page()
    #expect(page.utf8.count < 1_500_000)
    #expect(page.contains("The 50 of 600 borrowers that cost most"))
    let table = try #require(
      page.firstMatch(of: #/<div id="every-table">(.*?)<\/div>/#.dotMatchesNewlines()))
    #expect(table.1.ranges(of: "<th scope=\"row\">").count == 50)
    let data = try #require(
      page.firstMatch(of: #/id="every-data">(.*?)<\/script>/#.dotMatchesNewlines()))
    #expect(data.1.ranges(of: "miner ").count == 600)
    // A name cannot end the element that holds it.
    #expect(!data.1.contains("<"))
    #expect(data.1.contains(#""miner \u003c49> & \"co\"""#))
  }

  @Test("the search's script runs by its checksum, and nothing else may")
  func script() throws {
    let page = try SampleResult.book(of: 200).page()
    #expect(page.ranges(of: "<script>").count == 1)
    #expect(page.contains(#/script-src 'sha256-[A-Za-z0-9+\/]{43}='/#))
    let whole = try SampleResult.book(of: 100).page()
    #expect(
      !whole.contains("script")
        && whole.contains("<p>12 of 100 miners, the likeliest to default; all under Data.</p>"))
  }

  @Test("a count of defaults of thousands is drawn in few bars")
  func counts() throws {
    var sample = SampleResult.trap
    let rows = (0...2999).map { "\($0),1,0.0005" }
    sample.changes["joint_defaults.csv"] =
      "defaults,paths,probability\n" + rows.joined(separator: "\n") + "\n"
    let page = try sample.page()
    // 3,000 counts in sixty bars of fifty.
    #expect(page.contains("50 to 99 defaults: 2.5"))
    #expect(page.matches(of: #/<title>[\d,]+ to [\d,]+ defaults: /#).count == 60)
  }

  @Test("wide tables say that there is more, and keep their first column")
  func hint() throws {
    let page = try SampleResult.trap.page()
    #expect(page.contains("<div class=\"scroll many\""))
    #expect(page.contains(".many caption::after"))
  }

  @Test("on paper headings keep what follows, and search and data tables stay away")
  func paper() throws {
    let page = try SampleResult.trap.page()
    let print = try #require(
      page.firstMatch(of: #/@media print\{.*<\/style>/#.dotMatchesNewlines()))
    for rule in [
      "h1,h2,h3,figcaption,.lead,caption{break-after:avoid}",
      ".lead,.verdict{max-width:none;break-inside:avoid}",
      "nav,details,.skip,.search,.screen{display:none}.paper{display:block}",
      "figure,.tiles div,tr,li,dl.facts,.absent{break-inside",
    ] {
      #expect(print.0.contains(rule), "\(rule)")
    }
  }

  @Test("every factor is called in words with its unit, a rate below nothing too")
  func factors() throws {
    var sample = SampleResult.trap
    let names = ["shortRate", "computeRent", "powerPrice", "rent:H100", "gasPrice"]
    let rows = names.flatMap { name in
      [1, 2].map { "\(name),\($0),-0.01,0.02,0.031,0.04,0.05\r\n" }
    }
    sample.changes = ["factor_fan.csv": "factor,year,p05,p25,p50,p75,p95\r\n" + rows.joined()]
    let page = try sample.plainPage()
    let rate = try SampleResult.figure("factor-0", of: page)
    #expect(rate.contains("<h3>Short rate</h3>") && rate.contains(">% a year</text>"))
    #expect(rate.contains("the median of Dec 2027 is 3.10 %"))
    #expect(rate.contains(">−2 %</text>") && rate.contains(">4 %</text>"))
    for (index, title) in ["Compute rent", "Power", "Rent of H100", "Gas price"].enumerated() {
      #expect(
        try SampleResult.figure("factor-\(index + 1)", of: page).contains("<h3>\(title)</h3>"))
    }
    #expect(!page.contains(">shortRate<") && !page.contains(">gasPrice<"))
  }

  @Test("paper has the first charts of the market, and says how many more the screen has")
  func unprinted() throws {
    var sample = SampleResult.trap
    // Eight factors of two years: paper has six of them.
    let rows = (0..<8).flatMap { factor in
      [1, 2].map { "rent:G\(factor),\($0),0.5,0.6,0.7,0.8,0.9\r\n" }
    }
    sample.changes = ["factor_fan.csv": "factor,year,p05,p25,p50,p75,p95\r\n" + rows.joined()]
    let page = try sample.page()
    #expect(page.contains("<figure class=\"span1\" id=\"factor-5\">"))
    #expect(page.contains("<figure class=\"span1 screen\" id=\"factor-6\">"))
    #expect(page.contains("<p class=\"note paper\">2 more charts on the screen.</p>"))
  }
}

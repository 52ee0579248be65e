import CreditBasics
import ReportPages
import Reporting
import Testing

/// What a page shows of a book that it cannot show whole, in which order, and that it says so.
@Suite("Rankings and what they leave out")
struct RankingTests {
  private static func words(_ page: String) -> String { page.replacing("\u{A0}", with: " ") }

  /// Twenty miners, of whom the last have the widest gap to the lender's view.
  private static func twenty() throws -> String {
    var sample = SampleResult.book(of: 20)
    let rows = (0..<20).flatMap { index -> [String] in
      let name = "\"miner <\(index)> & \"\"co\"\"\""
      return ["expected_loss_usd", "ltv_year_1", "min_dscr_mean"].map {
        "\(name),\($0),1,\(1 + Double(index) / 10),\(Double(index) / 10),0.01"
      }
    }
    sample.changes["underwriting_gap.csv"] =
      "miner,measure,lender_view,full_model,difference,difference_se\n"
      + rows.joined(separator: "\n") + "\n"
    return words(try sample.page())
  }

  @Test("the lender's view draws the widest gaps, says so, and has all of them under Data")
  func gaps() throws {
    let page = try Self.twenty()
    for id in ["gap-el", "gap-ltv", "gap-dscr"] {
      let figure = try SampleResult.figure(id, of: page)
      #expect(
        figure.contains("12 of 20 miners, those with the widest gaps; all under Data."), "\(id)")
      let drawing = figure[..<(try #require(figure.firstRange(of: "</svg>"))).lowerBound]
      #expect(drawing.contains("miner &lt;19&gt;") && !drawing.contains("miner &lt;2&gt;"), "\(id)")
    }
  }

  /// With 1, the loan with the widest gap and the least spread is not held; with 2, neither is.
  @Test(
    "loans of which nothing is held are not ranked, and the page says how many", arguments: [1, 2])
  func notHeld(count: Int) throws {
    var sample = SampleResult.trap
    sample.changes["underwriting_gap.csv"] =
      "miner,measure,lender_view,full_model,difference,difference_se\n"
      + "pivot,break_even_bps:loan,12,900,888,5\nlegacy,break_even_bps:loan,40,50,10,5\n"
    let rows = try #require(sample.files["tranches.csv"]).split(separator: "\r\n")
    sample.changes["tranches.csv"] = zip(rows, ["held_share", "0", count == 1 ? "1" : "0"])
      .map { "\($0),\($1)\r\n" }.joined()
    let page = Self.words(try sample.page())
    // Who pays too little is of what is held, and so are the rankings.
    #expect(!page.contains("loan of pivot offers"))
    for id in ["spreads", "gap-spread"] {
      guard count == 1 else {
        #expect(!page.contains(" id=\"\(id)\">"))
        let place = id == "spreads" ? "pricing" : "lender"
        let start = try #require(page.firstRange(of: "<section id=\"\(place)\"")).lowerBound
        let section = page[start...].prefix(
          upTo: try #require(page[start...].firstRange(of: "</section>")).lowerBound)
        let words = "Not drawn: 2 tranches of which the lender holds nothing."
        #expect(section.contains(words), "\(id)")
        continue
      }
      let figure = try SampleResult.figure(id, of: page)
      let drawing = figure[..<(try #require(figure.firstRange(of: "</svg>"))).lowerBound]
      #expect(drawing.contains("legacy") && !drawing.contains("pivot"), "\(id)")
      #expect(figure.contains("Not drawn: 1 tranche of which the lender holds nothing."), "\(id)")
    }
    // The tables have it all the same, with the lender's share of 0.
    #expect(page.contains("<td class=\"n\">$100m</td><td class=\"n\">0 %</td>"))
  }

  @Test("where the views agree of everybody no gaps are the widest")
  func agreed() throws {
    var sample = SampleResult.book(of: 20)
    let rows = (0..<20).flatMap { index -> [String] in
      let name = "\"miner <\(index)> & \"\"co\"\"\""
      return ["expected_loss_usd", "break_even_bps:loan"].map { "\(name),\($0),1,1,0,0.01" }
    }
    sample.changes["underwriting_gap.csv"] =
      "miner,measure,lender_view,full_model,difference,difference_se\n"
      + rows.joined(separator: "\n") + "\n"
    let page = Self.words(try sample.page())
    let losses = try SampleResult.figure("gap-el", of: page)
    #expect(losses.contains("12 of 20 miners, the likeliest to default; all under Data."))
    let spreads = try SampleResult.figure("gap-spread", of: page)
    #expect(spreads.contains("12 of 20 tranches, the first of underwriting_gap.csv;"))
    #expect(!page.contains("widest gaps"))
  }

  @Test("every chart that has not all of the book says how many it has and which")
  func cuts() throws {
    let page = try Self.twenty()
    for (id, words) in [
      ("first-pd", "12 of 20 miners, the likeliest to default; all under Data."),
      ("first-el", "12 of 20 miners, those that cost most."),
      ("term", "8 of 20 miners, the likeliest to default; all are in pd_term_structure.csv."),
      ("causes", "12 of 19 miners that default, the likeliest first"),
      ("lgd", "12 of 19 tranches that default, the costliest first"),
    ] {
      #expect(try SampleResult.figure(id, of: page).contains(words), "\(id)")
    }
    #expect(page.contains("Fans: 8 of 20 miners, the likeliest to default."))
    let small = Self.words(try SampleResult.trap.page())
    #expect(!small.contains(" of 2 miners,"))
  }

  @Test(
    "equals are ranked by the next figure, and a large book without losses says that it has none")
  func ties() throws {
    var sample = SampleResult.book(of: 200)
    for index in sample.miners.indices {
      sample.miners[index].pd = 0
      sample.miners[index].loss = 0
    }
    sample.anyDefault = 0
    // The last of the alphabet owes most.
    let rows = sample.files["summary.csv"]?.split(separator: "\r\n").map { row -> String in
      let isLast = row.hasPrefix("\"miner <99>")
      return isLast ? String(row).replacing(",100000000,", with: ",900000000,") : String(row)
    }
    sample.changes["summary.csv"] = (rows ?? []).joined(separator: "\n") + "\n"
    let page = Self.words(try sample.page())
    #expect(page.contains("equals by PD, then by debt today. None of all have a loss on any path."))
    let table = try #require(
      page.firstMatch(of: #/<div id="every-table">.*?<tbody>(.*?)<\/tr>/#.dotMatchesNewlines()))
    #expect(table.1.contains("miner &lt;99&gt;") && table.1.contains("none seen"))
  }

  @Test("a figure that no path shows is called so in the first table, with its bound")
  func unseen() throws {
    let table = try SampleResult.figure("first-pd", of: Self.words(SampleResult.nobody.page()))
    #expect(table.contains("<td class=\"n\">none seen</td><td class=\"n\">below 0.3 %</td>"))
    #expect(
      !table.contains("<td class=\"n\">0 %</td>") && !table.contains("<td class=\"n\">$0</td>"))
  }

  @Test("a phone has the strongest pairs as bars with numbers, a wide screen a map with a key")
  func pairs() throws {
    var sample = SampleResult.book(of: 20)
    let names = (0..<20).map { "\"miner <\($0)> & \"\"co\"\"\"" }
    let rows = (0..<20).flatMap { one in
      (one + 1..<20).map { "\(names[one]),\(names[$0]),0.1,0.\(10 + one + $0)" }
    }
    sample.changes["default_correlation.csv"] =
      "miner_a,miner_b,joint_pd,correlation\n" + rows.joined(separator: "\n") + "\n"
    let figure = try SampleResult.figure("correlation", of: sample.page())
    #expect(figure.contains("the strongest 12 of 190 pairs"))
    #expect(figure.contains(">0.47</text>"))
    #expect(figure.contains(">47</text>") && figure.contains("cells in hundredths"))
    // The key's cell of 0 has a frame.
    #expect(figure.contains(#/<rect class="cell positive" [^>]*--s:0"\/><rect class="axis" /#))
  }

  @Test("a correlation has the interval of its error, where the table has one")
  func correlationErrors() throws {
    var sample = SampleResult(
      miners: [.init(name: "a", pd: 0.2, loss: 1), .init(name: "b", pd: 0.1, loss: 1)],
      anyDefault: 0.25)
    func table(_ values: String) throws -> Substring {
      sample.changes["default_correlation.csv"] =
        "miner_a,miner_b,joint_pd,correlation,correlation_se\na,b,\(values)\n"
      return try SampleResult.figure("correlation", of: Self.words(sample.page()))
    }
    let known = try table("0.05,0.25,0.05")
    #expect(known.contains("<td class=\"n\">0.250</td><td class=\"n\">0.098</td>"))
    #expect(known.contains("a and b: correlation 0.250 ± 0.098; both default on 5.0 %"))
    #expect(try table("0.009,-0.09,").contains("correlation −0.090, no interval; both"))
  }

  @Test("a sale above the mark is explained by the contracts that go with the machines")
  func sale() throws {
    var sample = SampleResult.trap
    sample.changes["phantom_collateral.csv"] = """
      miner,tranche,moment,headline_ltv,liquidation_ltv_alone,liquidation_ltv_together
      pivot,loan,asOf,1.1,0.6,0.6
      legacy,loan,asOf,0.5,0.7,0.8

      """
    let plain = try SampleResult.figure("phantom-asOf", of: Self.words(sample.page()))
    #expect(plain.contains("The collateral of loan of pivot fetches more than its mark."))
    sample.scenario?.market.gpus = [GPUClass(name: "H100")]
    sample.scenario?.miners[1].gpuLots = [
      GPULot(
        name: "hall", gpu: 0, count: 1, pledgedTo: 0,
        contract: RentalContract(ratePerHour: 1, isAssignable: true))
    ]
    let figure = try SampleResult.figure("phantom-asOf", of: Self.words(sample.page()))
    #expect(figure.contains("than its mark: contracts go with these machines"))
  }
}

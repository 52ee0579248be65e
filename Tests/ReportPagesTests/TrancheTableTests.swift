import ReportPages
import Testing

@Suite("Table of tranches")
struct TrancheTableTests {
  private func page() throws -> String {
    var sample = SampleResult.trap
    sample.changes["tranches.csv"] = """
      miner,tranche,kind,principal_usd,pd,ead_usd,expected_loss_usd,expected_loss_se,lgd_mean,\
      break_even_spread_bps,break_even_spread_se_bps,offered_spread_bps,mispricing_bps
      pivot,<notes>,highYield,3.2e9,0.89,3e9,1.2e9,1e6,0.56,726,2.5,405,-321
      legacy,line,bitcoinLoan,2e8,0.001,1e8,0,0,0,0,0,470,470
      legacy,odd,newKind,1e8,0.01,1e8,1e3,1e2,0.1,1,0.1,470,469

      """
    return try sample.plainPage()
  }

  @Test("whose it is and its kind stand under a tranche's name, and what decides beside it")
  func order() throws {
    let page = try page()
    #expect(
      page.contains(
        "<tr><th scope=\"row\" class=\"two\">&lt;notes&gt;<small>pivot, high yield</small></th>"
          + "<td class=\"n\">89 %</td><td class=\"n\">$1.2bn</td><td class=\"n\">56 %</td>"))
    #expect(page.contains("line<small>legacy, coin loan</small>"))
    // A kind that this version does not know keeps its name.
    #expect(page.contains("odd<small>legacy, newKind</small>"))
    #expect(!page.contains(">highYield<") && !page.contains(">bitcoinLoan<"))
  }

  @Test("no loss seen is said once, with the bound that so many paths give, in no column of errors")
  func unseen() throws {
    let page = try page()
    #expect(page.contains("<td class=\"n\">none seen</td>"))
    // Three in 1,000 paths.
    #expect(page.contains("the probability of one is below 0.3 %, at 95 %."))
    #expect(!page.contains("<td class=\"n\">probability"))
    #expect(page.contains("<td class=\"n\">2.5 bp</td>"))
    // What is offered pays at most for all of a loss that no path shows.
    #expect(page.contains("<td class=\"n\">at most 470 bp</td>"))
    #expect(page.contains("<td class=\"n\">469 bp</td>"))
  }

  @Test("the lender's share stands beside the principal; an older result does not say it")
  func held() throws {
    var sample = SampleResult.trap
    let table = try #require(sample.files["tranches.csv"])
    sample.changes["tranches.csv"] = table.split(separator: "\r\n").enumerated()
      .map { "\($1),\($0 == 0 ? "held_share" : "0.25")\r\n" }.joined()
    let page = try sample.plainPage()
    #expect(page.contains("<td class=\"n\">$100m</td><td class=\"n\">25 %</td>"))
    #expect(try self.page().contains("<td class=\"n\">$3.2bn</td><td class=\"n\">–</td>"))
  }

  @Test("a mean LGD has an interval where defaults differ")
  func lossGivenDefault() throws {
    var sample = SampleResult.trap
    let table = try #require(sample.files["tranches.csv"])
    for (error, cell) in [("0.01", "40.0 ± 2.0 %"), ("0", "40 %"), ("", "40 %")] {
      sample.changes["tranches.csv"] = table.split(separator: "\r\n").enumerated()
        .map { "\($1),\($0 == 0 ? "lgd_mean_se" : error)\r\n" }.joined()
      let page = try sample.plainPage()
      #expect(page.contains("<td class=\"n\">\(cell)</td>"), "\(error)")
    }
  }

  @Test("LGD is weighted by claims where the result says it, and the table says by what")
  func weights() throws {
    var sample = SampleResult.trap
    let old = try sample.plainPage()
    #expect(
      old.contains("LGD is the mean of the defaults, each alike, so that PD × LGD × EAD is not"))
    let table = try #require(sample.files["tranches.csv"])
    sample.changes["tranches.csv"] = table.split(separator: "\r\n").enumerated()
      .map {
        "\($1),\($0 == 0 ? "lgd_exposure_weighted,lgd_exposure_weighted_se" : "0.9,0.01")\r\n"
      }.joined()
    let page = try sample.plainPage()
    #expect(page.contains("<td class=\"n\">90.0 ± 2.0 %</td><td class=\"n\">$100m</td>"))
    #expect(!page.contains("<td class=\"n\">40 %</td><td class=\"n\">$100m</td>"))
    #expect(page.contains("LGD is what is lost of all claims in default"))
    #expect(!page.contains("LGD is the mean of the defaults"))
    sample.changes["tranches.csv"] = sample.files["tranches.csv"]?.replacing(
      "0.9,0.01\r\n", with: "4.5e-6,3e-6\r\n")
    #expect(try sample.page().contains("<td class=\"n\">&lt;\u{A0}0.01\u{A0}%</td>"))
  }

  @Test("a VaR of $0 is an estimate, an ES of $0 the loss that no path shows")
  func quantiles() throws {
    let page = try SampleResult.nobody.plainPage()
    let row = try #require(page.firstMatch(of: #/<th scope="row" class="n">99.0 %.*?<\/tr>/#)).0
    #expect(row.contains("<td class=\"n\">$0</td><td class=\"n\">–</td>"))
    #expect(row.contains("<td class=\"n\">none seen</td>"))
    // "±" stands for 95 % alone: columns of standard errors do without it.
    #expect(!page.contains("± s.e.") && page.contains(">s.e.</th>"))
  }

  @Test("a table that begins with numbers has their heading above them")
  func heads() throws {
    let page = try SampleResult.trap.plainPage()
    #expect(page.contains("<th scope=\"col\" class=\"n\">level</th>"))
    #expect(page.contains("<th scope=\"row\" class=\"n\">95.0 %</th>"))
  }

  @Test(
    "a table says that it scrolls on the phones that do not show all of it",
    arguments: [(12, "scroll"), (13, "scroll tight"), (15, "scroll tight"), (16, "scroll many")])
  func phones(digits: Int, style: String) {
    // 96 px of words, 10 and 6 px between columns, and 8.8 px for each digit of two columns.
    let cell = String(repeating: "0", count: digits)
    let table = DataTable.limited(
      "c", [.text("a"), .number("b"), .number("c")], [["miner", cell, cell]], file: "c.csv")
    let page = AskedPage(title: "t", eyebrow: "e", note: "n", charts: [], tables: [table]).text
    #expect(page.contains("<div class=\"\(style)\" role=\"region\""))
    let hint = "caption::after{content:var(--more)}"
    #expect(page.contains("@media (max-width:389px){.tight \(hint)}"))
    #expect(page.contains(".many \(hint)"))
  }

  @Test("words are broken between letters only where a name is wider than its column")
  func words() throws {
    let page = try SampleResult.trap.page()
    let cells = try #require(page.firstMatch(of: #/th,td\{[^}]*max-width[^}]*\}/#)).0
    #expect(cells.contains("overflow-wrap:break-word"))
  }
}

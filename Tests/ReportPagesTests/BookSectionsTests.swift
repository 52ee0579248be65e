import CreditBasics
import ReportPages
import ResultReading
import Testing

/// Sections that appear only where a book has something to say in them.
@Suite("Sections about the book")
struct BookSectionsTests {
  private func page(
    _ changes: [String: String?] = [:], warnings: [ScenarioWarning]? = nil,
    scenario: Scenario? = SampleResult.trap.scenario
  ) throws -> String {
    var sample = SampleResult.trap
    sample.changes = changes
    sample.scenario = scenario
    var result = try sample.read()
    result.warnings = warnings
    return ReportPage.render(result).replacing("\u{A0}", with: " ")
  }

  @Test("a plain book has none of them")
  func none() throws {
    let page = try page([:])
    for id in [
      "entities", "rent", "groups", "limits", "inventory", "warnings", "loss-years", "beyond",
    ] {
      #expect(!page.contains("id=\"\(id)\""), "\(id)")
    }
  }

  private static let family = SampleResult.scenario([
    Miner(name: "legacy"),
    Miner(
      name: "pivot", parent: 0, support: ParentSupport(capUSD: 5e7, keepUSD: 1e7),
      distributions: DistributionTerms(share: 0.5, perYear: 4, minDSCR: 1.3)),
  ])

  @Test("a child stands under its parent, with support, payout, lock-up and both defaults")
  func entities() throws {
    let page = try page(scenario: Self.family)
    #expect(page.contains("1 company belongs to another."))
    #expect(page.contains("<strong>legacy</strong> defaults on 10 % of the paths<ul><li>"))
    // The sample's joint PD of every pair is 0.05.
    for words in [
      "its parent supports it up to $50m from cash above $10m",
      "pays out 50 % of its spare cash 4 times a year while coverage is at least 1.30×",
      "both default on 5.0 % of the paths",
    ] {
      #expect(page.contains(words), "\(words)")
    }
  }

  @Test("companies that own each other in a circle end the page nowhere")
  func circle() throws {
    let circle = [Miner(name: "legacy", parent: 1), Miner(name: "pivot", parent: 0)]
    let page = try page(scenario: SampleResult.scenario(circle))
    #expect(page.contains("2 companies belong to another."))
  }

  @Test("relatives that no path shows in default are none seen, and not 0 %")
  func unseenFamily() throws {
    var sample = SampleResult.nobody
    sample.scenario = Self.family
    sample.changes = [
      "default_correlation.csv": "miner_a,miner_b,joint_pd,correlation\npivot,legacy,0,\n"
    ]
    let page = try sample.plainPage()
    #expect(page.contains("<strong>legacy</strong> is not seen to default<ul><li>"))
    #expect(page.contains("no path shows both in default"))
    let section = try #require(
      page.firstMatch(of: #/<section id="entities".*?<\/section>/#.dotMatchesNewlines())
    ).0
    #expect(!section.contains("0 % of the paths") && section.ranges(of: "none seen").count == 3)
  }

  @Test("a tenant's rent is a share of all that is contracted, whoever pays")
  func rent() throws {
    // 100 units · 50 % · $2 · 8,766 h = $876,600 without a name, and a lease of $1.1234m to the lab.
    let lot = GPULot(
      name: "lot", gpu: 0, count: 100, contract: RentalContract(share: 0.5, ratePerHour: 2))
    var scenario = SampleResult.scenario([
      Miner(name: "pivot", gpuLots: [lot], leases: [Self.hall])
    ])
    scenario.market.gpus = [GPUClass(name: "H100")]
    scenario.tenants = [Tenant(name: "lab")]
    let tenants = """
      tenant,year,pd,revenue_usd_per_year,miners_defaulting_within_a_year,landlords,held_principal_usd
      lab,3,0.1,1123400,0.75,1,3.0e8
      """
    let page = try page(["tenants.csv": tenants], scenario: scenario)
    #expect(page.contains("(56 % of all that is contracted)"))
    #expect(page.contains("within a year 0.75 miners default after it on average"))
  }

  private static let hall = Lease(name: "hall", revenuePerYear: 1_123_400, tenant: 0)

  private static let years = """
    miner,tranche,year,marginal_pd,exposure_usd,expected_loss_usd,expected_loss_se
    pivot,loan,1,0.1,1e8,1000000,50000
    pivot,loan,2,0.2,9e7,3000000,60000
    PORTFOLIO,,1,0.1,1e8,500000,25000
    PORTFOLIO,,2,0.2,9e7,1500000,30000
    """

  @Test("expected loss by year: twelve months, the sum, and errors of every tranche")
  func years() throws {
    let page = try page(["expected_loss_by_year.csv": Self.years])
    // Intervals of 95 %, 1.96 times $25k and $60k. These years are not those of the summary's sum.
    #expect(
      page.contains("Twelve months: <strong>$500k ± $49k</strong>; the whole life of the debt"))
    #expect(page.contains("<strong>$2m</strong>"))
    #expect(page.contains("year to 2027-12-31"))
    #expect(page.contains("<td class=\"n\">$3.00m ± $0.12m</td>"))
    // $20.5m and $0.5m are the summary's $21m, whose error is $2,000.
    let whole = Self.years.replacing(
      "PORTFOLIO,,2,0.2,9e7,1500000", with: "PORTFOLIO,,2,0.2,9e7,20500000"
    )
    .replacing("PORTFOLIO,,1,0.1,1e8,500000,25000", with: "PORTFOLIO,,1,0,1e8,500000,25000")
    let other = try self.page(["expected_loss_by_year.csv": whole])
    #expect(other.contains("<strong>$21m ± $3.9k</strong>"))
    #expect(other.contains("first default of any miner: none seen"))
  }

  @Test(
    "twelve months without a loss are none seen, and a year that the horizon cuts is a part of one")
  func part() throws {
    let years = Self.years.replacing("1e8,500000,25000", with: "1e8,0,0")
    var sample = SampleResult.trap
    sample.changes["expected_loss_by_year.csv"] = years
    try sample.replace("\"steps\": 156", with: "\"steps\": 78", in: "manifest.json")
    let page = try sample.plainPage()
    #expect(page.contains("Twelve months: <strong>none seen</strong>"))
    #expect(page.contains("<th scope=\"col\" class=\"n\">year to 2026-12-31</th>"))
    #expect(page.contains("<th scope=\"col\" class=\"n\">months to 2027-0"))
    #expect(!page.contains("to 2027-12-31"))
  }

  @Test("principal after the horizon is counted, and said to be in no figure")
  func beyond() throws {
    let summary = """
      miner,pd,pd_se,pd_ci95_low,pd_ci95_high,mean_default_year,expected_loss_usd,expected_loss_se,\
      initial_debt_usd,cascade_share,beyond_horizon
      pivot,0.6,0.01,0.58,0.62,1.5,2e7,1000,1e8,0.01,0.25
      legacy,0.1,0.01,0.08,0.12,1.5,1e6,1000,1e8,0.01,0
      PORTFOLIO,0.64,0.01,0.62,0.66,1.25,2.1e7,2000,2e8,0.01,0.125
      """
    let page = try page([
      "summary.csv": summary, "expected_loss_by_year.csv": Self.years,
    ])
    // A quarter of $100m of $200m.
    #expect(page.contains("$25m of principal, 13 % of all, is due after 2028-12-31"))
    #expect(page.contains("25 % of its debt"))
    #expect(page.contains("all years to the horizon"))
  }

  @Test("the years of extended loans do not add up to the life of the debt")
  func extended() throws {
    let summary = """
      miner,pd,pd_se,pd_ci95_low,pd_ci95_high,mean_default_year,expected_loss_usd,expected_loss_se,\
      initial_debt_usd,cascade_share,beyond_horizon,owed_at_end_share
      pivot,0.6,0.01,0.58,0.62,1.5,2e7,1000,1e8,0.01,0,0.25
      legacy,0.1,0.01,0.08,0.12,1.5,1e6,1000,1e8,0.01,0,0
      PORTFOLIO,0.64,0.01,0.62,0.66,1.25,2.1e7,2000,2e8,0.01,0,0.125
      """
    let page = try page([
      "summary.csv": summary, "expected_loss_by_year.csv": Self.years,
    ])
    #expect(page.contains("all years to the horizon"))
    #expect(!page.contains("the whole life of the debt"))
  }

  @Test("groups are charted by expected loss where a tag has more than one value")
  func groups() throws {
    let groups = """
      tag,value,miners,pd_any,expected_loss_usd,es99_contribution_usd,held_principal_usd,expected_loss_se
      sector,cloud,1,0.6,20000000,3e7,5e7,1000
      sector,coins,1,0.1,1000000,,5e7,500
      desk,one,2,0.64,21000000,,1e8,2000
      """
    let page = try page(["groups.csv": groups])
    #expect(page.contains("Expected loss by sector"))
    #expect(!page.contains("Expected loss by desk"))
    #expect(
      page.contains(
        "cloud: $20m of $50m held from 1 borrower; any of them defaults on 60 % of the paths"))
  }

  @Test("what may still be drawn is in what is held or committed, of groups and of landlords")
  func committed() throws {
    let line = SampleResult.debt("line", 0) {
      $0.heldShare = 0.5
      $0.commitment = Commitment(amountUSD: 1e8)
    }
    var scenario = SampleResult.scenario([
      Miner(name: "pivot", leases: [Self.hall], tranches: [line], tags: ["sector": "cloud"])
    ])
    scenario.tenants = [Tenant(name: "lab")]
    let changes = [
      "groups.csv": """
      tag,value,miners,pd_any,expected_loss_usd,es99_contribution_usd,held_principal_usd,expected_loss_se
      sector,cloud,1,0.6,20000000,3e7,0,1000
      sector,coins,1,0.1,1000000,,0,500
      """,
      "tenants.csv": """
      tenant,year,pd,revenue_usd_per_year,miners_defaulting_within_a_year,miners_defaulting_se,landlords,held_principal_usd
      lab,3,0.1,1123400,0.75,0.05,1,3.0e8
      """,
    ]
    let page = try page(changes, scenario: scenario)
    #expect(page.contains("cloud: $20m of $50m held or committed from 1 borrower"))
    #expect(page.contains("<td class=\"n\">$50m</td><td class=\"n\">40 %</td>"))
    #expect(page.contains("<td class=\"n\">$0</td><td class=\"n\">–</td>"))
    #expect(page.contains("with $350m held or committed by the lender. It fails on 10 %"))
    #expect(page.contains("within a year 0.750 ± 0.099 miners default after it on average"))
  }

  @Test("a market that a table gives stands in the finding and over its fans")
  func given() throws {
    var given = GivenPath(regimes: [.init(date: SampleResult.years(to: "2025-06-30"), value: 0)])
    let (march, june) = (SampleResult.years(to: "2026-03-31"), SampleResult.years(to: "2026-06-30"))
    given.values[Driver.btc.rawValue] = [march, june].map { .init(date: $0, value: 1) }
    given.values[Driver.computeRent.rawValue] = [.init(date: march, value: 1)]
    var scenario = SampleResult.scenario([Miner(name: "legacy"), Miner(name: "pivot")])
    scenario.market.given = given
    let fan = """
      factor,year,p05,p25,p50,p75,p95
      btc,0.5,1,1,1,1,1
      eth,0.5,1,1,1,1,1
      """
    let page = try page(["factor_fan.csv": fan], scenario: scenario)
    #expect(
      page.contains(
        "<p class=\"verdict\"><strong>Market given until 2026-06-30: bitcoin; until 2026-03-31: "
          + "compute rent; until 2025-12-31: regime; what follows is conditional on it.</strong> "))
    #expect(page.contains(" · conditional on the given market</p>"))
    #expect(page.contains(">probability of default within 3 years, given the market</text>"))
    #expect(try !self.page([:]).contains("given market"))
    #expect(page.contains("Bitcoin, given until 2026-06-30</h3>"))
    #expect(page.contains("Ether</h3>"))
  }

  @Test("limits: how many are exceeded, the most used first, and the finding says it")
  func limits() throws {
    let limits = """
      kind,name,measure,used,used_se,limit,used_over_limit,state
      singleName,legacy,pd,0.1,0.01,0.2,0.5,within
      tags.sector,cloud,expectedLoss,2e7,1000,1e7,2,exceeded
      portfolio,,unexpectedLoss.99.9,3e7,,4e7,0.75,within
      """
    let page = try page(["limits.csv": limits])
    #expect(page.contains("1 of 3 limits exceeded"))
    #expect(page.contains("sector cloud, expected loss: $20m of $10m, 200 %"))
    #expect(page.contains("the book, unexpected loss at 99.9 %, 75 %"))
    let finding =
      "<strong>1 of 3 limits is exceeded</strong>: sector cloud, expected loss $20m where $10m are allowed."
    #expect(page.contains(finding))
    #expect(
      page.contains("the most used come first.")
        && page.contains("Every limit, the most used first"))
    #expect(page.contains("<th scope=\"col\">whose</th><th scope=\"col\">measure</th>"))
    let kept = try self.page(["limits.csv": limits.replacing("exceeded", with: "within")])
    #expect(!kept.contains("exceeded</strong>"))
    // On a phone what is limited has a line of its own: behind the name it would be cut off.
    let figure = try SampleResult.figure("limit-uses", of: page)
    #expect(figure.contains(">sector cloud<title>") && figure.contains(">expected loss<title>"))
    let end = "What lies beyond the axis is drawn at its end."
    let far = try self.page(["limits.csv": limits.replacing(",2,exceeded", with: ",5,exceeded")])
    #expect(try SampleResult.figure("limit-uses", of: far).contains(end) && !figure.contains(end))
  }

  @Test("inventory: classes that are ever dumped, every year of them")
  func inventory() throws {
    let inventory = """
      class,year,units_mean,units_p95_given_any,probability_any,share_of_resale_fetched,\
      overhang_max_mean,units_se,share_of_resale_se,overhang_max_se
      H100,1,0,,0,,0,0,,0
      H100,2,500,2000,0.25,0.4,600,10,0.01,12
      B200,1,0,,0,,0,0,,0
      """
    let page = try page(["inventory.csv": inventory])
    #expect(page.contains("in the year to 2027-12-31 some are dumped on 25 % of the paths"))
    #expect(page.contains("at 40 % of the resale price of the day"))
    #expect(page.contains("; on 19 of 20 such paths at most 2,000 units"))
    #expect(page.contains("year to 2026-12-31 0 and year to 2027-12-31 500"))
    #expect(!page.contains("B200"))
    // Amounts have their unit; an overhang is explained where a class has one.
    #expect(page.contains("<td class=\"n\">500 units</td><td class=\"n\">10 units</td>"))
    #expect(page.contains("The overhang is what the market has not yet digested"))
    let deep = try self.page([
      "inventory.csv": inventory.replacing("0.4,600,10,0.01,12", with: "0.4,,10,0.01,")
        .replacing(",,0,,0,0,,0", with: ",,0,,,0,,")
    ])
    #expect(
      !deep.contains("The overhang is") && deep.contains("None of them has a depth"))
  }

  @Test("measures of the lender's view have words and units, those of later versions their names")
  func lenderMeasures() throws {
    let page = try page([
      "underwriting_gap.csv": """
      miner,measure,lender_view,full_model,difference,difference_se
      pivot,pd,0.32,0.6,0.28,0.01
      pivot,min_dscr_mean,1.5,1.25,-0.25,0.01
      pivot,break_even_bps:loan,12,1000,988,5
      pivot,ltv_year_2,0.5,0.75,0.25,0.01
      pivot,novelty,1,2,1,0.5
      PORTFOLIO,pd,0.5,0.64,0.14,0.01
      """
    ])
    for row in [
      "<td>PD</td><td class=\"n\">32 %</td><td class=\"n\">60 %</td>",
      "<td>mean of the lowest DSCR</td><td class=\"n\">1.50×</td>",
      "<td>break-even spread of loan</td><td class=\"n\">12 bp</td><td class=\"n\">1,000 bp</td>",
      "<td>mean LTV of survivors after 2 years</td><td class=\"n\">50 %</td>",
      "<td>novelty</td><td class=\"n\">1</td>", "<td>PD of any borrower</td>",
    ] {
      #expect(page.contains(row), "\(row)")
    }
    #expect(!page.contains("min_dscr_mean<") && !page.contains("break_even_bps"))
  }

  /// Without `default_correlation.csv`.
  @Test("a book of hundreds says why it has no pairs", arguments: [299, 300])
  func pairs(count: Int) throws {
    var sample = SampleResult.book(of: count)
    sample.changes["default_correlation.csv"] = .some(nil)
    let page = try sample.page()
    let reason =
      "default_correlation.csv is left out from 300 miners on; a run whose --only names it has it."
    #expect(page.contains(reason) == (count == 300))
    let absent = #/this result has no [^<]*default_correlation.csv/#
    #expect(page.contains(absent) == (count == 299))
  }

  @Test("warnings are counted in the contents and said in full, as text")
  func warnings() throws {
    let page = try page(
      [:],
      warnings: [
        ScenarioWarning(
          path: "miners.<pivot>.tranches.loan.minDSCR",
          keys: ["miners", "<pivot>", "tranches", "loan", "minDSCR"], message: "is & flatters"),
        ScenarioWarning(
          path: "market.gpus.\"site MW\".resaleDecline",
          keys: ["market", "gpus", "site MW", "resaleDecline"], message: "is 0"),
        ScenarioWarning(path: "", message: "second"),
      ])
    #expect(page.contains("<a href=\"#warnings\">Warnings (3)</a>"))
    #expect(
      page.contains(
        "<li><strong>&lt;pivot&gt;, loan, min DSCR</strong> is &amp; flatters "
          + "<code>miners.&lt;pivot&gt;.tranches.loan.minDSCR</code></li>"))
    #expect(page.contains("<strong>GPU class site MW, resale decline</strong> is 0 <code>"))
    #expect(page.contains("<li>second</li>"))
    #expect(try self.page([:], warnings: []).contains("id=\"warnings\"") == false)
  }

  @Test("ten thousand warnings of one kind are a line with its count, three places and a fold")
  func manyWarnings() throws {
    let many = (0..<10_000).map { index in
      ScenarioWarning(
        path: "miners.m\(index).tranches.loan.maturity",
        keys: ["miners", "m\(index)", "tranches", "loan", "maturity"],
        message: "principal falls due \(index == 10 ? "1 year" : "\(Double(index) / 10) years") "
          + "after the horizon")
    }
    let other = ScenarioWarning(path: "miners.m1", keys: ["miners", "m1"], message: "owes nothing")
    let page = try page([:], warnings: many + [other])
    #expect(page.contains("10,001 warnings in force"))
    let list = try #require(
      page.firstMatch(of: #/<ol class="warnings">(.*?)<\/ol>/#.dotMatchesNewlines())
    ).1
    #expect(
      list.contains(
        "10,000 of this kind: likewise <strong>m1, loan, maturity</strong>; "
          + "<strong>m2, loan, maturity</strong> and 9,997 more."))
    #expect(list.contains("<summary>The next 20</summary>") && list.contains("9,977 more: "))
    #expect(list.contains("<li><strong>m1</strong> owes nothing <code>"))
    #expect(list.utf8.count < 5000)
  }
}

import CreditBasics
import ReportPages
import ResultReading
import Testing

/// How much of its limits a book of two miners uses, from tables in memory.
@Suite struct LimitCheckTests {
  private static let tables = [
    "summary.csv": """
    miner,pd,pd_se,expected_loss_usd,expected_loss_se,held_principal_usd
    A,0.1,0.01,10,1,100
    B,0.3,0.02,40,2,300
    PORTFOLIO,0.35,0.02,50,2.5,400

    """,
    "es_contributions.csv": """
    level,miner,tranche,contribution_usd,contribution_se
    0.95,A,loan,7,1
    0.99,A,loan,20,4
    0.99,A,notes,15,5
    0.99,B,loan,90,

    """,
    "groups.csv": """
    tag,value,pd_any,expected_loss_usd,es99_contribution_usd,held_principal_usd,expected_loss_se
    sector,AI,0.35,50,125,400,2.5

    """,
    "tenants.csv": """
    tenant,year,pd,revenue_usd_per_year,held_principal_usd
    lab,1,0.2,70,300
    lab,2,0.4,70,300
    owner,1,0,0,0
    owner,2,0.1,0,0

    """,
    "loss_quantiles.csv": """
    level,var_ci95_low,var_ci95_high,unexpected_loss_usd
    0.95,,,100
    0.999,0,39.19927969080108,150

    """,
  ]

  private func table(_ limits: BookLimits, without: String = "") throws -> LimitTable {
    try LimitCheck(directory: "out", scenario: nil) { $0 == without ? nil : Self.tables[$0] }.table(
      limits)
  }

  /// 7 % of $100m are its limit of $7m, though the product is a bit of the last place more.
  @Test func whatIsJustUsedUpIsNotExceeded() throws {
    var limits = BookLimits()
    limits.singleName.bounds.heldPrincipalUSD = 7_000_000
    let check = { (principal: Double) in
      try LimitCheck(directory: "out", scenario: nil) { file in
        file != "summary.csv"
          ? nil
          : "miner,pd,pd_se,expected_loss_usd,expected_loss_se,held_principal_usd\nA,0,0,0,0,\(principal)\n"
      }.table(limits)
    }
    #expect(0.07 * 1e8 > 7_000_000)
    #expect(try check(0.07 * 1e8).exceeded.isEmpty)
    #expect(try check(7_000_000.01).exceeded.count == 1)
  }

  @Test func everyKindOfLimitIsCompared() throws {
    var limits = BookLimits()
    limits.singleName.bounds.heldPrincipalUSD = 200
    limits.singleName.bounds.shortfall99USD = 70
    var exception = BookLimits.Bounds(name: "B")
    exception.pd = 0.3
    limits.singleName.exceptions = [exception]
    limits.tenant.bounds.pd = 0.5
    limits.tenant.bounds.revenueUSDPerYear = 50
    var sector = BookLimits.Group(name: "sector")
    sector.bounds.expectedLossUSD = 50
    limits.tags = [sector]
    limits.expectedLossUSD = 0
    limits.unexpectedLoss.at999 = 200
    let table = try table(limits)
    #expect(
      table.csv.split(separator: "\r\n") == [
        "kind,name,measure,used,used_se,limit,used_over_limit,state",
        "singleName,A,heldPrincipal,100,,200,0.5,within",
        "singleName,A,es99Contribution,35,9,70,0.5,within",
        "singleName,B,pd,0.3,0.02,0.3,1,within",
        "tenant,lab,pd,0.4,,0.5,0.8,within",
        "tenant,lab,revenuePerYear,70,,50,1.4,exceeded",
        "tenant,owner,pd,0.1,,0.5,0.2,within",
        "tenant,owner,revenuePerYear,0,,50,0,within",
        "tags.sector,AI,expectedLoss,50,2.5,50,1,within",
        "portfolio,,expectedLoss,50,2.5,0,,exceeded",
        "portfolio,,unexpectedLoss.99.9,150,9.999999999999998,200,0.75,within",
      ])
    #expect(table.exceeded.map(\.measure) == ["revenuePerYear", "expectedLoss"])
    // What is nearest to its bound comes first for people.
    let lines = table.text.split(separator: "\n")
    #expect(lines[1].hasPrefix("portfolio "))
    #expect(lines[2].hasPrefix("tenant lab ") && lines[2].hasSuffix("exceeded"))
    #expect(lines.last == "2 of 10 limits exceeded")
  }

  /// A table that has the error of a miner's tranches together, as theirs need not come together, gives that.
  @Test func theErrorOfANameIsThatOfItsLossesTogether() throws {
    var limits = BookLimits()
    limits.singleName.bounds.shortfall99USD = 70
    var tables = Self.tables
    let table = try #require(tables["es_contributions.csv"]).split(separator: "\n")
    tables["es_contributions.csv"] = zip(
      table, ["miner_contribution_se", "1", "6.5", "6.5", ""]
    ).map { "\($0),\($1)\n" }.joined()
    let rows = try LimitCheck(directory: "out", scenario: nil) { tables[$0] }.table(limits).csv
      .split(separator: "\r\n")
    #expect(rows[1] == "singleName,A,es99Contribution,35,6.5,70,0.5,within")
    #expect(rows[2].hasPrefix("singleName,B,es99Contribution,90,,70,"))
  }

  /// Where VaR's interval has no width, an unexpected loss varies with the expected loss alone.
  ///
  /// Without a table of that its error is not known. A loss of 0 has no error either.
  @Test func anErrorThatIsNotKnownIsNoZero() throws {
    var limits = BookLimits()
    limits.unexpectedLoss.at999 = 200
    limits.expectedLossUSD = 10
    var tables = Self.tables
    tables["loss_quantiles.csv"] =
      "level,var_ci95_low,var_ci95_high,unexpected_loss_usd\n0.999,0,0,-50\n"
    func row(_ measure: String) throws -> String? {
      let table = try LimitCheck(directory: "out", scenario: nil) { tables[$0] }.table(limits)
      let lines = table.csv.split(separator: "\r\n").map { String($0) }
      return lines.first { $0.contains(",\(measure),") }
    }
    #expect(
      try row("unexpectedLoss.99.9") == "portfolio,,unexpectedLoss.99.9,-50,2.5,200,-0.25,within")
    tables["summary.csv"] = Self.tables["summary.csv"]?.replacing(",50,2.5,400", with: ",0,0,400")
    #expect(try row("expectedLoss") == "portfolio,,expectedLoss,0,,10,0,within")
    tables["summary.csv"] = nil
    limits.expectedLossUSD = nil
    #expect(
      try row("unexpectedLoss.99.9") == "portfolio,,unexpectedLoss.99.9,-50,,200,-0.25,within")
  }

  /// Half of 100 and of 60 that B may draw, which lets to the lab; A may draw nothing.
  @Test func whatMayBeDrawnIsCountedOrNamed() throws {
    func line(_ name: String, _ amount: Double) -> Tranche {
      SampleResult.debt(name, 0) {
        $0.heldShare = 0.5
        $0.commitment = Commitment(amountUSD: amount)
      }
    }
    var scenario = SampleResult.scenario([
      Miner(name: "A", tranches: [SampleResult.debt("loan", 100)], tags: ["sector": "AI"]),
      Miner(
        name: "B", leases: [Lease(name: "hall", revenuePerYear: 70, tenant: 0)],
        tranches: [line("one", 100), line("two", 60)], tags: ["sector": "AI"]),
    ])
    scenario.tenants = [Tenant(name: "lab")]
    func table(_ limits: BookLimits) throws -> LimitTable {
      try LimitCheck(directory: "out", scenario: scenario) { Self.tables[$0] }.table(limits)
    }
    var limits = BookLimits()
    limits.singleName.bounds.heldPrincipalUSD = 350
    limits.tenant.bounds.heldOrCommittedUSD = 350
    var sector = BookLimits.Group(name: "sector")
    sector.bounds.heldOrCommittedUSD = 500
    limits.tags = [sector]
    let found = try table(limits)
    #expect(found.uses.map(\.used) == [100, 300, 380, 0, 480])
    #expect(found.uses.map(\.isExceeded) == [false, false, true, false, false])
    let note = "note: singleName B: $80 more can be drawn: heldOrCommitted counts it"
    #expect(found.text.split(separator: "\n").filter { $0.hasPrefix("note") } == [note[...]])
    // A bound of both counts all of it.
    limits.singleName.bounds.heldOrCommittedUSD = 500
    #expect(try !table(limits).text.contains("note"))
    // Without the scenario nobody knows.
    let refused = #expect(throws: ResultReadError.self) { try self.table(limits) }
    #expect(
      refused?.description
        == "limits: singleName: the tables have no heldOrCommitted of \"A\" to compare")
  }

  @Test func whatIsMissingIsNamed() throws {
    var limits = BookLimits()
    limits.singleName.bounds.shortfall99USD = 1
    let noTail = #expect(throws: ResultReadError.self) {
      try table(limits, without: "es_contributions.csv")
    }
    #expect(noTail?.description.hasPrefix("out/es_contributions.csv is missing") == true)
    limits = BookLimits()
    limits.tags = [BookLimits.Group(name: "rating")]
    limits.tags[0].bounds.pd = 1
    let noTag = #expect(throws: ResultReadError.self) { try table(limits) }
    #expect(noTag?.description == "limits: tags.rating: no miner of the book has this tag")
    limits = BookLimits()
    limits.singleName.exceptions = [BookLimits.Bounds(name: "C")]
    let nobody = #expect(throws: ResultReadError.self) { try table(limits) }
    #expect(
      nobody?.description
        == "limits: singleName.except: expected the name of a miner of the book, found \"C\"")
  }

  /// Names that are copied from a page or a message bring isolates, which do not show.
  @Test func namesWithIsolatesAreFound() throws {
    let copied = { (name: String) in "\u{2068}\(name)\u{2069}" }
    var limits = BookLimits()
    limits.singleName.bounds.pd = 0.2
    limits.singleName.exceptions = [BookLimits.Bounds(name: copied("B"))]
    limits.singleName.exceptions[0].pd = 0.5
    var sector = BookLimits.Group(name: copied("sector"))
    sector.exceptions = [BookLimits.Bounds(name: copied("AI"))]
    sector.exceptions[0].pd = 0.3
    limits.tags = [sector]
    let uses = try table(limits).uses
    #expect(uses.map(\.name) == ["A", "B", "AI"])
    #expect(uses.map(\.bound) == [0.2, 0.5, 0.3])
    #expect(uses.map(\.kind) == ["singleName", "singleName", "tags.sector"])
    // Only one of two bounds for the same name could hold.
    limits.singleName.exceptions.append(BookLimits.Bounds(name: "B"))
    let twice = #expect(throws: ResultReadError.self) { try self.table(limits) }
    #expect(
      twice?.description
        == "limits: singleName.except: expected each name once, found \"B\" again")
  }

  @Test func aNearNameIsSuggested() throws {
    var limits = BookLimits()
    limits.tags = [BookLimits.Group(name: "sectr")]
    limits.tags[0].bounds.pd = 1
    #expect(
      #expect(throws: ResultReadError.self) { try self.table(limits) }?.description
        == "limits: tags.sectr: no miner of the book has this tag; did you mean \"sector\"?")
    limits = BookLimits()
    limits.tenant.exceptions = [BookLimits.Bounds(name: "ownr")]
    #expect(
      #expect(throws: ResultReadError.self) { try self.table(limits) }?.description
        == "limits: tenant.except: expected the name of a tenant of the book, found \"ownr\"; did you "
        + "mean \"owner\"?")
  }

  /// A limit is compared or refused: a column that is not there leaves none out in silence.
  @Test func whatHasNoFigureIsNamed() throws {
    var limits = BookLimits()
    limits.tags = [BookLimits.Group(name: "sector")]
    limits.tags[0].bounds.shortfall99USD = 200
    let groups = "tag,value,pd_any,expected_loss_usd,held_principal_usd\nsector,AI,0.35,50,400\n"
    let refused = #expect(throws: ResultReadError.self) {
      try LimitCheck(directory: "out", scenario: nil) { _ in groups }.table(limits)
    }
    #expect(
      refused?.description
        == "limits: tags.sector: the tables have no es99Contribution of \"AI\" to compare")
  }

  /// Limits that nobody can exceed are a mistake.
  @Test func tenantsThatTheBookHasNotAreSaid() {
    var limits = BookLimits()
    limits.tenant.bounds.pd = 0.1
    let refused = #expect(throws: ResultReadError.self) {
      try LimitCheck(directory: "out", scenario: nil) { _ in
        "tenant,year,pd,revenue_usd_per_year\n"
      }.table(limits)
    }
    #expect(
      refused?.description == "limits: tenant: expected named tenants in the book, found none")
  }

  /// A table that no limit needs may be missing.
  @Test func noLimitsNeedNoTables() throws {
    let table = try LimitCheck(directory: "out", scenario: nil) { _ in nil }.table(BookLimits())
    #expect(table.uses.isEmpty)
  }
}

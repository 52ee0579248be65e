import Testing

/// Tests that fail on the first day, and collateral that is none.
@Suite struct TodayDoubtTests {
  private static let loan = "miners.a.tranches.loan"

  /// Without the hall, of which nothing is left to begin.
  private static let built = [
    "miners.a.orders=null", "miners.a.gpuLots=null", "miners.a.tranches.draw=null",
  ]

  private func says(_ overrides: String...) throws -> [String] {
    try BuilderFile.warnings(overrides)
  }

  /// The shell is worth $6m · (1 − e^(−0.1 · 11.0007)) / 0.1 = $40.03m: 15 / 40.03.
  @Test func anLTVThatIsBrokenToday() throws {
    let covenant = "\(Self.loan).covenant="
    #expect(
      try says(covenant + "{maxLTV: 0.3}")
        == ["\(Self.loan).covenant.maxLTV: 0.3 is broken today: LTV is 37.47 %"])
    #expect(try says(covenant + "{maxLTV: 0.4}") == [])
    #expect(
      try says(covenant + "{maxLTV: 0.4}", "miners.a.leases.shell.pledgedTo=null")
        == ["\(Self.loan).covenant.maxLTV: nothing is pledged: every test fails"])
    // What no order draws is never owed.
    #expect(
      try !says(
        "miners.a.orders=null", "miners.a.gpuLots=null",
        "miners.a.tranches.draw.covenant={maxLTV: 0.9}"
      ).contains { $0.contains("nothing is pledged") })
    // What is on order may be paid for by then.
    #expect(try says("miners.a.tranches.draw.covenant={maxLTV: 0.9}") == [])
    #expect(
      try says(covenant + "{maxLTV: 0.4}", "miners.a.leases.shell.order=racks", "miners.a.cash=3e7")
        == [])
  }

  @Test func aMarginCallOfToday() throws {
    func called(_ call: Double, _ liquidation: Double) throws -> [String] {
      try says(
        "\(Self.loan).margin={initialLTV: 0.3, callLTV: \(call), liquidationLTV: \(liquidation)}")
    }
    #expect(
      try called(0.35, 0.5) == ["\(Self.loan).margin.callLTV: 0.35 is broken today: LTV is 37.47 %"]
    )
    #expect(
      try called(0.35, 0.36)
        == ["\(Self.loan).margin.liquidationLTV: 0.36 is broken today: LTV is 37.47 %"])
    #expect(try called(0.38, 0.5) == [])
  }

  /// $6m of the lease over $1.32m of interest and $4.29m of principal.
  @Test func coverageAndLiquidityThatAreFailedToday() throws {
    let covenant = "\(Self.loan).covenant="
    #expect(
      try BuilderFile.warnings(Self.built + [covenant + "{minDSCR: 1.2}"])
        == ["\(Self.loan).covenant.minDSCR: 1.2 is failed today: DSCR is 1.07"])
    #expect(try BuilderFile.warnings(Self.built + [covenant + "{minDSCR: 1.05}"]) == [])
    // The hall earns from the last payment of its order on, three months before the year is over.
    #expect(try says(covenant + "{minDSCR: 1.2}") == [])
    #expect(
      try says(covenant + "{minLiquidity: 1.3e7}") == [
        "\(Self.loan).covenant.minLiquidity: 13000000 is failed today: cash and reserves are "
          + "$12,000,000"
      ])
    #expect(try says(covenant + "{minLiquidity: 1.2e7}") == [])
  }

  @Test func aPledgedLeaseWithoutAValue() throws {
    let unvalued = "miners.a.leases.shell.discountRate=null"
    #expect(
      try says(unvalued) == [
        "miners.a.leases.shell.discountRate: is absent: the lease is pledged, and counts for nothing "
          + "in LTV and in a sale"
      ])
    #expect(try says(unvalued, "miners.a.leases.shell.pledgedTo=null") == [])
  }

  @Test func aTenantOfABorrowersName() throws {
    #expect(
      try BuilderFile.warnings(replacing: [("lab: {", "a: {"), ("\"lab\"", "\"a\"")]) == [
        "tenants.a: is also the name of a borrower, and nothing links the two: the tenant fails by its "
          + "own risk, whatever becomes of the borrower"
      ])
  }

  /// $100m on $40.03m of a borrower that owns $90.03m.
  @Test func loansFarAboveTheirCollateral() throws {
    let cash = "miners.a.cash=5e7"
    #expect(
      try says("\(Self.loan).principal=1e8", cash) == [
        "\(Self.loan): LTV today is 249.8 %: what is pledged covers less than half of it, and all "
          + "that the borrower owns less than its debt"
      ])
    #expect(
      try !says("\(Self.loan).principal=8e7", "miners.a.cash=3e7")
        .contains { $0.hasPrefix(Self.loan) })
    // A small pledge beside all else that stands behind a loan.
    #expect(try says("\(Self.loan).principal=1e8", "miners.a.cash=7e7") == [])
  }

  /// Of $35m with $6.13m of interest, income of $6m a year for 3.5 years and cash of $12m pay $33m.
  @Test func debtThatNothingCarries() throws {
    func owing(_ principal: String, _ others: String...) throws -> [String] {
      try BuilderFile.warnings(Self.built + ["\(Self.loan).principal=\(principal)"] + others)
    }
    let found = try owing("3.5e7")
    #expect(
      found.map { $0.prefix(64) } == [
        "miners.a: DSCR today is 0.458, and cash, reserves, coins and sup"
      ])
    #expect(try owing("3.5e7", "miners.a.cash=3e7") == [])
    #expect(try owing("2.5e7") == [])
    // What has still to begin may carry it.
    let later = "miners.a.leases.shell.from=2026-06-30"
    #expect(try owing("3.5e7", later, "miners.a.leases.shell.revenuePerYear=1.4e7") == [])
    // Of a covenant that fails for the same reason that has been said.
    #expect(try owing("3.5e7", "\(Self.loan).covenant={minDSCR: 1}").count == 1)
  }

  /// Of $3.4m that are missing a parent can give what it has.
  @Test func supportOfAParentThatHasNothing() throws {
    func supported(by cash: String, _ others: String...) throws -> [String] {
      let notes = "{ kind: \"abl\", principal: 1e6, coupon: 0.05, maturity: \"2029-06-30\" }"
      return try BuilderFile.warnings(
        Self.built + ["\(Self.loan).principal=3.5e7"] + others,
        replacing: [
          (
            "miners: { a: {",
            "miners: { p: { cash: \(cash), tranches: { n: \(notes) } }, "
              + "a: { parent: \"p\", support: { cap: 2e7 },"
          )
        ]
      ).filter { $0.hasPrefix("miners.a:") }.map { String($0.prefix(24)) }
    }
    #expect(try supported(by: "2e7") == [])
    #expect(try supported(by: "1e6") == ["miners.a: DSCR today is "])
    let late = "miners.a.leases.shell.from=2026-06-30"
    #expect(try supported(by: "2e7", late) == [])
    #expect(try supported(by: "1e6", late) == ["miners.a: DSCR will be 0"])
    #expect(try supported(by: "2e7", "miners.a.support.keep=1.9e7").count == 1)
  }

  /// From July 2026 on $6m a year, against $12.6m of service in the year from then.
  @Test func debtThatNothingWillCarry() throws {
    func owing(_ others: String...) throws -> [String] {
      let late = ["\(Self.loan).principal=3.5e7", "miners.a.leases.shell.from=2026-06-30"]
      return try BuilderFile.warnings(Self.built + late + others).map { String($0.prefix(80)) }
    }
    let found = try owing()
    #expect(
      found == [
        "miners.a: DSCR will be 0.475 at today's prices in the year after all has begun, "
      ])
    #expect(try owing("miners.a.cash=3e7") == [])
    // A lease that begins when the loan is due is of no use to it.
    let after = "miners.a.leases.shell.from=2029-09-30"
    #expect(
      try owing(after, "miners.a.leases.shell.revenuePerYear=1e9")
        == ["miners.a: DSCR will be 0 at today's prices in the year after all has begun, and "])
    // What a child will pay its parent is not known.
    let child =
      "c: { parent: \"a\", distributions: { share: 1 }, leases: { l: { revenuePerYear: 5e6"
    func owning(_ terms: String) throws -> Int {
      try BuilderFile.warnings(
        Self.built + ["\(Self.loan).principal=3.5e7"],
        replacing: [
          (
            "miners: { a: {",
            "miners: { \(child)\(terms) } }, tranches: { n: { kind: \"abl\", principal: 1e6, coupon: 0.05, "
              + "maturity: \"2029-06-30\" } } }, a: {"
          )
        ]
      ).count
    }
    #expect(try owning(", from: \"2026-03-31\"") == 0)
    #expect(try BuilderFile.warnings(Self.built + ["\(Self.loan).principal=3.5e7"]).count == 1)
  }

  @Test func tenantsThatPayNothing() throws {
    #expect(
      try says("miners.a.leases.shell.revenuePerYear=0", "miners.a.cash=9e7") == [
        "miners.a.leases.shell.revenuePerYear: is 0: the tenant pays nothing"
      ])
    let contract = "miners.a.gpuLots.hall.contract={ratePerHour: "
    #expect(
      try says(contract + "0}", "miners.a.cash=9e7") == [
        "miners.a.gpuLots.hall.contract.ratePerHour: is 0: the tenant pays nothing"
      ])
    #expect(try says(contract + "2}") == [])
  }

  /// A loan of $15m and no pledge: free coins and cash answer a call, or nothing does.
  @Test func aMarginLoanOfNothing() throws {
    let margin = "\(Self.loan).margin={initialLTV: 0.5, callLTV: 0.7, liquidationLTV: 0.8}"
    let free = ["miners.a.leases.shell.pledgedTo=null", "market.btc={spot: 1e5}"]
    func holding(_ bitcoins: Int, _ others: String...) throws -> [String] {
      try BuilderFile.warnings(free + [margin, "miners.a.treasury={btc: \(bitcoins)}"] + others)
    }
    #expect(
      try holding(0, "miners.a.cash=1.4e7") == [
        "\(Self.loan).margin: nothing is pledged: it is called at once, and coins and cash do not "
          + "answer the call"
      ])
    #expect(try holding(50) == [])
    #expect(try holding(0, "miners.a.cash=1.6e7") == [])
  }
}

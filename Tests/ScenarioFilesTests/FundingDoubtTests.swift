import Testing

/// Payments that nothing makes, and cash for them that leaves first.
@Suite struct FundingDoubtTests {
  private func says(_ overrides: String...) throws -> [String] {
    try BuilderFile.warnings(overrides)
  }

  @Test func aFundedBuilderHasNone() throws { #expect(try says() == []) }

  private static let amount = "miners.a.tranches.draw.commitment.amount="

  /// Of $40m by 30 September $20m are drawn; cash is $12m, the lease brings $6m · 273 / 365.25 = $4.485m
  /// less interest of three quarters on what a quarter's fourteenth of the loan leaves, $1.039m.
  @Test func ordersThatNothingPaysFor() throws {
    #expect(
      try says(Self.amount + "2e7") == [
        "miners.a.orders: $40,000,000 is to be paid by 2026-09-30, and at today's prices there is "
          + "$35,450,000 at most (cash, reserves, coins, draws, support, new shares and income less "
          + "interest until then): $4,554,000 is missing then"
      ])
    #expect(try says(Self.amount + "2.5e7") == [])
    #expect(try says(Self.amount + "2e7", "miners.a.orders.racks.cancellable=true") == [])
    // A share of a week's worth of $100m.
    #expect(
      try says(Self.amount + "2e7", "miners.a.equity={perWeek: 0.003, marketCap: 1e8}") == [])
    #expect(
      try says("miners.a.payments={'2026-06-30': 2e7}").map { $0.prefix(40) }
        == ["miners.a.orders: $60,000,000 is to be pa"])
    // After the horizon nobody pays.
    #expect(try says("miners.a.payments={'2031-06-30': 9e9}") == [])
  }

  /// A parent gives what its support says; a child's distributions reach the parent.
  @Test func groupsPayForEachOther() throws {
    let debt =
      "cash: 1e6, tranches: { n: { kind: \"abl\", principal: 2e6, coupon: 0.05, maturity: \"2029-06-30\" } },"
      + " leases: { l: { revenuePerYear: 1e6 } }"
    let parent = ("miners: { a: {", "miners: { p: { \(debt) }, a: { parent: \"p\",")
    #expect(
      try BuilderFile.warnings([Self.amount + "2e7"], replacing: [parent]).map { $0.prefix(16) }
        == ["miners.a.orders:"])
    let support = (parent.0, parent.1 + " support: { cap: 5e6 },")
    let rich = "miners.p.cash=2e7"
    #expect(try BuilderFile.warnings([Self.amount + "2e7", rich], replacing: [support]) == [])
    // A parent of $1m, which earns as much in a year, cannot give $4.6m, nor one that keeps $19m of $20m.
    #expect(
      try BuilderFile.warnings([Self.amount + "2e7"], replacing: [support]).map { $0.prefix(16) }
        == ["miners.a.orders:"])
    let keeping = "miners.a.support.keep=1.9e7"
    #expect(
      try BuilderFile.warnings([Self.amount + "2e7", rich, keeping], replacing: [support]).count
        == 1)

    let child = { (terms: String) in
      let rest = debt.replacing("1e6,", with: "2e7,")
      return ("miners: { a: {", "miners: { c: { parent: \"a\", \(terms) \(rest) }, a: {")
    }
    #expect(
      try BuilderFile.warnings([Self.amount + "2e7"], replacing: [child("")]).map { $0.prefix(16) }
        == ["miners.a.orders:"])
    let paying = child("distributions: { share: 1, perYear: 4 },")
    #expect(try BuilderFile.warnings([Self.amount + "2e7"], replacing: [paying]) == [])
  }

  /// $8m drawn, cash of $30.3m and $4.45m of the lease less half a year's interest, $2.48m, pay $40m on the
  /// 28th and not the interest of two days later, $1.25m.
  @Test func interestThatFollowsAnOrder() throws {
    func missing(_ cash: String) throws -> [Substring] {
      let loan = "miners.a.tranches.loan."
      return try BuilderFile.warnings(
        [
          Self.amount + "8e6", loan + "principal=5e7", loan + "amortisation=bullet",
          "miners.a.cash=\(cash)",
        ], replacing: [("2026-09-30", "2026-09-28")]
      ).filter { $0.hasPrefix("miners.a.orders") }.map { $0.prefix(53) }
    }
    #expect(try missing("3.2e7") == [])
    #expect(
      try missing("3.03e7") == ["miners.a.orders: $40,000,000 is to be paid by 2026-09"])
  }

  /// The next eight quarters of the loan, interest and 8/14 of principal, are $10.7m.
  @Test func aReserveThatFillsFromBuildingMoney() throws {
    let reserve = "miners.a.tranches.loan.reserve="
    #expect(
      try says(reserve + "{months: 24}") == [
        "miners.a.tranches.loan.reserve: is filled from cash that orders still need: no commitment and "
          + "no income pays $4,554,000 of them due after 2026-03-31, by 2026-09-30; initial is there "
          + "beforehand"
      ])
    #expect(try says(reserve + "{months: 24, initial: 1.1e7}") == [])
    #expect(try says(reserve + "{months: 3}") == [])
    #expect(try says(reserve + "{months: 24}", "miners.a.cash=2.2e7") == [])
  }

  /// A fifth of $40m is not drawn, of which income less interest until then leaves $8m − $3.446m.
  @Test func aSweepOfBuildingMoney() throws {
    let sweep = "miners.a.tranches.loan.sweep="
    let found = try says(sweep + "{share: 0.5}")
    #expect(
      found == [
        "miners.a.tranches.loan.sweep: has no belowDSCR: it prepays cash that orders still need: no "
          + "commitment and no income pays $4,554,000 of them due after 2026-03-31, by 2026-09-30; "
          + "keep holds it back"
      ])
    #expect(try says(sweep + "{share: 0.5, keep: 5e6}") == [])
    // In the first quarter $1.48m of the lease over $1.44m of service are 1.03.
    #expect(
      try says(sweep + "{share: 0.5, belowDSCR: 1.2}").map { $0.prefix(81) } == [
        "miners.a.tranches.loan.sweep: acts while DSCR is low: it prepays cash that orders"
      ])
    #expect(try says(sweep + "{share: 0.5, belowDSCR: 0.9}") == [])
    // Without service nothing is swept.
    let capitalised = [
      "pikUntil=2026-12-31", "amortisationFrom=2027-03-31", "sweep={share: 0.5, belowDSCR: 1.2}",
    ]
    #expect(
      try BuilderFile.warnings(capitalised.map { "miners.a.tranches.loan." + $0 }) == [])
    // Payment dates from 2026-06-30 on are after the first instalment.
    #expect(
      try says(sweep + "{share: 1}", "miners.a.tranches.loan.paymentsPerYear=1").map {
        $0.contains("due after 2026-06-30, by 2026-09-30")
      } == [true])
    // Half of $14.24m less what is kept leaves more than the last $8m, and so does cash of $30m.
    #expect(try says(sweep + "{share: 0.5}", "miners.a.tranches.loan.paymentsPerYear=1") == [])
    #expect(try says(sweep + "{share: 0.2}", "miners.a.cash=3e7") == [])
  }

  /// Once nothing can be drawn any more, $20m less income are due from cash.
  @Test func distributionsOfBuildingMoney() throws {
    let until = "miners.a.tranches.draw.commitment.availableUntil=2026-06-30"
    let (cash, built) = ("miners.a.cash=5e7", "miners.a.tranches.draw.pikUntil=null")
    func paying(_ terms: String, _ others: String...) throws -> [String] {
      let paid = "miners.a.distributions={share: 1, perYear: 4\(terms)}"
      return try BuilderFile.warnings([cash, paid] + others)
        .map { String($0.prefix(60)) }
    }
    #expect(
      try paying("", until, built)
        == ["miners.a.distributions: pays out cash that orders still need"])
    #expect(try paying("", built) == [])
    #expect(try paying("", until) == [])
    // Income up to the first of July leaves too: $19m and the $0.8m after it are less than $20m.
    #expect(try paying(", keep: 1.9e7", until, built).count == 1)
    #expect(try paying(", keep: 2e7", until, built) == [])
  }

  @Test func aCommitmentThatNoOrderDraws() throws {
    let paid = "miners.a.cash=5e7"
    #expect(try says(paid) == [])
    #expect(
      try says("miners.a.orders.racks.fundedBy=null", paid) == [
        "miners.a.tranches.draw.commitment: no order names it in fundedBy, so nothing is ever drawn: "
          + "it costs its fee, and locks up distributions while it lasts"
      ])
  }
}

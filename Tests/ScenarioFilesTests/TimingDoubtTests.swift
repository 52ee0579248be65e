import ScenarioFiles
import ScenarioWarnings
import Testing

/// Dates a few hours apart that fall into different steps, and ratios that say something else than they seem to.
@Suite struct TimingDoubtTests {
  private static let loan = "miners.a.tranches.loan"

  /// What is said of dates of a borrower whose lease of $40m a year carries the interest of $300m at 8 %.
  private func warnings(
    _ terms: String, maturity: String = "2028-12-30", miner: String = "", cash: String = "1e7"
  ) throws
    -> [String]
  {
    let text = """
      {
        name: "desk", asOf: "2025-12-31", market: { regimes: { calm: { btc: { volatility: 0.5 } } }, btc: { spot: 87500 } },
        miners: { a: {
          cash: 2e7, minimumCash: \(cash), leases: { hall: { revenuePerYear: 4e7, until: "2036-12-31" } }, \(miner)
          tranches: { loan: { kind: "highYield", principal: 3e8, coupon: 0.08, maturity: "\(maturity)", \(terms) } },
        } },
      }
      """
    return try ScenarioReader.read(text: text, name: "f.json5").warnings
      .map { "\($0.path): \($0.message)" }.filter { !$0.hasPrefix("miners.a: DSCR today is") }
  }

  /// 31 December 2028 is 1,096 days away, 3.0007 years: a week after the distribution of year 3.
  @Test func distributionsAWeekBeforePayments() throws {
    let owners = "distributions: { share: 1, perYear: 4 },"
    #expect(try warnings("paymentsPerYear: 4", miner: owners) == [])
    let late = try warnings("paymentsPerYear: 4", maturity: "2028-12-31", miner: owners)
    #expect(
      late == [
        "\(Self.loan): what is due on 2026-04-01 falls into the step after that in which cash is distributed, "
          + "which does not wait for it; dates a day or two earlier keep them together"
      ])
  }

  /// Of instalments each 31 December that of 2028 alone comes after the test at the year's end.
  @Test func oneInstalmentAWeekAfterATest() throws {
    let dated = """
      balloonShare: null, amortisation: { "2026-12-31": 0.05, "2027-12-31": 0.05, "2028-12-31": 0.05 },
      covenant: { minDSCR: 1.0, testsPerYear: 1 }
      """
    let said = try warnings(
      dated.replacing("balloonShare: null, ", with: ""), maturity: "2030-06-30")
    #expect(
      said.contains {
        $0.hasPrefix(
          "\(Self.loan): what is due on 2028-12-31 falls into the step after that in which the DSCR is"
        )
      }, "\(said)")
    // A loan that is late at every test has as many payments in each window as it should.
    let regular = try warnings(
      "paymentsPerYear: 4, covenant: { minDSCR: 1.0 }", maturity: "2028-12-31")
    #expect(!regular.contains { $0.contains("falls into the step") }, "\(regular)")
  }

  /// Thirty days of $24m: the first of yearly payments comes on 30 January.
  @Test func aFirstPaymentForPartOfAYear() throws {
    let said = try warnings("paymentsPerYear: 1", maturity: "2030-01-30")
    #expect(
      said == [
        "miners.a: the next twelve months hold $1,970,000 of service, while interest of $24,000,000 a year accrues: the "
          + "first payment is for part of a period, and today's DSCR is better than later ones"
      ])
    #expect(try warnings("paymentsPerYear: 1", maturity: "2030-12-30") == [])
  }

  /// Coins of $263m are sold for a cash of $10m, after a test for $20m and payments of $6m.
  @Test func cashThatIsTestedBeforeCoinsAreSold() throws {
    let covenant = "paymentsPerYear: 4, covenant: { minLiquidity: 2e7 }"
    let coins = "treasury: { btc: 3000 }, overheadPerYear: 3.9e7,"
    let said = try warnings(covenant, miner: coins)
    #expect(
      said.contains(
        "\(Self.loan).covenant.minLiquidity: is tested before coins are sold, which are sold up to minimumCash alone: "
          + "with coins of $263,000,000 it may fail for a payment of $6,000,000; a minimumCash of $26,000,000 keeps "
          + "cash for the test"), "\(said)")
    // What is advised is enough, rounded as it is.
    let odd = covenant.replacing("2e7", with: "2.0004e7")
    let advised = try warnings(odd, miner: coins)
    #expect(advised.contains { $0.contains("a minimumCash of $26,100,000 keeps") }, "\(advised)")
    let enough = try warnings(odd, miner: coins, cash: "2.61e7")
    #expect(!enough.contains { $0.contains("tested before") }, "\(enough)")
    // One that lives on its lease sells nothing.
    #expect(
      try !warnings(covenant, miner: "treasury: { btc: 3000 },").contains {
        $0.contains("tested before")
      })
  }

  @Test(arguments: [
    ("dsra: { months: 6 }", "loan.dsra: unknown key; its key is \"reserve\""),
    ("rank: 1", "loan.rank: unknown key; its key is \"seniority\""),
    ("floating: { spread: 0.04 }", "floating.spread: unknown key; its key is \"margin\""),
    ("spread: 0.04", "loan.spread: unknown key"),
  ]) func wordsOfTermSheets(terms: String, says: String) {
    let error = #expect(throws: ScenarioError.self) { try warnings(terms) }
    #expect(error?.description.split(separator: "\n").contains { $0.hasSuffix(says) } == true)
  }
}

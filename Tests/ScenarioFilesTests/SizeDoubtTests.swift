import ScenarioFiles
import ScenarioWarnings
import Testing

/// Figures that are usual by themselves, and not beside the others of a borrower.
@Suite struct SizeDoubtTests {
  /// A large miner, of which nothing is to be said.
  private static let text = """
    {
      name: "large", asOf: "2025-12-31", riskFreeRate: 0.037, horizonYears: 5,
      market: {
        regimes: { calm: { btc: { volatility: 0.5 } } }, btc: { spot: 87500 },
        network: { hashrate: 1.05e6, blockSubsidy: 3.125, halvings: ["2028-04-15"] }, power: { spotPerMWh: 45 },
        gpus: { GB300: { rentPerHour: 4.6, resalePrice: 65000, resaleDecline: 0.26 } },
      },
      miners: { a: {
        cash: 8e8, minimumCash: 1.5e8, overheadPerYear: 1e8, treasury: { btc: 50000 },
        asics: { petahash: 60000, joulesPerTerahash: 19, resalePerTerahash: 12 },
        equity: { perWeek: 0.004, marketCap: 4e9 },
        gpuLots: { hall: { gpu: "GB300", count: 100, contract: { ratePerHour: 4.1, until: "2029-12-31" } } },
        tranches: { notes: { kind: "highYield", principal: 3.6e9, coupon: 0.09, maturity: "2030-06-30" } },
      } },
    }
    """

  private func says(_ overrides: String...) throws -> [String] {
    try ScenarioReader.read(text: Self.text, name: "f", overrides: overrides).warnings
      .map { "\($0.path): \($0.message)" }
  }

  @Test func anOrdinaryBorrowerHasNone() throws { #expect(try says() == []) }

  private static let notes = "miners.a.tranches.notes."
  private static let rate = "miners.a.gpuLots.hall.contract.ratePerHour"

  static let mistakes = [
    (
      notes + "coupon=0.0075",
      notes + "coupon: 0.0075 is below riskFreeRate, 0.037: a month's rate? then write 0.09"
    ),
    (
      "miners.a.equity.marketCap=4000",
      "miners.a.equity.marketCap: 4000 is next to nothing beside debt of $3,600,000,000: millions? then "
        + "write 4000000000"
    ),
    (
      "miners.a.equity.marketCap=4e6",
      "miners.a.equity.marketCap: 4000000 is next to nothing beside debt of $3,600,000,000: thousands? "
        + "then write 4000000000"
    ),
    (
      "miners.a.minimumCash=2000",
      "miners.a.minimumCash: 2000 is next to nothing beside debt of $3,600,000,000: millions? then write "
        + "2000000000"
    ),
    (
      "miners.a.cash=1900",
      "miners.a.cash: 1900 is next to nothing beside debt of $3,600,000,000: millions? then write "
        + "1900000000"
    ),
    (rate + "=29", rate + ": 29 is 6.3 times spot rent, 4.6: is it meant?"),
    (rate + "=0.41", rate + ": 0.41 is 0.089 times spot rent, 4.6: is it meant?"),
    (
      "miners.a.asics.petahash=60",
      "miners.a.asics.petahash: all rigs are worth $720,000, beside debt of $3,600,000,000: EH/s? then "
        + "write 60000"
    ),
  ]

  @Test(arguments: mistakes) func isFound(override: String, says expected: String) throws {
    let found = try says(override)
    #expect(found.contains(expected), "\(found)")
  }

  /// A low coupon that no month has, a distressed market value, little cash, an old contract, few rigs.
  @Test(arguments: [
    notes + "coupon=0.03", notes + "coupon=0", "miners.a.equity.marketCap=4e7",
    "miners.a.minimumCash=1e5", "miners.a.cash=1e5", "miners.a.minimumCash=0", rate + "=20",
    rate + "=0.5",
    "miners.a.asics.petahash=4000", "miners.a.asics=null",
  ]) func isUsual(override: String) throws {
    let key = override.prefix { $0 != "=" }
    let found = try says(override)
    #expect(!found.contains { $0.hasPrefix(key) }, "\(found)")
  }

  @Test func convertiblesHaveLowCoupons() throws {
    #expect(try says(Self.notes + "coupon=0.0075", Self.notes + "kind=convertible") == [])
    #expect(try says(Self.notes + "coupon=0.0075", "riskFreeRate=0") == [])
  }

  /// Overheads that take a miner's income do not make its debt one of another unit.
  @Test func incomeThatOverheadsTake() throws {
    let found = try says("miners.a.overheadPerYear=4.4e8")
    #expect(!found.contains { $0.contains("times today's yearly income") }, "\(found)")
  }
}

import ScenarioFiles
import ScenarioWarnings
import Testing

/// Extensions that ask for income of a borrower who has none.
@Suite struct RefinanceDoubtTests {
  /// A holder of coins with costs of $2m a year, and as much interest.
  private static let text = """
    {
      name: "fund", asOf: "2025-12-31", horizonYears: 3,
      market: {
        regimes: { calm: { btc: { volatility: 0.5 } } }, btc: { spot: 87500 },
        network: { hashrate: 1.05e6, blockSubsidy: 3.125, halvings: ["2028-04-15"] }, power: { spotPerMWh: 45 },
      },
      miners: { a: {
        cash: 1e7, overheadPerYear: 2e6, treasury: { btc: 1000 },
        tranches: { line: {
          kind: "bitcoinLoan", principal: 2e7, coupon: 0.1, maturity: "2027-12-31", pledge: { btc: 500 },
          refinance: { termYears: 1 },
        } },
      } },
    }
    """

  private static let line = "miners.a.tranches.line"

  private func says(_ overrides: String..., leases: String = "") throws -> [String] {
    let text = Self.text.replacing("tranches: {", with: "leases: { \(leases) }, tranches: {")
    return try ScenarioReader.read(text: text, name: "f", overrides: overrides).warnings
      .map { "\($0.path): \($0.message)" }
  }

  @Test func anExtensionThatIncomeForbids() throws {
    let all = "is a test that fails: DSCR is -1 at today's prices when it falls due, so nothing is "
    #expect(
      try says() == [
        "\(Self.line).refinance.minDSCR: 0 \(all)extended; a negative one such as -100 is no test"
      ])
    #expect(try says("\(Self.line).refinance.minDSCR=1.2").count == 1)
    #expect(try says("\(Self.line).refinance.windowYears=1").count == 1)
  }

  /// Overheads alone are 1, 75, 150 and 750 times interest of $2m.
  @Test(arguments: [
    ("2e6", "a negative one such as -100 is no test"),
    ("1.5e8", "a negative one such as -1000 is no test"),
    ("3e8", "a negative one such as -1000 is no test"),
    ("1.5e9", "even the lowest that it takes, -1000, may be a test"),
  ]) func whatSwitchesTheTestOffSuffices(overheads: String, says end: String) throws {
    let found = try says("miners.a.overheadPerYear=\(overheads)").filter { $0.contains("minDSCR") }
    #expect(found.map { $0.hasSuffix(end) } == [true])
  }

  /// The test switched off, no clause, no service.
  @Test(arguments: [
    "\(line).refinance.minDSCR=-100", "\(line).refinance=null", "\(line).coupon=0",
  ]) func extensionsThatMayHappen(override: String) throws {
    #expect(try says(override) == [])
  }

  /// A lease that will pay, and a date after the horizon.
  @Test func incomeAndDatesToCome() throws {
    #expect(try says(leases: "x: { revenuePerYear: 3e6, from: '2026-06-30' }") == [])
    #expect(try !says("horizonYears=1").contains { $0.contains("refinance") })
  }

  /// Rigs that lose what overheads are at $87,500 a bitcoin earn them at twice that; leases that reach 1.25
  /// are near 1.3.
  @Test func incomeThatMayGrow() throws {
    let rigs = "{petahash: 300, joulesPerTerahash: 19, resalePerTerahash: 13}"
    #expect(try says("miners.a.asics=\(rigs)") == [])
    #expect(try says("miners.a.asics=\(rigs.replacing("300", with: "60"))").count == 1)
    let lease = "x: { revenuePerYear: 4.5e6 }"
    #expect(try says("\(Self.line).refinance.minDSCR=1.3", leases: lease) == [])
    #expect(try says("\(Self.line).refinance.minDSCR=2", leases: lease).count == 1)
  }

  /// Of a price that is wrong nothing else is said.
  @Test func aWrongPriceIsSaidAlone() throws {
    #expect(try !says("market.btc.spot=87.5").contains { $0.contains("refinance") })
  }

  @Test func negativeCoverageIsNoTest() throws {
    let read = try ScenarioReader.read(
      text: Self.text, name: "f", overrides: ["\(Self.line).refinance.minDSCR=-100"])
    #expect(read.scenario.miners[0].tranches[0].refinance?.minDSCR == -100)
    #expect(throws: ScenarioError.self) { try says("\(Self.line).refinance.minDSCR=-1001") }
    #expect(throws: ScenarioError.self) { try says("\(Self.line).covenant={minDSCR: -1}") }
  }
}

import ScenarioFiles
import Testing

/// The unit that a figure was probably typed in, whether it is refused or only unusual.
@Suite struct LikelyUnitTests {
  /// What is said of one changed value: the refusals, or the warnings.
  private func says(_ override: String) -> [String] {
    do {
      return try ScenarioReader.read(
        text: GivenFile.scenario, name: "f.json5", overrides: [override]
      ).warnings.map(\.message)
    } catch { return error.issues.map(\.message) }
  }

  static let loan = "miners.a.tranches.l"
  static let lot = "miners.a.gpuLots.x."

  static let slips = [
    // A month of an H100 costs some $1,600, an hour some 220 cents.
    ("market.gpus.H100.rentPerHour=460", "cents? then write 4.6"),
    (lot + "contract={ratePerHour: 330}", "cents? then write 3.3"),
    ("market.gpus.H100.rentPerHour=1600", "dollars a month? then write 2.19028"),
    (loan + ".coupon=1.75", "per cent? then write 0.0175"),
    (loan + "={coupon: null, floating: {margin: 425}}", "basis points? then write 0.0425"),
    (loan + ".refinance={termYears: 1, stepUp: 200}", "basis points? then write 0.02"),
    ("market.regimes.calm.refinancingPremium=300", "basis points? then write 0.03"),
    (loan + ".coupon=9.25", "write 0.0925 for 9.25 %"),
    (loan + ".coupon=925", "basis points? then write 0.0925"),
    ("market.gpus.H100.kilowatts=2100", "W? then write 2.1"),
    ("market.gpus.H100.kilowatts=700", "W? then write 0.7"),
    ("riskFreeRate=3.7", "write 0.037 for 3.7 %"),
    ("resolution.costRate=8.123456", "write 0.08123456 for 8.123456 %"),
    ("market.network.revenueElasticity=1.5", "expected 0 to 1, found 1.5"),
    ("asOf=1025-12-31", "found \"1025-12-31\"; the year is not among these"),
    ("asOf=9999-12-31", "found \"9999-12-31\"; the year is not among these"),
    ("asOf=2025-02-30", "found \"2025-02-30\"; the calendar has no such day"),
    (
      loan + ".maturity=2199-12-31",
      "not counted; horizonYears can be at most 100: is the date meant?"
    ),
    ("market.regimes.calm.tenantDefaultPerYear=2", "per cent? then write 0.02"),
    ("resolution.coinCostRate=0.5", "per cent? then write 0.005"),
    ("resolution.costRate=1", "per cent? then write 0.01"),
    (loan + "={coupon: null, floating: {margin: 0.04, floor: 1}}", "per cent? then write 0.01"),
    ("resolution.lagYears=9", "months? then write 0.75"),
    (lot + "meanDelayYears=30", "months? then write 2.5"),
    (loan + ".refinance={termYears: 1, windowYears: 12}", "months? then write 1"),
    (loan + ".refinance={termYears: 12}", "months? then write 1"),
    ("lenderView.usefulLifeYears=72", "months? then write 6"),
    ("horizonYears=36", "months? then write 3"),
    ("market.gpus.H100.resalePrice=20", "thousands? then write 20000"),
    (lot + "contract={ratePerHour: 2.4, tenantRisk: 50}", "outside the usual 0 to 20"),
    ("miners.a.treasury.btc=3e7", "is outside the usual 0 to 1e6 coins: satoshi? then write 0.3"),
    ("miners.a.treasury.eth=13e12", "expected 0 to 1e12 coins, found 13e12"),
  ]

  @Test(arguments: slips) func isNamed(override: String, says expected: String) {
    let found = says(override)
    #expect(found.contains { $0.hasSuffix(expected) }, "\(found)")
  }
}

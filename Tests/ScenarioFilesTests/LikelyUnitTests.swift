import ScenarioFiles
import ScenarioWarnings
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

  /// By the unit that is guessed: changed values, and what is proposed for each.
  static let units: KeyValuePairs<String, KeyValuePairs<String, String>> = [
    // An hour of an H100 costs some 220 cents, a month some $1,600.
    "cents": [
      "market.gpus.H100.rentPerHour=460": "4.6", lot + "contract={ratePerHour: 330}": "3.3",
    ],
    "dollars a month": ["market.gpus.H100.rentPerHour=1600": "2.19028"],
    "thousands": ["market.gpus.H100.resalePrice=20": "20000"],
    "per cent": [
      loan + ".coupon=1.75": "0.0175",
      loan + "={coupon: null, floating: {margin: 0.04, floor: 1}}": "0.01",
      "market.regimes.calm.tenantDefaultPerYear=2": "0.02",
      "resolution.coinCostRate=0.5": "0.005", "resolution.costRate=1": "0.01",
    ],
    "basis points": [
      loan + ".coupon=925": "0.0925",
      loan + "={coupon: null, floating: {margin: 425}}": "0.0425",
      loan + ".refinance={termYears: 1, stepUp: 200}": "0.02",
      "market.regimes.calm.refinancingPremium=300": "0.03",
    ],
    "W": ["market.gpus.H100.kilowatts=2100": "2.1", "market.gpus.H100.kilowatts=700": "0.7"],
    "months": [
      "resolution.lagYears=9": "0.75", lot + "meanDelayYears=30": "2.5",
      loan + ".refinance={termYears: 1, windowYears: 12}": "1",
      loan + ".refinance={termYears: 12}": "1",
      "lenderView.usefulLifeYears=72": "6", "horizonYears=36": "3",
    ],
  ]

  /// Changed values of which something else is said, and how it ends.
  static let others = [
    (loan + ".coupon=9.25", "write 0.0925 for 9.25 %"),
    ("riskFreeRate=3.7", "write 0.037 for 3.7 %"),
    ("riskFreeRate=3.7%", "found \"3.7%\"; write 0.037"), (loan + ".coupon=9.7%", "; write 0.097"),
    (loan + ".coupon=\"925 bp\"", "found \"925 bp\"; write 0.0925"),
    (loan + ".principal=50%", "found \"50%\""), ("miners.a.treasury.hodl=200%", "found \"200%\""),
    ("resolution.costRate=8.123456", "write 0.08123456 for 8.123456 %"),
    ("market.network.revenueElasticity=1.5", "expected 0 to 1, found 1.5"),
    ("asOf=1025-12-31", "found \"1025-12-31\"; the year is not among these"),
    ("asOf=9999-12-31", "found \"9999-12-31\"; the year is not among these"),
    ("asOf=2025-02-30", "found \"2025-02-30\"; the calendar has no such day"),
    (
      loan + ".maturity=2199-12-31",
      "not counted; horizonYears can be at most 100: is the date meant?"
    ),
    (lot + "contract={ratePerHour: 2.4, tenantRisk: 50}", "outside the usual 0 to 20"),
    ("miners.a.treasury.btc=3e7", "is outside the usual 0 to 1e6 coins: satoshi? then write 0.3"),
    ("miners.a.treasury.eth=13e12", "expected 0 to 1e12 coins, found 13e12"),
  ]

  static let slips =
    units.flatMap { unit, values in
      values.map { override, meant in (override, "\(unit)? then write \(meant)") }
    } + others

  @Test(arguments: slips) func isNamed(override: String, says expected: String) {
    let found = says(override)
    #expect(found.contains { $0.hasSuffix(expected) }, "\(found)")
  }
}

import CreditBasics
import RiskMeasures
import TestSupport
import Testing

/// Tallies of tenants, regimes and inventory on hand-made paths.
@Suite struct MarketTableTests {
  var scenario: Scenario {
    var scenario = HandBook.scenario
    scenario.grid = TimeGrid(horizonYears: 2, stepsPerYear: 4)
    scenario.tenants = [
      Tenant(name: "lab", guarantor: 1), Tenant(name: "owner"),
    ]
    scenario.market.gpus = [GPUClass(name: "H100")]
    let contract = RentalContract(share: 0.5, ratePerHour: 2, tenant: 0, prepaid: 0.25)
    scenario.miners[0].gpuLots = [GPULot(name: "hall", gpu: 0, count: 10, contract: contract)]
    scenario.miners[0].leases = [
      Lease(name: "shell", revenuePerYear: 1000, costShare: 0.5, tenant: 0)
    ]
    scenario.miners[1].leases = [Lease(name: "shell", revenuePerYear: 300, tenant: 1)]
    return scenario
  }

  func result(_ extras: Extras, _ change: (inout StressTally) -> Void) throws -> ExtrasResult {
    var tally = StressTally(scenario, extras: extras)
    tally.add(HandBook.outcomes, firstPath: 0)
    change(&tally)
    let restored = try StressTally(
      decoding: tally.encode(), book: tally.book, fanPlan: tally.fanPlan)
    #expect(restored.result() == tally.result())
    // Twice the paths, half of them from a file.
    tally.merge(restored)
    return tally.result().extras
  }

  /// 10 GPUs at half share and $2 are 87 660 a year, a quarter of it prepaid; of 4 paths one failure a year.
  @Test func tenantsByHand() throws {
    let rows = try #require(
      try result(.tenants) {
        $0.tenants.add(tenant: 0, year: 0, defaults: 2)
        $0.tenants.add(tenant: 0, year: 1, defaults: 0)
        $0.tenants.add(tenant: 1, year: 1, defaults: 1)
      }[TenantRow.self])
    #expect(rows.map(\.name) == ["lab", "lab", "owner", "owner"])
    #expect(rows.map(\.failures.value) == [0.25, 0.5, 0, 0.25])
    let rent = 0.75 * 87_660.0
    #expect(rows[0].tenant.revenueUSDPerYear == rent + 1000)
    #expect(rows[2].tenant.revenueUSDPerYear == 300)
    #expect(rows.map(\.tenant.guaranteedUSDPerYear) == [0, 0, 66_745, 66_745])
    #expect(rows.map(\.tenant.landlords) == [[0], [0], [1], [1]])
    #expect(rows.map(\.tenant.heldPrincipalUSD) == [100, 100, 200, 200])
    let followers: [Double?] = [2, 1, nil, 1]
    #expect(rows.map { $0.followers?.value } == followers)
    // Each path twice: 2, 2, 0 and 0 have the variance 4/3, over four.
    expectEqual(try #require(rows[1].followers?.standardError), (1.0 / 3).squareRoot())
  }

  /// Leads of 3, −3 and no months; the fourth path is never in the second regime.
  @Test func regimesByHand() throws {
    var market = scenario
    market.market.regimes = [
      Regime(name: "calm"), Regime(name: "shut", refinancingOpen: false),
    ]
    var tally = StressTally(market, extras: .regimes)
    tally.add(HandBook.outcomes, firstPath: 0)
    tally.regimes.add(RegimeTrace(steps: [6, 2], first: [0, 2], fall: 3))
    tally.regimes.add(RegimeTrace(steps: [4, 4], first: [0, 3], fall: 2))
    tally.regimes.add(RegimeTrace(steps: [0, 8], first: [-1, 0], fall: 0))
    tally.regimes.add(RegimeTrace(steps: [8, 0], first: [0, -1], fall: 2))
    let restored = try StressTally(
      decoding: tally.encode(), book: tally.book, fanPlan: tally.fanPlan)
    #expect(restored.result() == tally.result())
    let rows = try #require(tally.result().extras[RegimeRow.self])
    #expect(rows.map(\.name) == ["calm", "shut", "CRUNCH"])
    #expect(rows.map(\.timeShare.value) == [0.5625, 0.4375, 0.4375])
    #expect(rows.map(\.entries.count) == [3, 3, 3])
    let first = try #require(rows[1].firstYear)
    expectEqual(first.value, 5.0 / 12)
    // 2, 3 and 0 quarters have the variance 7/3, over three.
    expectEqual(try #require(first.standardError), (7.0 / 9).squareRoot() / 4)
    let lead = try #require(rows[1].lead)
    #expect(lead.months.value == 0)
    #expect(lead.quantiles == [-3, 0, 3])
    #expect(lead.before == Proportion(2, of: 3))
    // Falls begin after 7/4 quarters on average, the visits after 5/3.
    expectEqual(lead.unrelatedMonths, 3 * (7.0 / 4 - 5.0 / 3))
  }

  /// 100 and 300 units on two of four paths, sold at half and a quarter of 10 and 20.
  @Test func inventoryByHand() throws {
    let rows = try #require(
      try result(.inventory) {
        $0.inventory.add(
          DumpedUnits(units: 100, marked: 1000, fetched: 500, greatestOverhang: 100), hardware: 0,
          year: 1)
        $0.inventory.add(
          DumpedUnits(units: 300, marked: 6000, fetched: 1500, greatestOverhang: 300), hardware: 0,
          year: 1)
      }[InventoryRow.self])
    #expect(rows.map(\.name) == ["H100", "H100"])
    #expect(rows[0].units == Estimate(value: 0, standardError: 0))
    #expect(rows[0].shareFetched == nil)
    #expect(rows[1].units.value == 100)
    #expect(rows[1].any.value == 0.5)
    #expect(rows[1].greatestOverhang == nil)
    let share = try #require(rows[1].shareFetched)
    expectEqual(share.value, 2.0 / 7)
    // Residuals 500 − 2000/7 and its negative, each on two of eight paths.
    let residual = 1500.0 / 7
    expectEqual(
      try #require(share.standardError), (4 * residual * residual * 8 / 7).squareRoot() / 14_000)
  }
}

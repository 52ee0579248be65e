import CreditBasics
import Foundation
import RiskMeasures
import StressEngine
import TestSupport
import Testing

/// Named tenants' failures, and the defaults that follow, in whole runs.
@Suite struct TenantRunTests {
  /// A miner that lives by one lease and fails in the step in which its rent stops.
  func landlord(_ name: String, _ tenant: Int) -> Miner {
    let lease = Lease(name: "hall", revenuePerYear: 1200, tenant: tenant, reletYears: 100)
    return Miner(
      name: name, overheadPerYear: 1200, leases: [lease],
      tranches: [SmallScenarios.loan(principal: 100)])
  }

  func rows(_ tenants: [Tenant], _ miners: [Miner], paths: Int) throws -> [TenantRow] {
    let calm = Regime(name: "calm", tenantDefaultPerYear: 0.4)
    var scenario = SmallScenarios.scenario(
      miners, market: SmallScenarios.market(regime: calm), years: 3)
    scenario.tenants = tenants
    scenario.simulation.paths = paths
    let run = StressRun(scenario, threads: 1, extras: .tenants)
    let tally = try #require(run.run())
    return try #require(run.result(of: tally).extras[TenantRow.self])
  }

  /// A tenant of risk 1.5 has failed by year `y` with probability `1 − e^(−0.6 y)`; both its landlords
  /// default in the step of its failure, the third with another tenant, of risk 0.5 and independent: within
  /// 13 steps, that of the failure included, with probability `1 − e^(−0.2 · 13/12)` where it has not
  /// before.
  @Test func failuresAndWhatFollowsInClosedForm() throws {
    let rows = try rows(
      [Tenant(name: "lab", risk: 1.5), Tenant(name: "other", risk: 0.5)],
      [landlord("a", 0), landlord("b", 0), landlord("c", 1)], paths: 20_000)
    #expect(rows.map(\.name) == ["lab", "lab", "lab", "other", "other", "other"])
    #expect(rows.map(\.year) == [1, 2, 3, 1, 2, 3])
    for (row, rate) in zip(rows, [0.6, 0.6, 0.6, 0.2, 0.2, 0.2]) {
      expectAgrees(
        row.failures.value, standardError: row.failures.standardError,
        with: 1 - exp(-rate * Double(row.year)), "\(row.name), year \(row.year)")
    }
    // The third follows if it fails in steps f to f + 12, f being the step of a failure in year 1.
    let weights = (0..<12).map { exp(-0.05 * Double($0)) }
    let follows = (0..<12).map { exp(-0.2 * Double($0) / 12) * (1 - exp(-0.2 * 13 / 12)) }
    let third = zip(weights, follows).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    let followers = try #require(rows[0].followers)
    expectAgrees(
      followers.value, standardError: try #require(followers.standardError), with: 2 + third)
  }

  /// One that fails at once breaks no contract while its guarantor stands.
  @Test func nobodyFollowsWhereAGuarantorStands() throws {
    let rows = try rows(
      [Tenant(name: "lab", risk: 1e6, guarantor: 1), Tenant(name: "owner", risk: 0)],
      [landlord("a", 0)], paths: 1100)
    #expect(rows.map(\.failures.count) == [1100, 1100, 1100, 0, 0, 0])
    #expect(rows[0].followers == Estimate(value: 0, standardError: 0))
    #expect(rows[5].followers == nil)
    #expect(rows.map(\.tenant.revenueUSDPerYear) == [1200, 1200, 1200, 0, 0, 0])
    #expect(rows[3].tenant.guaranteedUSDPerYear == 1200)
  }
}

import CreditBasics

extension Scenario {
  /// Contracted dollars a year of all lots and leases on the terms of the as-of date, whether their
  /// tenants have names or not.
  package var contractedPerYear: Double {
    miners.reduce(0) { sum, miner in
      let lots = miner.gpuLots.map(\.contractedPerYear)
      return sum + (lots + miner.leases.map(\.revenuePerYear)).reduce(0, +)
    }
  }
}

/// What depends on each named tenant: revenue that it pays, and debt of the miners that let to it.
enum LenderTenants {
  /// The table and what it counts; empty for a scenario without named tenants.
  static func table(_ scenario: Scenario) -> [String] {
    guard !scenario.tenants.isEmpty else { return [] }
    let total = scenario.contractedPerYear
    let contracted = scenario.miners.map(\.contractedRevenue)
    let rows = scenario.tenants.indices.map { row($0, scenario, contracted, of: total) }
    let header = ["tenant", "risk", "guarantor", "revenue", "share", "miners", "debt"]
    return [(ScreenFormat.columns([header] + rows) + [note]).joined(separator: "\n")]
  }

  private static let note = """
    revenue: contracted dollars a year, whatever the dates, and as a share of all that
    is contracted; miners that let to the tenant, and all that these owe and may draw.
    """

  private static func row(
    _ index: Int, _ scenario: Scenario, _ contracted: [[(tenant: Int, usdPerYear: Double)]],
    of total: Double
  ) -> [String] {
    let tenant = scenario.tenants[index]
    var (revenue, debt, landlords) = (0.0, 0.0, 0)
    for (miner, contracted) in zip(scenario.miners, contracted) {
      let paid = contracted.filter { $0.tenant == index }
      guard !paid.isEmpty else { continue }
      landlords += 1
      revenue += paid.reduce(0) { $0 + $1.usdPerYear }
      debt += miner.tranches.reduce(0) { $0 + $1.principalUSD + ($1.commitment?.amountUSD ?? 0) }
    }
    return [
      tenant.name.shortened(20), ScreenFormat.decimals(tenant.risk, 2),
      tenant.guarantor.map { scenario.tenants[$0].name.shortened(20) }
        ?? ScreenFormat.nothing,
      ScreenFormat.dollars(revenue),
      total > 0 ? ScreenFormat.percent(revenue / total, 0) : ScreenFormat.nothing,
      "\(landlords)", ScreenFormat.dollars(debt),
    ]
  }
}

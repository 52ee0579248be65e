import CreditBasics

/// The lender's share of commitments that nobody has drawn yet, in dollars: what it may have to
/// lend on top of the principal that it holds.
///
/// Miners that may draw nothing have no entry.
package struct UndrawnFacts {
  /// By miner.
  package private(set) var byMiner: [String: Double] = [:]
  /// By named tenant: of the miners that let to it.
  package private(set) var byTenant: [String: Double] = [:]
  /// By tag, then by its value: of the miners with both.
  package private(set) var byTag: [String: [String: Double]] = [:]

  /// What a scenario's miners may draw; nothing for a scenario that is not known.
  package init(_ scenario: Scenario?) {
    for miner in scenario?.miners ?? [] where miner.heldUndrawnUSD > 0 {
      let undrawn = miner.heldUndrawnUSD
      byMiner[miner.name] = undrawn
      for tenant in Set(miner.contractedRevenue.map(\.tenant)) {
        byTenant[scenario?.tenants[tenant].name ?? "", default: 0] += undrawn
      }
      for (tag, value) in miner.tags { byTag[tag, default: [:]][value, default: 0] += undrawn }
    }
  }
}

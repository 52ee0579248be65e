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

  /// Reads `scenario.json`.
  package init(_ scenario: JSONNode) {
    for (name, miner) in scenario["miners"].members {
      let undrawn = miner["tranches"].members.reduce(0) { sum, tranche in
        sum + (tranche.value["commitment"]["amount"].number ?? 0)
          * (tranche.value["heldShare"].number ?? 1)
      }
      guard undrawn > 0 else { continue }
      byMiner[name] = undrawn
      let lots = miner["gpuLots"].members.compactMap { $0.value["contract"]["tenant"].text }
      let leases = miner["leases"].members.compactMap { $0.value["tenant"].text }
      for tenant in Set(lots + leases) { byTenant[tenant, default: 0] += undrawn }
      for (tag, value) in miner["tags"].members {
        guard let value = value.text else { continue }
        byTag[tag, default: [:]][value, default: 0] += undrawn
      }
    }
  }
}

import CreditBasics

/// What a loan's borrower has in common with others of the book: itself, its tenants, its tags.
package struct Concentration: Sendable, Hashable {
  /// What the members of the group share.
  package enum Kind: Sendable, Hashable {
    case borrower
    case tenant
    case tag(String)
  }

  /// What the members share.
  package let kind: Kind
  /// The name that they share.
  package let name: String

  /// `borrower north`, `tenant AI lab` or `sector AI cloud`.
  package var text: String {
    switch kind {
    case .borrower: "borrower \(name)"
    case .tenant: "tenant \(name)"
    case .tag(let key): "\(key) \(name)"
    }
  }

  /// The groups of a miner: itself, its tenants in name order, its tags in order of their names.
  static func all(of miner: Miner, in scenario: Scenario) -> [Concentration] {
    [Concentration(kind: .borrower, name: miner.name)]
      + miner.tenantPlaces.map { Concentration(kind: .tenant, name: scenario.tenants[$0].name) }
      + miner.tags.sorted { $0.key < $1.key }.map {
        Concentration(kind: .tag($0.key), name: $0.value)
      }
  }

  /// The miners of a scenario that belong to it.
  func members(of scenario: Scenario) -> [Int] {
    scenario.miners.indices.filter { place in
      let miner = scenario.miners[place]
      switch kind {
      case .borrower: return miner.name == name
      case .tenant: return miner.tenantPlaces.contains { scenario.tenants[$0].name == name }
      case .tag(let key): return miner.tags[key] == name
      }
    }
  }
}

extension Miner {
  /// Named tenants of its contracts and leases, as numbers in the scenario's list, each once, ascending.
  fileprivate var tenantPlaces: [Int] {
    Set(contractedRevenue.map(\.tenant)).sorted()
  }

  /// Dollars of principal and commitment held of its debt.
  var heldUSD: Double {
    tranches.reduce(0) { sum, tranche in
      sum + tranche.heldShare * (tranche.principalUSD + (tranche.commitment?.amountUSD ?? 0))
    }
  }
}

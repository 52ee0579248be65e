import CreditBasics

extension RandomScenarios {
  /// Adds named tenants, and the terms on which leases and contracts are sold, to any random
  /// scenario.
  static func addTenants(to scenario: inout Scenario, seed: UInt64) {
    var numbers = SeededNumbers(seed: seed &+ 6_000_000)
    scenario.tenants = [
      Tenant(name: "hyperscaler", risk: numbers.one(of: [0, 0.3, 1])),
      Tenant(name: "neocloud", risk: numbers.number(0.5...3)),
      Tenant(
        name: "startup", risk: numbers.number(1...4), guarantor: numbers.one(of: [0, 1, nil])),
    ]
    scenario.resolution.leaseHaircut = numbers.number(0...0.5)
    scenario.resolution.leaseLagYears = numbers.number(0...1)
    scenario.resolution.contractYield = numbers.number(0.05...0.3)
    for miner in scenario.miners.indices {
      RandomTenants.change(&scenario.miners[miner], tenants: scenario.tenants.count, &numbers)
    }
  }
}

/// Tenants, leases of value and contracts of random miners.
private enum RandomTenants {
  static func change(_ miner: inout Miner, tenants: Int, _ numbers: inout SeededNumbers) {
    let named = { (numbers: inout SeededNumbers) -> Int? in
      numbers.chance(0.6) ? numbers.below(tenants) : nil
    }
    for lot in miner.gpuLots.indices where miner.gpuLots[lot].contract != nil {
      miner.gpuLots[lot].contract?.tenant = named(&numbers)
      miner.gpuLots[lot].contract?.isAssignable = numbers.chance(0.7)
      miner.gpuLots[lot].contract?.prepaid = numbers.one(of: [0, 0, 0.2])
      miner.gpuLots[lot].contract?.ratePerHour *= numbers.one(of: [1, 1.5])
    }
    for lease in miner.leases.indices {
      miner.leases[lease].tenant = named(&numbers)
      miner.leases[lease].discountRate = numbers.chance(0.8) ? numbers.number(0.06...0.2) : nil
      miner.leases[lease].revenuePerYear *= numbers.one(of: [0.2, 0.5])
    }
  }
}

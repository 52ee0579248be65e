import CreditBasics

extension RandomScenarios {
  /// Adds rigs in lots, liens in rank order and power that ends to any random scenario.
  static func addRigsAndLiens(to scenario: inout Scenario, seed: UInt64) {
    var numbers = SeededNumbers(seed: seed &+ 2_000_000)
    scenario.market.rigElasticity = numbers.one(of: [0, 0.7, 1, 1, 1.6, 2.3])
    if numbers.chance(0.7) {
      scenario.market.rigDepth = HardwareDepth(
        units: numbers.number(1_000...30_000), absorptionPerYear: numbers.number(0...3))
    }
    scenario.market.power?.spot = numbers.number(35...90)
    for gpu in scenario.market.gpus.indices where numbers.chance(0.7) {
      scenario.market.gpus[gpu].opexPerHour += numbers.number(0.1...0.6)
    }
    for miner in scenario.miners.indices {
      RandomRigs.change(&scenario.miners[miner], &numbers)
    }
  }
}

extension RandomScenarios {
  /// Adds market values of shares to any random scenario.
  static func addMarketValues(to scenario: inout Scenario, seed: UInt64) {
    var numbers = SeededNumbers(seed: seed &+ 3_000_000)
    for miner in scenario.miners.indices {
      scenario.miners[miner].marketCap = marketValue(&numbers)
      scenario.miners[miner].equityIssuancePerWeek = numbers.number(0.0005...0.01)
      for loan in scenario.miners[miner].tranches.indices
      where scenario.miners[miner].tranches[loan].conversionPremium != nil {
        scenario.miners[miner].tranches[loan].maturity = numbers.number(0.5...2)
        scenario.miners[miner].tranches[loan].puts = []
      }
    }
  }

  static func marketValue(_ numbers: inout SeededNumbers) -> MarketCapitalisation {
    MarketCapitalisation(
      initialUSD: numbers.number(5e7...1e9),
      beta: PerCoin(btc: numbers.number(-0.5...2), eth: numbers.number(-0.5...1)),
      rentBeta: numbers.number(-0.5...1.5))
  }
}

/// Rigs, liens and power contracts of random miners.
private enum RandomRigs {
  static func change(_ miner: inout Miner, _ numbers: inout SeededNumbers) {
    miner.rigLots = ["annex", "barn", "shed"].prefix(numbers.one(of: [0, 1, 2, 3])).map {
      lot(named: $0, &numbers)
    }
    miner.power.until = numbers.chance(0.5) ? .infinity : numbers.number(0.2...3)
    miner.power.resaleShare = numbers.one(of: [0, 0.5, 0.8, 1, 1])
    for lot in miner.gpuLots.indices {
      miner.gpuLots[lot].liens = liens(miner, &numbers)
    }
    for lot in miner.rigLots.indices { miner.rigLots[lot].liens = liens(miner, &numbers) }
    for lease in miner.leases.indices { miner.leases[lease].liens = liens(miner, &numbers) }
    // For more margin calls, and for junior liens to be worth something.
    for index in miner.tranches.indices where miner.tranches[index].margin == nil {
      guard numbers.chance(0.3) else { continue }
      miner.tranches[index].margin = MarginTerms(
        initialLTV: 0.6, callLTV: numbers.number(0.7...0.9),
        liquidationLTV: numbers.number(0.95...3),
        remedy: numbers.chance(0.3) ? .seize : .default)
    }
  }

  private static func lot(named name: String, _ numbers: inout SeededNumbers) -> RigLot {
    RigLot(
      name: name,
      fleet: ASICFleet(
        petahash: numbers.number(200...6_000), joulesPerTerahash: numbers.number(15...32),
        uptime: numbers.number(0.85...1), resalePerTerahash: numbers.number(4...14)),
      inService: numbers.chance(0.4) ? nil : numbers.number(0...1.5),
      meanDelayYears: numbers.one(of: [0, 0, 0.3]))
  }

  /// None to three tranches in any order.
  private static func liens(_ miner: Miner, _ numbers: inout SeededNumbers) -> [Int] {
    var left = Array(miner.tranches.indices)
    return (0..<min(left.count, numbers.one(of: [0, 1, 2, 3]))).map { _ in
      left.remove(at: numbers.below(left.count))
    }
  }
}

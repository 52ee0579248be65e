import CreditBasics

extension RandomScenarios {
  /// Adds hardware on order, commitments and payments to any random scenario.
  static func addOrders(to scenario: inout Scenario, seed: UInt64) {
    scenario.changeMiners(seed: seed &+ 4_000_000, RandomOrders.change)
  }
}

/// Orders, commitments and payments of random miners.
private enum RandomOrders {
  static func change(_ miner: inout Miner, _ numbers: inout SeededNumbers) {
    for loan in miner.tranches.indices where numbers.chance(0.6) {
      commit(&miner.tranches[loan], &numbers)
    }
    miner.orders = ["crane", "dock", "exports"].prefix(numbers.one(of: [1, 2, 3])).map {
      order(named: $0, of: miner, &numbers)
    }
    miner.payments = payments(numbers.one(of: [0, 1, 3]), size: 0.1 * miner.cashUSD, &numbers)
    let orders = miner.orders.count
    let awaited = { (numbers: inout SeededNumbers) -> Int? in
      numbers.chance(0.6) ? numbers.below(orders) : nil
    }
    for lot in miner.gpuLots.indices { miner.gpuLots[lot].order = awaited(&numbers) }
    for lot in miner.rigLots.indices { miner.rigLots[lot].order = awaited(&numbers) }
    for lease in miner.leases.indices { miner.leases[lease].order = awaited(&numbers) }
  }

  private static func commit(_ loan: inout Tranche, _ numbers: inout SeededNumbers) {
    loan.commitment = Commitment(
      amountUSD: numbers.number(0.1...1) * loan.principalUSD,
      availableUntil: numbers.chance(0.5) ? nil : numbers.number(0...1) * loan.maturity,
      feePerYear: numbers.one(of: [0, 0.01]))
    if numbers.chance(0.2) { loan.principalUSD = 0 }
  }

  private static func order(
    named name: String, of miner: Miner, _ numbers: inout SeededNumbers
  ) -> Order {
    let funds = miner.tranches.isEmpty || numbers.chance(0.2)
    return Order(
      name: name,
      payments: payments(
        numbers.one(of: [1, 2, 4]), size: numbers.one(of: [0.1, 0.5, 1]) * miner.cashUSD, &numbers),
      fundedBy: funds ? nil : numbers.below(miner.tranches.count),
      advanceRate: numbers.one(of: [0.5, 0.8, 1]), isCancellable: numbers.chance(0.6))
  }

  private static func payments(
    _ count: Int, size: Double, _ numbers: inout SeededNumbers
  ) -> [DatedPayment] {
    (0..<count).map { _ in
      DatedPayment(
        date: numbers.number(0.02...1.5), amountUSD: numbers.number(0.1...1) * max(size, 1e6))
    }.sorted { $0.date < $1.date }
  }
}

import CreditBasics

extension RandomScenarios {
  /// Adds accounts, and shares issued ahead of payments, to any random scenario.
  static func addAccounts(to scenario: inout Scenario, seed: UInt64) {
    scenario.changeMiners(seed: seed &+ 5_000_000, RandomAccounts.change)
  }
}

/// Accounts of random miners.
private enum RandomAccounts {
  static func change(_ miner: inout Miner, _ numbers: inout SeededNumbers) {
    for loan in miner.tranches.indices {
      let size = max(miner.tranches[loan].principalUSD, 1e6)
      if numbers.chance(0.6) {
        miner.tranches[loan].reserve = ReserveTerms(
          months: numbers.one(of: [1, 3, 6, 12, 30]),
          initialUSD: numbers.one(of: [0, 0.02, 0.1]) * size)
      }
      guard numbers.chance(0.4) else { continue }
      miner.tranches[loan].sweep = SweepTerms(
        share: numbers.one(of: [0.2, 0.5, 1]), keepUSD: numbers.one(of: [0, 1e6]),
        belowDSCR: numbers.one(of: [.infinity, 1.5]))
    }
    if numbers.chance(0.6) {
      miner.distributions = DistributionTerms(
        share: numbers.number(0.1...1), keepUSD: numbers.one(of: [0, 2e6]),
        perYear: numbers.one(of: [1, 4, 12]), minDSCR: numbers.one(of: [0, 1.3]))
    }
    guard numbers.chance(0.6) else { return }
    miner.prefundWeeks = numbers.one(of: [4, 13, 40])
    miner.equityIssuancePerWeek = numbers.number(0.001...0.02)
  }
}

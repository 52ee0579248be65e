import CreditBasics

extension RandomScenarios {
  /// Adds parents and children to any random scenario.
  static func addParents(to scenario: inout Scenario, seed: UInt64) {
    var numbers = SeededNumbers(seed: seed &+ 4_000_000)
    scenario.resolution.subsidiaryHaircut = numbers.one(of: [0, 0.3, 0.7, 1])
    // A parent comes earlier in a random order than its children, so that there are no circles.
    var order = Array(scenario.miners.indices)
    for position in order.indices.dropLast() {
      let other = position + numbers.below(order.count - position)
      order.swapAt(position, other)
    }
    for position in order.indices.dropFirst() where numbers.chance(0.75) {
      let parent = order[numbers.below(position)]
      scenario.miners[order[position]].parent = parent
      guard numbers.chance(0.7) else { continue }
      scenario.miners[order[position]].support = ParentSupport(
        capUSD: numbers.chance(0.3) ? .infinity : numbers.number(1e6...6e7),
        keepUSD: numbers.chance(0.5) ? 0 : numbers.number(1e6...2e7))
    }
    for miner in scenario.miners.indices where numbers.chance(0.6) {
      scenario.miners[miner].distributions = DistributionTerms(
        share: numbers.number(0.2...1), keepUSD: numbers.number(0...2e7),
        perYear: numbers.one(of: [1, 4, 12]), minDSCR: numbers.number(0...1.2))
    }
  }
}

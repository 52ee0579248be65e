import CreditBasics

extension RandomScenarios {
  /// Adds all that a scenario can say at once to a plain one: the terms of real facilities, rigs in lots,
  /// liens in rank order, hardware on order, accounts, shares that trade, parents, shared tenants, and of
  /// two one with a table of given factors.
  ///
  /// That each of them matters on many paths is asserted where kernel and ledger are compared on it.
  static func addEverything(to scenario: inout Scenario, seed: UInt64) {
    addFacilityTerms(to: &scenario, seed: seed)
    addRigsAndLiens(to: &scenario, seed: seed)
    addOrders(to: &scenario, seed: seed)
    addAccounts(to: &scenario, seed: seed)
    addParents(to: &scenario, seed: seed)
    addTenants(to: &scenario, seed: seed)
    if seed % 2 == 0 { addGivenPath(to: &scenario, seed: seed) }
    var numbers = SeededNumbers(seed: seed &+ 7_000_000)
    for miner in scenario.miners.indices where numbers.chance(0.5) {
      scenario.miners[miner].marketCap = marketValue(&numbers)
    }
    for miner in scenario.miners.indices where numbers.chance(0.5) {
      finishBuilding(&scenario.miners[miner], by: numbers.number(0.1...0.8))
    }
  }

  /// Ends the time in which more is drawn and interest capitalised, so that cash may leave after it.
  private static func finishBuilding(_ miner: inout Miner, by date: Double) {
    for tranche in miner.tranches.indices {
      miner.tranches[tranche].commitment?.availableUntil = date
      if miner.tranches[tranche].pikUntil != nil { miner.tranches[tranche].pikUntil = date }
    }
    miner.distributions?.keepUSD = 0
  }
}

import CreditBasics

extension RandomScenarios {
  /// Adds to a plain scenario all that one can say: the terms of real facilities, rigs in lots,
  /// liens in rank order, hardware on order, accounts, shares that trade, parents, shared tenants,
  /// and for every other seed a table of given factors.
  ///
  /// The tests that compare kernel and ledger on it assert that each of these matters on many
  /// paths.
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

  /// Ends the time in which debt is drawn and interest capitalised, so that distributions can begin
  /// after it.
  private static func finishBuilding(_ miner: inout Miner, by date: Double) {
    for tranche in miner.tranches.indices {
      miner.tranches[tranche].commitment?.availableUntil = date
      if miner.tranches[tranche].pikUntil != nil { miner.tranches[tranche].pikUntil = date }
    }
    miner.distributions?.keepUSD = 0
  }
}

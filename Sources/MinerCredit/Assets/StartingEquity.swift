import CreditBasics

/// Marked assets less debt of each miner at the as-of date, stakes in children included.
///
/// - Parameter order: All miners, children before parents: each is valued once, however long a chain of parents is.
func startingEquities(
  _ scenario: Scenario, order: [Int], children: [Int: [Int]], world: World
) -> [Double] {
  var equities = scenario.miners.map { _ in 0.0 }
  for index in order {
    equities[index] = startingEquity(
      scenario.miners[index], stakes: (children[index] ?? []).map { equities[$0] },
      scenario.market, world)
  }
  return equities
}

private func startingEquity(
  _ miner: Miner, stakes: [Double], _ market: Market, _ world: World
) -> Double {
  let debt = miner.tranches.reduce(0) { $0 + $1.principalUSD }
  var equity = miner.cashUSD - debt
  equity += miner.tranches.reduce(0) { $0 + ($1.reserve?.initialUSD ?? 0) }
  for coin in Coin.allCases {
    equity += miner.treasury.holdings[coin] * (market.coins[coin].spotUSD ?? 0)
  }
  for lot in miner.gpuLots where miner.isPaid(lot.order) {
    let gpu = market.gpus[lot.gpu]
    let resale = world == .lender ? gpu.newPriceUSD : market.resaleAtStart(of: lot.gpu)
    equity += lot.count * resale
  }
  for rig in miner.allRigLots where miner.isPaid(rig.order) {
    equity += rig.fleet.petahash * 1000 * rig.fleet.resalePerTerahash * market.rigPriceAtStart
  }
  for lease in miner.leases where miner.isPaid(lease.order) {
    guard let income = LeaseIncome(lease, of: miner) else { continue }
    equity += income.value(at: 0, from: income.start(asOf: 0))
  }
  for stake in stakes { equity += max(0, stake) }
  // A remainder within rounding is 0.
  return equity > Limit.slack * debt ? equity : min(0, equity)
}

extension Market {
  /// Resale price at time 0, with launches that happen on the as-of date.
  func resaleAtStart(of gpu: Int) -> Double {
    launches.filter { $0.date <= TimeGrid.dateTolerance && $0.meanDelayYears == 0 }
      .flatMap(\.impacts).filter { $0.gpu == gpu }
      .reduce(gpus[gpu].resalePriceUSD) { $0 * (1 - $1.resaleHaircut) }
  }
}

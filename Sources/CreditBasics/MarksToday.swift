/// A miner's assets at the marks of the as-of date, in dollars: no haircut, no depth.
package struct MarksToday {
  package let cash: Double
  package let coins: PerCoin<Double>
  package let gpuCount: Double
  package let gpus: Double
  package let asics: Double

  /// Marked assets.
  package var total: Double { cash + coins.btc + coins.eth + gpus + asics }

  package init(_ miner: Miner, _ prices: TodaysPrices) {
    cash = miner.cashUSD
    let held = miner.treasury.holdings
    coins = PerCoin(btc: held.btc * prices.coinUSD.btc, eth: held.eth * prices.coinUSD.eth)
    // What is on order counts as far as it is paid for: nothing yet.
    let lots = miner.gpuLots.filter { $0.order == nil }
    gpuCount = lots.reduce(0) { $0 + $1.count }
    gpus = lots.reduce(0) { $0 + $1.count * prices.resaleUSD[$1.gpu] }
    asics = miner.allRigLots.filter { $0.order == nil }.reduce(0) {
      $0 + $1.fleet.petahash * 1000 * $1.fleet.resalePerTerahash
    }
  }
}

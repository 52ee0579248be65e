import CreditBasics
import NumericCore

/// A miner's coins at the as-of date and the rules of its treasurer.
struct TreasuryPlan: Sendable {
  /// Share of mining revenue kept as bitcoin.
  let hodl: Double
  /// Ether earned by staking in a step for each one held.
  let stakingPerStep: Double
  /// Bitcoin that no tranche holds.
  let freeBTC: Double
  /// Ether that no tranche holds.
  let freeETH: Double
  /// Whether it ever has any of a coin, free or pledged.
  let mayHold: PerCoin<Bool>
  /// The coins that it may hold and that have a price, in the order in which they are sold.
  let saleOrder: FixedArray<Coin>
  /// The coins that `saleOrder` omits: they are sold only to pay a balloon they are pledged to.
  let otherCoins: FixedArray<Coin>
  /// Share of free coins that may be sold in a step.
  let saleShare: Double

  init(_ miner: Miner, _ market: Market, grid: TimeGrid, in storage: Storage) {
    let free = { (coin: Coin) in
      max(0, miner.treasury.holdings[coin] - miner.tranches.reduce(0) { $0 + $1.pledge[coin] })
    }
    let holds = { (coin: Coin) in
      free(coin) > 0 || miner.tranches.contains { $0.pledge[coin] > 0 }
        || (coin == .btc && miner.treasury.hodl > 0)
    }
    mayHold = PerCoin(btc: holds(.btc), eth: holds(.eth))
    let priced = Coin.allCases.filter { market.coins[$0].spotUSD != nil && holds($0) }
    let order = miner.treasury.saleOrder.filter(priced.contains)
    hodl = miner.treasury.hodl
    stakingPerStep = miner.treasury.ethStakingYield * grid.stepYears
    freeBTC = free(.btc)
    freeETH = free(.eth)
    saleOrder = FixedArray(order, in: storage)
    otherCoins = FixedArray(priced.filter { !order.contains($0) }, in: storage)
    saleShare = grid.stepShare(ofWeekly: miner.treasury.maxSaleSharePerWeek)
  }
}

import CreditBasics
import NumericCore

/// What a miner's assets are worth at marks (model §3).
extension MinerDesk {
  /// Cash, all coins, all GPUs and ASICs at marks, in dollars.
  @inline(__always)
  func markedAssets(group: Int) -> Lanes {
    var coins = book.freeBTC[group] * prices.btc[group] + book.freeETH[group] * prices.eth[group]
    for position in plan.collateralTranches.indices {
      coins += pledgedCoins(of: plan.collateralTranches[position], group: group)
    }
    let hardware =
      gpuMarks(plan.gpus, group: group)
      + prices.hashprice[group] * plan.asicUSDPerHashprice
    return (coins + hardware).times(ownFactor[group], plus: book.cash[group])
  }

  /// Marked assets less debt.
  @inline(__always)
  func equity(group: Int) -> Lanes { markedAssets(group: group) - book.debt[group] }

  /// GPUs at resale prices, before the miner's own factor.
  @inline(__always)
  func gpuMarks(_ counts: FixedArray<ClassCount>, group: Int) -> Lanes {
    var sum = Lanes(repeating: 0)
    for index in counts.indices {
      sum = prices.resale(counts[index].gpu)[group].times(counts[index].count, plus: sum)
    }
    return sum
  }

  /// What is pledged to a tranche, at marks.
  @inline(__always)
  func pledgedValue(of index: Int, group: Int) -> Lanes {
    var value = pledgedCoins(of: index, group: group)
    let gpus = plan.tranches[index].pledgedGPUs
    if !gpus.isEmpty {
      value += book.tranches[index].holdsGPUs[group] * gpuMarks(gpus, group: group)
    }
    return value * ownFactor[group]
  }

  /// Coins pledged to a tranche at marks, before the miner's own factor; none that it cannot hold.
  @inline(__always)
  private func pledgedCoins(of index: Int, group: Int) -> Lanes {
    let tranche = book.tranches[index]
    let mayHold = plan.tranches[index].mayHold
    var value = mayHold.btc ? tranche.pledgedBTC[group] * prices.btc[group] : .zero
    if mayHold.eth { value += tranche.pledgedETH[group] * prices.eth[group] }
    return value
  }
}

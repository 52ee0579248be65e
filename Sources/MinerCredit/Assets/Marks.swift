import CreditBasics
import NumericCore

/// What a miner's assets are worth at marks (model §3).
extension MinerDesk {
  /// All assets at marks, in dollars: cash, coins, hardware, and reserves, leases and stakes where
  /// there are any.
  @inline(__always)
  func markedAssets(group: Int) -> Lanes {
    let marks = plainMarks(group: group)
    return plan.hasOtherAssets ? marks + otherMarks(group: group) : marks
  }

  /// Cash, coins and hardware that is not on order, at marks.
  @inline(__always)
  func plainMarks(group: Int) -> Lanes {
    let mayHold = plan.treasury.mayHold
    var coins = mayHold.btc ? book.freeBTC[group] * prices.btc[group] : .zero
    if mayHold.eth { coins += book.freeETH[group] * prices.eth[group] }
    for position in plan.coinTranches.indices {
      let tranche = book.tranches[plan.coinTranches[position]]
      if mayHold.btc { coins += tranche.pledgedBTC[group] * prices.btc[group] }
      if mayHold.eth { coins += tranche.pledgedETH[group] * prices.eth[group] }
    }
    return (coins + hardwareMarks(group: group)).times(
      ownFactor[group], plus: book.cash[group])
  }

  /// GPUs and rigs at marks, without what is on order, before the miner's own factor.
  @inline(__always)
  func hardwareMarks(group: Int) -> Lanes {
    gpuMarks(plan.gpus, group: group) + rigMarks(plan.rigs, group: group)
  }

  /// Things on order, reserves, stakes in children, and leases.
  @inline(never)
  func otherMarks(group: Int) -> Lanes {
    var marks = reserves(group: group)
    if plan.hasChildren { marks += stakes(group: group) }
    marks = orderedMarks(plan.ordered, group: group).times(ownFactor[group], plus: marks)
    return plan.hasConcerns ? marks + leaseMarks(plan.valuedLeases, group: group) : marks
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
  @inline(never)
  func pledgedValue(of index: Int, group: Int) -> Lanes {
    let liens = plan.tranches[index].liens
    var value = pledgedValue(
      of: index, liens.gpus, withETH: plan.treasury.mayHold.eth, group: group)
    if liens.isPlain { return value }
    addSeniorLiens(of: index, to: &value, group: group)
    if liens.juniors.isEmpty { return value }
    return value + juniorValue(of: index, group: group) { mark($0, group: group) }
  }

  /// Adds the rigs, lots on order and leases on which a tranche has the first lien.
  @inline(__always)
  func addSeniorLiens(of index: Int, to value: inout Lanes, group: Int) {
    let liens = plan.tranches[index].liens
    let holds = book.tranches[index].holdsLiens[group]
    if !liens.rigs.isEmpty || !liens.ordered.isEmpty {
      let marks = rigMarks(liens.rigs, group: group) + orderedMarks(liens.ordered, group: group)
      value = marks.times(holds * ownFactor[group], plus: value)
    }
    if !liens.leases.isEmpty {
      value = leaseMarks(liens.leases, group: group).times(holds, plus: value)
    }
  }

  /// A tranche's coins and the given GPUs pledged to it, in dollars; its ether only if `withETH`.
  @inline(__always)
  func pledgedValue(
    of index: Int, _ gpus: FixedArray<ClassCount>, withETH: Bool, group: Int
  ) -> Lanes {
    let tranche = book.tranches[index]
    var value = tranche.pledgedBTC[group] * prices.btc[group]
    if withETH { value += tranche.pledgedETH[group] * prices.eth[group] }
    if !gpus.isEmpty { value += tranche.holdsLiens[group] * gpuMarks(gpus, group: group) }
    return value * ownFactor[group]
  }
}

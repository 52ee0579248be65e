import CreditBasics
import NumericCore

/// Values of leases and contracts, which are the same in worlds with the same rents.
extension OperationsBook {
  /// Values leases at the end of a step; −1 is the as-of date.
  func valueLeases(step: Int, group: Int) {
    for place in plan.concerns.leases.indices { valueLease(place, step: step, group: group) }
  }

  /// Values contracts that can be sold with their GPUs, at the end of steps in which something may
  /// be sold.
  func valueContracts(step: Int, group: Int, power: LaneColumn) {
    let bought = plan.power.boughtShare(in: Double(step))
    for place in plan.concerns.lots.indices {
      let terms = plan.concerns.lots[place]
      let margin = terms.hourlyMargin - terms.megawatts * bought * plan.power.price
      let spot = power[group] * (terms.megawatts * (1 - bought))
      contractIncome(place)[group] = (Lanes(repeating: margin) - spot) * terms.hours[step + 1]
      hardwareAfter(place)[group] = Lanes(repeating: terms.hardwareAfter[step + 1])
    }
  }

  /// Values a lease: lane by lane where it is being let again; elsewhere lanes differ only in
  /// whether it has started and in its share.
  private func valueLease(_ place: Int, step: Int, group: Int) {
    let terms = plan.concerns.leases[place]
    let state = state(ofLease: terms.lease)
    let now = plan.grid.time(step + 1)
    let wait = terms.waits[step + 1]
    let runs = state.startStep[group] .<= Double(step)
    let letAt = state.letAt[group]
    let start = Lanes(repeating: wait).replacing(with: Lanes(repeating: now), where: runs)
    var value = Lanes(repeating: terms.waiting[step + 1])
      .replacing(with: Lanes(repeating: terms.running[step + 1]), where: runs)
    let isLate = laneSet(letAt .> start)
    if isLate != 0 {
      for lane in 0..<laneCount where isLate & (1 << UInt32(lane)) != 0 {
        value[lane] = terms.income.value(at: now, from: letAt[lane])
      }
    }
    self.value(ofLease: place)[group] = value * state.share[group]
  }
}

/// What going concerns are worth to a miner and fetch in a sale (model §3 and §4).
extension MinerDesk {
  /// A lease's value as if its order were paid in full.
  @inline(__always)
  func leaseMark(_ place: Int, group: Int) -> Lanes {
    place < 0 ? .zero : operations.value(ofLease: place)[group]
  }

  /// Some leases at their values.
  @inline(__always)
  func leaseMarks(_ leases: FixedArray<ValuedLease>, group: Int) -> Lanes {
    var sum = Lanes.zero
    for index in leases.indices {
      let share = paidShare(leases[index].share, group: group)
      sum += share * leaseMark(leases[index].place, group: group)
    }
    return sum
  }

  /// What a lot fetches with its contract, and where that is more than its hardware alone would
  /// fetch in a bottomless market.
  private func contractPrice(_ place: Int, group: Int) -> (price: Lanes, goes: LaneMask) {
    let terms = plan.operations.concerns.lots[place]
    let resale = prices.resale(terms.gpu)[group] * ownFactor[group]
    let price =
      operations.contractIncome(place)[group] + resale * operations.hardwareAfter(place)[group]
    let isInForce = operations.state(ofLot: terms.lot).keptShare[group] .> 0
    return (price, isInForce .& (price .> resale * terms.hardwareNow))
  }

  /// Dollars by which a lot fetches more with its contract than its hardware does in the pool; 0
  /// where it is dumped.
  func contractGain(_ place: Int, _ factors: AssetFactors, group: Int) -> Lanes {
    let (price, goes) = contractPrice(place, group: group)
    let gpu = plan.operations.concerns.lots[place].gpu
    let each = prices.resale(gpu)[group] * factors.gpus[gpu][group]
    let hardware = each * plan.operations.concerns.lots[place].count * ownFactor[group]
    return keep(price - hardware, where: goes)
  }

  /// Dollars that leases fetch, and contracts beyond the hardware that is sold with them.
  func concernProceeds(
    _ leases: FixedArray<ValuedLease>, contracts: FixedArray<Int>, _ factors: AssetFactors,
    group: Int
  ) -> Lanes {
    var sum = leaseMarks(leases, group: group) * plan.operations.concerns.leaseFactor
    for index in contracts.indices {
      sum += contractGain(contracts[index], factors, group: group)
    }
    return sum
  }

  /// `concernProceeds` of all leases and contracts of the miner.
  func concernProceeds(_ factors: AssetFactors, group: Int) -> Lanes {
    guard plan.hasConcerns else { return .zero }
    return concernProceeds(
      plan.valuedLeases, contracts: plan.contracts, factors, group: group)
  }

  /// `concernProceeds` of the leases and contracts on which a tranche has the first lien.
  func concernProceeds(of index: Int, _ factors: AssetFactors, group: Int) -> Lanes {
    let liens = plan.tranches[index].liens
    return concernProceeds(liens.leases, contracts: liens.contracts, factors, group: group)
      * book.tranches[index].holdsLiens[group]
  }

  /// `concernProceeds` of the leases and contracts that are pledged to nobody.
  func freeConcernProceeds(_ factors: AssetFactors, group: Int) -> Lanes {
    guard plan.hasConcerns else { return .zero }
    var sum = concernProceeds(factors, group: group)
    for position in plan.collateralTranches.indices {
      sum -= concernProceeds(of: plan.collateralTranches[position], factors, group: group)
    }
    return sum.atLeast(.zero)
  }

  /// Takes lots that are sold with their contracts out of a pool.
  func takeAssigned(from gpuPool: LaneColumns, lanes: LaneMask, group: Int) {
    for place in plan.contracts.indices {
      let terms = plan.operations.concerns.lots[place]
      let goes = contractPrice(place, group: group).goes .& lanes
      gpuPool[terms.gpu][group] -= keep(Lanes(repeating: terms.count), where: goes)
    }
  }
}

import CreditBasics
import NumericCore

/// Claims and recoveries of one defaulted miner, and the end of one that owes nothing (model §4).
extension MinerDesk {
  /// All coins of one kind, free and pledged, at marks.
  @inline(__always)
  func coinMarks(_ coin: Coin, group: Int) -> Lanes {
    var held = book.free(coin)[group]
    for position in plan.collateralTranches.indices {
      held += book.tranches[plan.collateralTranches[position]].pledged(coin)[group]
    }
    return held * prices.price(of: coin)[group] * ownFactor[group]
  }

  /// Marks of both coins.
  @inline(__always)
  func coinMarks(group: Int) -> PerCoin<Lanes> {
    PerCoin(btc: coinMarks(.btc, group: group), eth: coinMarks(.eth, group: group))
  }

  /// Pays claims out of the proceeds and parks the lanes in default.
  func distribute(_ factors: AssetFactors, step: Int, group: Int) {
    let lanes = book.state[group].defaulting
    var pool: Lanes
    if plan.rankedThings.isEmpty {
      pool = freeProceeds(factors, group: group)
      for position in plan.collateralTranches.indices {
        pool += realiseCollateral(
          plan.collateralTranches[position], factors, lanes: lanes, group: group)
      }
    } else {
      let taken = takeInRank(factors, lanes: lanes, group: group)
      let cash = book.cash[group].atLeast(.zero) + reserves(group: group)
      pool = (allProceeds(factors, cash: cash, group: group) - taken).atLeast(.zero)
    }
    for rank in 0..<(plan.rankStart.count - 1) {
      pool = payRank(
        plan.rankStart[rank]..<plan.rankStart[rank + 1], from: pool, lanes: lanes, group: group)
    }
    book.defaultStep.set(Lanes(repeating: Double(step)), where: lanes, group: group)
    park(lanes: lanes, group: group)
    book.state[group].defaulting = LaneMask(repeating: false)
    book.state[group].hasDefaulting = false
  }

  /// Closes the failing lanes in which no tranche has a claim: they stop, and sell nothing.
  func closeWithoutClaims(step: Int, group: Int) {
    var closes = book.state[group].defaulting
    for index in plan.tranches.indices {
      closes = closes .& (book.tranches[index].claim[group] .<= leastClaimUSD)
    }
    guard anyLane(closes) else { return }
    book.closedStep.set(Lanes(repeating: Double(step)), where: closes, group: group)
    book.cause.set(Lanes(repeating: -1), where: closes, group: group)
    for index in plan.tranches.indices {
      book.tranches[index].claim.set(.zero, where: closes, group: group)
    }
    park(lanes: closes, group: group)
    let defaulting = book.state[group].defaulting .& .!closes
    book.state[group].defaulting = defaulting
    book.state[group].hasDefaulting = anyLane(defaulting)
  }

  /// Claim = outstanding + accrued interest + share of arrears, pro rata to unpaid charges.
  func setClaims(step: Int, group: Int) {
    let lanes = book.state[group].defaulting
    var charges = Lanes.zero
    let hasCharges = book.state[group].recordsCharges
    if hasCharges {
      for index in plan.tranches.indices { charges += book.tranches[index].charges[group] }
    }
    let arrears = (Lanes.zero - book.cash[group]).atLeast(.zero).atMost(charges)
    let share = keep(arrears / charges, where: charges .> 0)
    for index in plan.tranches.indices {
      accrue(index, through: step, where: lanes, group: group)
      let tranche = book.tranches[index]
      var claim = tranche.outstanding[group] + tranche.accrued[group]
      if hasCharges { claim = tranche.charges[group].times(share, plus: claim) }
      tranche.claim.set(claim, where: lanes, group: group)
    }
  }

  /// Dollars from cash, free coins, stakes in children, and all that is pledged to nobody.
  private func freeProceeds(_ factors: AssetFactors, group: Int) -> Lanes {
    let coins =
      book.freeBTC[group] * prices.btc[group] * factors.btc
      + book.freeETH[group] * prices.eth[group] * factors.eth
    var gpus = gpuProceeds(plan.gpus, factors, group: group)
    var rigs = rigProceeds(plan.rigs, factors.rigs, group: group)
    for position in plan.collateralTranches.indices {
      let index = plan.collateralTranches[position]
      let liens = plan.tranches[index].liens
      let holds = book.tranches[index].holdsLiens[group]
      gpus -= gpuProceeds(liens.gpus, factors, group: group) * holds
      if !liens.rigs.isEmpty {
        rigs -= rigProceeds(liens.rigs, factors.rigs, group: group) * holds
      }
    }
    if !plan.ordered.isEmpty {
      gpus = gpus.atLeast(.zero) + freeOrderedProceeds(factors, group: group)
    }
    var cash = book.cash[group].atLeast(.zero) + stakeProceeds(group: group)
    if plan.hasConcerns { cash += freeConcernProceeds(factors, group: group) }
    return (coins + gpus.atLeast(.zero) + rigs.atLeast(.zero))
      .times(ownFactor[group], plus: cash)
  }

  /// Lots on order that are pledged to nobody.
  private func freeOrderedProceeds(_ factors: AssetFactors, group: Int) -> Lanes {
    var sum = orderedProceeds(plan.ordered, factors, group: group)
    for position in plan.collateralTranches.indices {
      let index = plan.collateralTranches[position]
      sum -=
        orderedProceeds(plan.tranches[index].liens.ordered, factors, group: group)
        * book.tranches[index].holdsLiens[group]
    }
    return sum.atLeast(.zero)
  }

  /// Dollars from `cash` and all coins, rigs, GPUs, leases, contracts and stakes, whoever they are
  /// pledged to.
  func allProceeds(_ factors: AssetFactors, cash: Lanes, group: Int) -> Lanes {
    let marks = coinMarks(group: group)
    let hardware =
      gpuProceeds(plan.gpus, factors, group: group)
      + rigProceeds(plan.rigs, factors.rigs, group: group)
      + orderedProceeds(plan.ordered, factors, group: group)
    let coins = marks.btc * factors.btc + marks.eth * factors.eth
    let proceeds = hardware.times(
      ownFactor[group], plus: coins + cash + stakeProceeds(group: group))
    return plan.hasConcerns ? proceeds + concernProceeds(factors, group: group) : proceeds
  }

  /// Dollars that these counts of GPUs by class fetch, before the miner's own factor.
  func gpuProceeds(
    _ counts: FixedArray<ClassCount>, _ factors: AssetFactors, group: Int
  ) -> Lanes {
    var sum = Lanes.zero
    for index in counts.indices {
      let gpu = counts[index].gpu
      let each = prices.resale(gpu)[group] * factors.gpus[gpu][group]
      sum = each.times(counts[index].count, plus: sum)
    }
    return sum
  }

  /// A secured tranche takes its collateral's proceeds up to its claim; returns the excess.
  private func realiseCollateral(
    _ index: Int, _ factors: AssetFactors, lanes: LaneMask, group: Int
  ) -> Lanes {
    let tranche = book.tranches[index]
    let proceeds =
      collateralProceeds(of: index, factors, group: group) + reserve(of: index, group: group)
    let taken = proceeds.atMost(tranche.claim[group])
    tranche.recovery.set(taken, where: lanes, group: group)
    return proceeds - taken
  }

  /// Pays one rank's unpaid claims pari passu; returns what is left of the pool.
  private func payRank(
    _ rank: Range<Int>, from pool: Lanes, lanes: LaneMask, group: Int
  ) -> Lanes {
    var unpaid = Lanes.zero
    for position in rank {
      let tranche = book.tranches[plan.bySeniority[position]]
      unpaid += tranche.claim[group] - tranche.recovery[group]
    }
    let paysAll = pool .>= unpaid
    let share = Lanes(repeating: 1).replacing(
      with: keep(pool / unpaid, where: unpaid .> 0), where: .!paysAll)
    for position in rank {
      let tranche = book.tranches[plan.bySeniority[position]]
      let due = tranche.claim[group] - tranche.recovery[group]
      let paid = due.times(share, plus: tranche.recovery[group])
      let exact = paid.replacing(with: tranche.claim[group], where: paysAll)
      tranche.recovery.set(exact, where: lanes, group: group)
    }
    return (pool - unpaid).atLeast(.zero)
  }

  /// Takes failed lanes out of later steps: no debt, no assets, and so much cash that they pass
  /// every test.
  private func park(lanes: LaneMask, group: Int) {
    book.cash.set(Lanes(repeating: 1e30), where: lanes, group: group)
    for column in [book.freeBTC, book.freeETH, book.debt, book.arrearsSteps] {
      column.set(.zero, where: lanes, group: group)
    }
    for index in plan.tranches.indices {
      endCommitment(index, where: lanes, group: group)
      let reserve = plan.tranches[index].reserve
      if reserve >= 0 { book.optional(reserve).set(.zero, where: lanes, group: group) }
      let tranche = book.tranches[index]
      for column in [
        tranche.outstanding, tranche.accrued, tranche.charges, tranche.pledgedBTC,
        tranche.pledgedETH,
      ] { column.set(.zero, where: lanes, group: group) }
    }
    book.noteDebt(group: group)
    book.state[group].isAlive = anyLane(book.state[group].active)
  }
}

import CreditBasics
import NumericCore

/// Stage 1: what the miner earns before debt service (model §3).
extension MinerDesk {
  @inline(__always)
  func operate(step: Int, group: Int, extended: Bool) {
    let opening = book.cash[group]
    var cash = operatingIncome[group]
    var unpaid = Lanes(repeating: 0)
    if plan.operations.petahashDays > 0 {
      let gross = prices.hashprice[group] * plan.operations.petahashDays
      let energy = prices.power[group] * plan.operations.fleetMWh
      // Power bought ahead is worth its spot price here, whether the fleet runs or not.
      let margin = gross - energy
      let runs = margin .>= Limit.arrearsUSD
      cash += keep(margin, where: runs)
      if plan.treasury.hodl > 0 {
        let kept = keep(gross * plan.treasury.hodl, where: runs)
        book.freeBTC[group] += kept / prices.btc[group]
        unpaid += kept
      }
    } else if extended, plan.operations.isOneLot {
      let (earned, gross) = mineLot(step: step, group: group)
      cash += earned
      if plan.treasury.hodl > 0 {
        let kept = gross * plan.treasury.hodl
        book.freeBTC[group] += kept / prices.btc[group]
        unpaid += kept
      }
    } else if extended, !plan.operations.rigs.isEmpty {
      cash += mined.earned[group]
      if plan.treasury.hodl > 0 {
        let kept = mined.gross[group] * plan.treasury.hodl
        book.freeBTC[group] += kept / prices.btc[group]
        unpaid += kept
      }
    }
    if extended, plan.hasChildren { cash += settleWithChildren(group: group) }
    if plan.interestPerStep != 0 {
      cash += keep(opening * plan.interestPerStep, where: opening .> 0)
    }
    var cfads = cash
    if plan.treasury.stakingPerStep > 0 { cfads += stake(group: group) }
    book.cash[group] = opening + (cash - unpaid)
    if plan.coverage.isUsed { book.cumulativeCFADS[group] += cfads }
  }

  /// Pays staking yield on all ETH in free ETH; returns its value at spot.
  @inline(__always)
  private func stake(group: Int) -> Lanes {
    var held = book.freeETH[group]
    for position in plan.collateralTranches.indices {
      held += book.tranches[plan.collateralTranches[position]].pledgedETH[group]
    }
    let earned = held * plan.treasury.stakingPerStep
    book.freeETH[group] += earned
    return earned * prices.eth[group]
  }
}

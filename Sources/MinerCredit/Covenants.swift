import CreditBasics
import NumericCore

/// What limits the coins that cures may sell in a step: the state before the stage.
struct CureLimit {
  let btc: Lanes
  let eth: Lanes
  let unlimited: LaneMask
}

/// Stage 4: debt service coverage tests, cures and covenant defaults (model §3).
extension MinerDesk {
  @inline(__always)
  func testCovenants(step: Int, group: Int) {
    let tests = plan.agenda.tests(in: step)
    if !tests.isEmpty { test(tests, step: step, group: group) }
  }

  private func test(_ tests: Range<Int>, step: Int, group: Int) {
    let coverage = trailingCoverage(step: step, group: group)
    let opening = CureLimit(
      btc: book.freeBTC[group], eth: book.freeETH[group],
      unlimited: unlimitedSales(group: group))
    for test in tests {
      let index = plan.agenda.tests[test]
      let terms = plan.tranches[index].covenant!
      let tranche = book.tranches[index]
      let covenantBreached =
        (coverage.cfads .< coverage.service * (terms.minDSCR ?? 0)) .& (coverage.service .> 0)
        .& (tranche.outstanding[group] .> 0)
      let count = keep(tranche.breaches[group] + 1, where: covenantBreached)
      tranche.breaches[group] = count
      let atLimit = (count .>= Double(terms.breachesToDefault)) .& book.state[group].active
      if anyLane(atLimit) {
        cureOrDefault(index, lanes: atLimit, opening: opening, step: step, group: group)
      }
    }
  }

  /// Repays the tranche in full from cash above the minimum and free coins, or defaults.
  private func cureOrDefault(
    _ index: Int, lanes: LaneMask, opening: CureLimit, step: Int, group: Int
  ) {
    let tranche = book.tranches[index]
    accrue(index, through: step, where: lanes, group: group)
    let owed = tranche.outstanding[group] + tranche.accrued[group]
    let cash = book.cash[group]
    let excess = (cash - plan.minimumCash).atLeast(.zero)
    var capacity = excess
    for position in plan.saleOrder.indices {
      let coin = plan.saleOrder[position]
      capacity += saleValue(
        coin, limit: curable(coin, opening, group: group), group: group)
    }
    let cured = lanes .& (capacity .>= owed)
    if anyLane(cured) {
      let gap = keep((owed - excess).atLeast(.zero), where: cured)
      var need = gap
      book.cash[group] -= keep(owed, where: cured)
      for position in plan.saleOrder.indices where anyLane(need .> 0) {
        let coin = plan.saleOrder[position]
        let limit = keep(curable(coin, opening, group: group), where: cured)
        let sale = sell(coin, need: need, limit: limit, group: group)
        book.free(coin)[group] -= sale.coins
        book.cash[group] += sale.proceeds
        need = (need - sale.proceeds).atLeast(.zero)
      }
      book.cash[group] = cashAfterPaying(
        opening: cash, gap: gap, uncovered: need, group: group)
      tranche.breaches.set(.zero, where: cured, group: group)
      extinguish(index, where: cured, group: group)
    }
    let failed = lanes .& .!cured
    if anyLane(failed) { fail(failed, .covenant, group: group) }
  }

  /// Free coins that a cure may sell: the weekly limit counts from the holdings before this stage.
  private func curable(_ coin: Coin, _ opening: CureLimit, group: Int) -> Lanes {
    let free = book.free(coin)[group]
    let held = coin == .btc ? opening.btc : opening.eth
    let limited = (free - held * (1 - plan.saleShare)).atLeast(.zero)
    return limited.replacing(with: free, where: opening.unlimited)
  }

  /// Lanes in which a balloon or put falls due in this step or is unpaid: sales have no limit.
  @inline(__always)
  func unlimitedSales(group: Int) -> LaneMask {
    guard book.state[group].recordsCharges else { return LaneMask(repeating: false) }
    let balloon = book.balloonUnpaid[group]
    return (balloon .>= BalloonState.dueNow)
      .| ((balloon .>= BalloonState.unpaid) .& (book.cash[group] .< 0))
  }
}

import CreditBasics
import NumericCore

/// Stage 4: debt service coverage tests, cures and covenant defaults (model §3).
extension MinerDesk {
  @inline(__always)
  func testCovenants(step: Int, group: Int) {
    let tests = plan.agenda.tests(in: step)
    if !tests.isEmpty { test(tests, step: step, group: group) }
  }

  private func test(_ tests: Range<Int>, step: Int, group: Int) {
    let coverage = trailingCoverage(step: step, group: group)
    let free = PerCoin(btc: book.freeBTC[group], eth: book.freeETH[group])
    for test in tests {
      let index = plan.agenda.tests[test]
      let terms = plan.tranches[index].covenant!
      let tranche = book.tranches[index]
      let covenantBreached =
        (coverage.cfads .< coverage.service * terms.minDSCR) .& (coverage.service .> 0)
        .& (tranche.outstanding[group] .> 0)
      let count = keep(tranche.breaches[group] + 1, where: covenantBreached)
      tranche.breaches[group] = count
      let atLimit = (count .>= Double(terms.breachesToDefault)) .& book.state[group].active
      if anyLane(atLimit) {
        cureOrDefault(index, lanes: atLimit, opening: free, step: step, group: group)
      }
    }
  }

  /// Repays the tranche in full from cash above the minimum and free coins, or defaults.
  private func cureOrDefault(
    _ index: Int, lanes: LaneMask, opening: PerCoin<Lanes>, step: Int, group: Int
  ) {
    let tranche = book.tranches[index]
    accrue(index, through: step, group: group)
    let owed = tranche.outstanding[group] + tranche.accrued[group]
    let excess = (book.cash[group] - plan.minimumCash).atLeast(.zero)
    var capacity = excess
    for position in plan.saleOrder.indices {
      let coin = plan.saleOrder[position]
      capacity += saleValue(
        coin, limit: curable(coin, opening: opening[coin], group: group), group: group)
    }
    let cured = lanes .& (capacity .>= owed)
    if anyLane(cured) {
      var need = keep((owed - excess).atLeast(.zero), where: cured)
      book.cash[group] -= keep(owed, where: cured)
      for position in plan.saleOrder.indices where anyLane(need .> 0) {
        let coin = plan.saleOrder[position]
        let limit = keep(curable(coin, opening: opening[coin], group: group), where: cured)
        let sale = sell(coin, need: need, limit: limit, group: group)
        book.free(coin)[group] -= sale.coins
        book.cash[group] += sale.proceeds
        need = (need - sale.proceeds).atLeast(.zero)
      }
      tranche.breaches.set(.zero, where: cured, group: group)
      extinguish(index, where: cured, group: group)
    }
    let failed = lanes .& .!cured
    if anyLane(failed) { fail(failed, .covenant, group: group) }
  }

  /// Free coins that a cure may sell: the weekly limit counts from the holdings before this stage.
  private func curable(_ coin: Coin, opening: Lanes, group: Int) -> Lanes {
    let free = book.free(coin)[group]
    let limited = (free - opening * (1 - plan.saleShare)).atLeast(.zero)
    return limited.replacing(with: free, where: unlimitedSales(group: group))
  }

  /// Lanes in which a balloon or put falls due in this step or is unpaid: sales have no limit.
  @inline(__always)
  func unlimitedSales(group: Int) -> LaneMask {
    guard book.state[group].recordsCharges else { return LaneMask(repeating: false) }
    return book.balloonUnpaid[group] .> 0
  }
}

import CreditBasics
import NumericCore

/// What limits how many coins cures may sell in the stage: free coins before it, and lanes without
/// a limit.
struct CureLimit {
  let btc: Lanes
  let eth: Lanes
  let unlimited: LaneMask
}

/// Stage 4: covenant tests of coverage, LTV and liquidity, cures and defaults (model §3).
extension MinerDesk {
  @inline(never)
  func testCovenants(step: Int, group: Int) {
    let coverage = trailingCoverage(step: step, group: group)
    let opening = CureLimit(
      btc: book.freeBTC[group], eth: book.freeETH[group],
      unlimited: unlimitedSales(group: group))
    for test in plan.agenda.tests.range(in: step) {
      let index = plan.agenda.tests[test]
      let terms = plan.tranches[index].covenant!
      let tranche = book.tranches[index]
      let isOwed = tranche.outstanding[group] .> 0
      let uncovered = isUncovered(index, coverage, terms) .& isOwed
      let otherwise =
        terms.maxLTV == nil && terms.minLiquidityUSD == nil
        ? LaneMask(repeating: false) : failsOtherTests(index, terms, group: group) .& isOwed
      let count = keep(tranche.breaches[group] + 1, where: uncovered .| otherwise)
      tranche.breaches[group] = count
      var atLimit = (count .>= Double(terms.breachesToDefault)) .& book.state[group].active
      if terms.equityCures > 0 {
        let cured = payInEquity(
          index, coverage, lanes: atLimit .& .!otherwise, group: group)
        atLimit = atLimit .& .!cured
      }
      if anyLane(atLimit) {
        cureOrDefault(index, lanes: atLimit, opening: opening, step: step, group: group)
      }
    }
  }

  /// Where coverage is below what a covenant asks for; without service the test passes.
  @inline(__always)
  private func isUncovered(
    _ index: Int, _ coverage: (cfads: Lanes, service: Lanes), _ terms: CovenantTerms
  ) -> LaneMask {
    guard terms.minDSCR != nil else { return LaneMask(repeating: false) }
    let least = plan.tranches[index].limits.covenantCoverage
    return (coverage.cfads .< coverage.service * least) .& (coverage.service .> 0)
  }

  /// Where a covenant's test of LTV or liquidity fails; limits that it does not give are not
  /// tested.
  private func failsOtherTests(_ index: Int, _ terms: CovenantTerms, group: Int) -> LaneMask {
    var failed = LaneMask(repeating: false)
    let limits = plan.tranches[index].limits
    if terms.maxLTV != nil {
      let limit = pledgedValue(of: index, group: group) * limits.covenantLTV
      failed = failed .| (book.tranches[index].outstanding[group] .> limit)
    }
    if terms.minLiquidityUSD != nil {
      failed = failed .| (liquidity(group: group) .< limits.covenantLiquidity)
    }
    return failed
  }

  /// Owners pay in `minDSCR` times the window's service less its CFADS, at most `equityCures` times
  /// and while the equity market is open; returns where they do.
  private func payInEquity(
    _ index: Int, _ coverage: (cfads: Lanes, service: Lanes), lanes: LaneMask, group: Int
  ) -> LaneMask {
    let terms = plan.tranches[index].covenant!
    let cures = book.optional(plan.tranches[index].equityCures)
    let pays =
      lanes .& (market.equityOpen[group] .> 0) .& (cures[group] .< Double(terms.equityCures))
    guard let least = terms.minDSCR, anyLane(pays) else { return LaneMask(repeating: false) }
    book.cash[group] += keep(coverage.service * least - coverage.cfads, where: pays)
    cures[group] += keep(Lanes(repeating: 1), where: pays)
    book.tranches[index].breaches.set(.zero, where: pays, group: group)
    return pays
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
    for position in plan.treasury.saleOrder.indices {
      let coin = plan.treasury.saleOrder[position]
      capacity += saleValue(
        coin, limit: curable(coin, opening, group: group), group: group)
    }
    let cured = lanes .& (capacity - owed .>= Limit.arrearsUSD)
    if anyLane(cured) {
      let gap = keep((owed - excess).atLeast(.zero), where: cured)
      var need = gap
      book.cash[group] -= keep(owed, where: cured)
      for position in plan.treasury.saleOrder.indices where anyLane(need .> 0) {
        let coin = plan.treasury.saleOrder[position]
        let limit = keep(curable(coin, opening, group: group), where: cured)
        let sale = sell(coin, need: need, limit: limit, group: group)
        book.free(coin)[group] -= sale.coins
        book.cash[group] += sale.proceeds
        need = (need - sale.proceeds).atLeast(.zero)
      }
      // A gap of half a cent or less counts as covered.
      need = keep(need, where: need .> -Limit.arrearsUSD)
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
    let limited = (free - held * (1 - plan.treasury.saleShare)).atLeast(.zero)
    return limited.replacing(with: free, where: opening.unlimited)
  }

  /// Lanes in which a balloon or put falls due in this step or is unpaid: sales have no limit.
  @inline(__always)
  func unlimitedSales(group: Int) -> LaneMask {
    guard book.state[group].recordsCharges else { return LaneMask(repeating: false) }
    let balloon = book.balloonUnpaid[group]
    return (balloon .>= BalloonState.dueNow)
      .| ((balloon .>= BalloonState.unpaid) .& (book.cash[group] .< Limit.arrearsUSD))
  }
}

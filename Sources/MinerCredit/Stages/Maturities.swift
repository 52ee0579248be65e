import CreditBasics
import NumericCore

/// Stage 5: conversions, puts, extensions and balloons, tranche by tranche in name order (model §3).
extension MinerDesk {
  @inline(__always)
  func settleExits(step: Int, group: Int) {
    for event in plan.agenda.exits.range(in: step) {
      settle(plan.agenda.exits[event], step: step, group: group)
    }
  }

  private func settle(_ exit: ExitEvent, step: Int, group: Int) {
    let tranche = book.tranches[exit.tranche]
    let terms = plan.tranches[exit.tranche]
    var due = book.state[group].active .& (tranche.outstanding[group] .> 0)
    if terms.isExtendable { due = due .& (tranche.schedule[group] .== Double(exit.schedule)) }
    guard anyLane(due) else { return }
    if exit.kind == .window { return seekExtension(exit, lanes: due, step: step, group: group) }
    accrue(exit.tranche, through: step, where: due, group: group)
    if let premium = terms.conversionPremium, plan.sharePriceAtStart > 0 {
      let strike = Lanes(repeating: (1 + premium) * plan.sharePriceAtStart)
      let converts = due .& sharesReach(strike, group: group)
      if exit.kind == .maturity {
        convert(exit.tranche, at: strike, lanes: converts, group: group)
      }
      due = due .& .!converts
    }
    if let refinance = terms.refinance {
      let extended = canRefinance(exit.tranche, lanes: due, step: step, group: group)
      extend(exit, refinance, lanes: extended, step: step, group: group)
      due = due .& .!extended
    }
    if anyLane(due) { payBalloon(exit, lanes: due, group: group) }
  }

  /// In the window before maturity an extension is sought in every step until it succeeds.
  private func seekExtension(_ exit: ExitEvent, lanes: LaneMask, step: Int, group: Int) {
    let terms = plan.tranches[exit.tranche]
    let last = book.optional(terms.extendedStep)[group]
    let seeking = lanes .& (last .!= Double(step))
    guard let refinance = terms.refinance, anyLane(seeking) else { return }
    let extended = canRefinance(exit.tranche, lanes: seeking, step: step, group: group)
    guard anyLane(extended) else { return }
    // The new rate holds from the next step on.
    accrue(exit.tranche, through: step, where: extended, group: group)
    extend(exit, refinance, lanes: extended, step: step, group: group)
  }

  /// Moves tranches to the schedule of their extension, at the higher rate.
  private func extend(
    _ exit: ExitEvent, _ terms: RefinanceTerms, lanes: LaneMask, step: Int, group: Int
  ) {
    let tranche = book.tranches[exit.tranche]
    if anyLane(lanes) { book.state[group].owesAnew |= GroupState.bit(ofTranche: exit.tranche) }
    tranche.coupon[group] += keep(market.refinancingPremium[group] + terms.stepUp, where: lanes)
    tranche.schedule.set(Lanes(repeating: Double(exit.extended)), where: lanes, group: group)
    guard terms.windowYears > 0 else { return }
    book.optional(plan.tranches[exit.tranche].extendedStep)
      .set(Lanes(repeating: Double(step)), where: lanes, group: group)
  }

  private func convert(_ index: Int, at strike: Lanes, lanes: LaneMask, group: Int) {
    guard anyLane(lanes) else { return }
    book.shares[group] += keep(book.tranches[index].outstanding[group] / strike, where: lanes)
    extinguish(index, where: lanes, group: group)
  }

  /// Those of some lanes that have an open market, no arrears before, and loan to value and
  /// coverage within the terms.
  private func canRefinance(
    _ index: Int, lanes: LaneMask, step: Int, group: Int
  ) -> LaneMask {
    let limits = plan.tranches[index].limits
    let open =
      lanes .& (market.refinancingOpen[group] .> 0) .& (book.arrearsSteps[group] .== 0)
    guard anyLane(open) else { return open }
    let coverage = trailingCoverage(step: step, group: group)
    let covered =
      open
      .& ((coverage.cfads .>= coverage.service * limits.refinanceCoverage)
        .| (coverage.service .<= 0))
    guard limits.refinanceLTV.isFinite, anyLane(covered) else { return covered }
    return covered .& (book.debt[group] .<= markedAssets(group: group) * limits.refinanceLTV)
  }

  /// Charges what is left, after raising what cash lacks from the coins pledged to this tranche.
  private func payBalloon(_ exit: ExitEvent, lanes: LaneMask, group: Int) {
    let tranche = book.tranches[exit.tranche]
    let balloon = keep(tranche.outstanding[group] + tranche.accrued[group], where: lanes)
    let opening = book.cash[group]
    let excess = (opening - plan.minimumCash).atLeast(.zero)
    let gap = keep((balloon - excess).atLeast(.zero), where: lanes)
    var need = gap
    if plan.tranches[exit.tranche].mayHoldCollateral {
      for order in [plan.treasury.saleOrder, plan.treasury.otherCoins] {
        for position in order.indices where anyLane(need .> 0) {
          let coin = order[position]
          let limit = keep(tranche.pledged(coin)[group], where: lanes)
          let sale = sell(coin, need: need, limit: limit, group: group)
          tranche.pledged(coin)[group] -= sale.coins
          book.cash[group] += sale.proceeds
          need = (need - sale.proceeds).atLeast(.zero)
        }
      }
    }
    recordCharges(group: group)
    book.cash[group] -= balloon
    book.cash[group] = cashAfterPaying(
      opening: opening, gap: gap, uncovered: need, group: group)
    tranche.charges[group] += balloon
    book.balloonUnpaid.set(
      Lanes(repeating: BalloonState.dueNow), where: lanes, group: group)
    let place = plan.tranches[exit.tranche].balloonCharged
    if place >= 0 { book.optional(place).set(Lanes(repeating: 1), where: lanes, group: group) }
    extinguish(exit.tranche, where: lanes, group: group)
  }
}

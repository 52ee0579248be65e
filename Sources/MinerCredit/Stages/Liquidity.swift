import CreditBasics
import NumericCore

/// Stage 6: raising cash, arrears, and the return of pledges (model §3).
extension MinerDesk {
  @inline(__always)
  func raiseLiquidity(step: Int, group: Int) {
    let isShort = raiseCash(group: group)
    if book.state[group].recordsCharges || book.state[group].countsArrears
      || (isShort && anyLane(book.cash[group] .< 0))
    {
      countArrears(step: step, group: group)
    }
  }

  /// Raises cash to its minimum; returns whether it was below in some lane.
  @inline(__always) @discardableResult
  func raiseCash(group: Int) -> Bool {
    let cashShort =
      (book.cash[group] .< plan.minimumCash) .& book.state[group].active
    let isShort = anyLane(cashShort)
    if isShort { raise(lanes: cashShort, group: group) }
    return isShort
  }

  /// What follows sales of coins and shares: reserves, then the parent, then counting arrears.
  @inline(__always)
  func coverShortfall(step: Int, group: Int) {
    let isShort = anyLane((book.cash[group] .< 0) .& book.state[group].active)
    if isShort {
      drawReserves(group: group)
      if plan.hasParent { takeSupport(group: group) }
    }
    if isShort || book.state[group].recordsCharges || book.state[group].countsArrears {
      countArrears(step: step, group: group)
    }
  }

  /// Sells free coins in order, then issues equity, for what cash lacks to its minimum.
  private func raise(lanes: LaneMask, group: Int) {
    let isLimited = !book.state[group].recordsCharges
    let unlimited = unlimitedSales(group: group)
    var need = keep(plan.minimumCash - book.cash[group], where: lanes)
    for position in plan.treasury.saleOrder.indices {
      let coin = plan.treasury.saleOrder[position]
      let free = book.free(coin)[group]
      guard anyLane((need .> 0) .& (free .> 0)) else { continue }
      let limit =
        isLimited
        ? free * plan.treasury.saleShare
        : (free * plan.treasury.saleShare).replacing(with: free, where: unlimited)
      let sale = sell(coin, need: need, limit: keep(limit, where: lanes), group: group)
      book.free(coin)[group] = free - sale.coins
      book.cash[group] += sale.proceeds
      need = (need - sale.proceeds).atLeast(.zero)
    }
    if plan.issuanceShare > 0, !plan.accounts.prefunds, anyLane(need .> 0) {
      need = issueEquity(need: need, group: group)
    }
    // Where the gap is covered, cash is set exactly: rounding must not leave it slightly below.
    let minimum = Lanes(repeating: plan.minimumCash)
    book.cash.set(minimum, where: lanes .& (need .<= 0), group: group)
  }

  /// Issues equity for `need`; returns what is still missing.
  private func issueEquity(need: Lanes, group: Int) -> Lanes {
    let open = (market.equityOpen[group] .> 0) .& (need .> 0)
    guard anyLane(open) else { return need }
    let value = issuanceValue(group: group)
    let issuing = open .& isPositive(value, group: group)
    let raised = keep(need.atMost(value * plan.issuanceShare), where: issuing)
    book.cash[group] += raised
    let growth = keep(raised / value, where: issuing)
    book.shares[group] = book.shares[group].times(growth, plus: book.shares[group])
    return need - raised
  }

  /// Counts steps in arrears, fails lanes past the grace or at the end of the run, and forgets
  /// charges where cash is not negative.
  private func countArrears(step: Int, group: Int) {
    let cash = book.cash[group]
    let negative = cash .< Limit.arrearsUSD
    guard anyLane(negative) else {
      // Charges no longer recorded are never read: the next record starts from zero.
      book.state[group].recordsCharges = false
      book.state[group].countsArrears = false
      book.arrearsSteps[group] = .zero
      return
    }
    let behind = negative .& book.state[group].active
    let count = keep(book.arrearsSteps[group] + 1, where: behind)
    book.arrearsSteps[group] = count
    // After the last step there is no time left to pay.
    let grace = step == plan.grid.stepCount - 1 ? 0 : plan.graceSteps
    let failed = behind .& (count .> grace)
    if anyLane(failed) { fail(failed, cause: arrearsCause(group: group), group: group) }
    book.state[group].countsArrears = anyLane(count .> 0)
    if book.state[group].recordsCharges { forgetCharges(where: .!negative, group: group) }
  }

  /// Maturity where a balloon is among the unpaid charges, else payment.
  private func arrearsCause(group: Int) -> Lanes {
    let payment = Lanes(repeating: Double(DefaultCause.payment.rawValue))
    guard book.state[group].recordsCharges else { return payment }
    return payment.replacing(
      with: Double(DefaultCause.maturity.rawValue), where: book.balloonUnpaid[group] .> 0)
  }

  private func forgetCharges(where whole: LaneMask, group: Int) {
    let balloon = book.balloonUnpaid[group].atMost(Lanes(repeating: BalloonState.unpaid))
    book.balloonUnpaid[group] = keep(balloon, where: .!whole)
    for index in plan.tranches.indices {
      book.tranches[index].charges.set(.zero, where: whole, group: group)
    }
  }

  /// Pledges return when nothing is outstanding and cash is not negative.
  @inline(__always)
  func releasePledges(step: Int, group: Int) {
    guard book.state[group].awaitsRelease else { return }
    book.state[group].awaitsRelease = false
    for position in plan.collateralTranches.indices {
      let index = plan.collateralTranches[position]
      let tranche = book.tranches[index]
      let done = (tranche.outstanding[group] .<= 0) .& book.state[group].active
      let isPaid = book.cash[group] .>= Limit.arrearsUSD
      let whole = done .& isPaid .& .!canDraw(index, after: step, group: group)
      book.freeBTC[group] += keep(tranche.pledgedBTC[group], where: whole)
      book.freeETH[group] += keep(tranche.pledgedETH[group], where: whole)
      tranche.pledgedBTC.set(.zero, where: whole, group: group)
      tranche.pledgedETH.set(.zero, where: whole, group: group)
      tranche.holdsLiens.set(.zero, where: whole, group: group)
      if anyLane(done .& .!whole) { book.state[group].awaitsRelease = true }
    }
  }
}

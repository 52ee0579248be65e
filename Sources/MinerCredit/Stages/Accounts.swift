import CreditBasics
import NumericCore

/// Reserves, sweeps and distributions: the end of stage 6 (model §3).
extension MinerDesk {
  /// Fills or releases reserves, then sweeps, then distributes, where the miner has no arrears.
  @inline(__always)
  func settleAccounts(step: Int, group: Int) {
    if plan.accounts.hasDate[step] || returnsReserve(group: group) {
      moveAccounts(step: step, group: group)
    }
  }

  /// Whether some reserve holds dollars for debt that is repaid.
  @inline(__always)
  private func returnsReserve(group: Int) -> Bool {
    guard book.state[group].mayReturnReserve else { return false }
    book.state[group].mayReturnReserve = holdsForNothing(group: group)
    return book.state[group].mayReturnReserve
  }

  private func holdsForNothing(group: Int) -> Bool {
    for position in plan.accounts.reserves.indices {
      let index = plan.accounts.reserves[position].tranche
      let isDone = book.tranches[index].outstanding[group] .<= 0
      if anyLane(isDone .& (reserve(of: index, group: group) .!= 0)) { return true }
    }
    return false
  }

  private func moveAccounts(step: Int, group: Int) {
    let lanes = book.state[group].active .& .!(book.cash[group] .< Limit.arrearsUSD)
    guard anyLane(lanes) else { return }
    let accounts = plan.accounts
    for position in accounts.reserves.indices {
      fill(accounts.reserves[position], lanes: lanes, step: step, group: group)
    }
    for position in accounts.sweeps.indices {
      sweep(accounts.sweeps[position], lanes: lanes, step: step, group: group)
    }
    if let distributions = accounts.distributions, accounts.distributes[step] {
      distribute(distributions, lanes: lanes, step: step, group: group)
    }
  }

  /// Cash above the minimum plus `kept`, in dollars.
  @inline(__always)
  private func spareCash(keeping kept: Double = 0, group: Int) -> Lanes {
    (book.cash[group] - (plan.minimumCash + kept)).atLeast(.zero)
  }

  /// Dollars in all reserves.
  @inline(__always)
  func reserves(group: Int) -> Lanes {
    var sum = Lanes.zero
    for position in plan.accounts.reserves.indices {
      sum += reserve(of: plan.accounts.reserves[position].tranche, group: group)
    }
    return sum
  }

  /// Dollars in the reserve of a tranche.
  @inline(__always)
  func reserve(of index: Int, group: Int) -> Lanes {
    let place = plan.tranches[index].reserve
    return place < 0 ? .zero : book.optional(place)[group]
  }

  /// Cash and reserves.
  @inline(__always)
  func liquidity(group: Int) -> Lanes {
    plan.accounts.reserves.isEmpty
      ? book.cash[group] : book.cash[group] + reserves(group: group)
  }

  /// Where a tranche has a payment date in the step.
  private func isPaymentDate(_ index: Int, step: Int, group: Int) -> LaneMask {
    book.optional(plan.tranches[index].lastDate)[group] .== Double(step)
  }

  /// Brings a reserve to its target on payment dates; an excess returns to cash, unless more can
  /// still be drawn.
  private func fill(_ account: ReservePlan, lanes: LaneMask, step: Int, group: Int) {
    let index = account.tranche
    let reserve = book.optional(plan.tranches[index].reserve)
    let isOwed = book.tranches[index].outstanding[group] .> 0
    let isDue = lanes .& isOwed .& isPaymentDate(index, step: step, group: group)
    let isDone = lanes .& .!isOwed
    guard anyLane(isDue .| isDone) else { return }
    var target = Lanes.zero
    if anyLane(isDue) {
      target = keep(
        reservedService(of: index, step: step, group: group), where: isDue)
    }
    let missing = target - reserve[group]
    let mayReturn = .!canDraw(index, after: step, group: group)
    let change = keep(missing, where: mayReturn).replacing(
      with: missing.atMost(spareCash(group: group)), where: missing .> 0)
    let moved = keep(change, where: isDue .| isDone)
    reserve[group] += moved
    book.cash[group] -= moved
  }

  /// A share of spare cash prepays a tranche on its payment dates.
  private func sweep(_ sweep: SweepPlan, lanes: LaneMask, step: Int, group: Int) {
    let index = sweep.tranche
    let tranche = book.tranches[index]
    let outstanding = tranche.outstanding[group]
    var due = lanes .& (outstanding .> 0) .& isPaymentDate(index, step: step, group: group)
    guard anyLane(due) else { return }
    if sweep.terms.belowDSCR.isFinite {
      let coverage = trailingCoverage(step: step, group: group)
      due =
        due .& (coverage.service .> 0)
        .& (coverage.cfads .<= coverage.service * sweep.mostCoverage)
    }
    let spare = spareCash(keeping: sweep.terms.keepUSD, group: group) * sweep.terms.share
    let paid = keep(spare.atMost(outstanding), where: due)
    let pays = paid .> 0
    guard anyLane(pays) else { return }
    accrue(index, through: step, where: pays, group: group)
    let isDone = pays .& (outstanding - paid .< Tranche.nothingUSD)
    let left = keep(outstanding - paid, where: .!isDone)
    book.cash[group] -= paid
    book.debt[group] -= outstanding - left
    tranche.outstanding.set(left, where: pays, group: group)
    book.noteDebt(of: index, group: group)
    endCommitment(index, where: isDone, group: group)
    if anyLane(isDone) { book.state[group].awaitsRelease = true }
  }

  /// Pays out a share of spare cash, where nothing locks it up.
  private func distribute(
    _ distributions: DistributionTerms, lanes: LaneMask, step: Int, group: Int
  ) {
    let coverage = trailingCoverage(step: step, group: group)
    var free =
      lanes
      .& ((coverage.service .<= 0)
        .| (coverage.cfads .>= coverage.service * plan.accounts.leastCoverage))
    for index in plan.tranches.indices {
      free = free .& .!locksUp(index, step: step, group: group)
    }
    let spare = spareCash(keeping: distributions.keepUSD, group: group)
    let paid = keep(spare * distributions.share, where: free)
    book.cash[group] -= paid
    payParent(paid, group: group)
  }

  /// Where a tranche locks distributions up: it has failed its last test, capitalises interest or
  /// can be drawn.
  private func locksUp(_ index: Int, step: Int, group: Int) -> LaneMask {
    let tranche = book.tranches[index]
    let isOwed = tranche.outstanding[group] .> 0
    let drawable = canDraw(index, after: step, group: group)
    if plan.grid.time(step + 1) <= plan.tranches[index].capitalisesUntil {
      return drawable .| isOwed
    }
    return drawable .| (isOwed .& (tranche.breaches[group] .> 0))
  }

  /// Reserves cover what their own tranches charged and cash cannot pay.
  func drawReserves(group: Int) {
    guard book.state[group].recordsCharges, !plan.accounts.reserves.isEmpty else { return }
    for position in plan.accounts.reserves.indices {
      let lanes = (book.cash[group] .< 0) .& book.state[group].active
      guard anyLane(lanes) else { break }
      let index = plan.accounts.reserves[position].tranche
      let reserve = book.optional(plan.tranches[index].reserve)
      let charges = book.tranches[index].charges
      let taken = keep(
        reserve[group].atMost(charges[group]).atMost(Lanes.zero - book.cash[group]), where: lanes)
      reserve[group] -= taken
      charges[group] -= taken
      book.cash[group] += taken
      let isPaid = (taken .> 0) .& (charges[group] .<= leastClaimUSD)
      book.optional(plan.tranches[index].balloonCharged).set(.zero, where: isPaid, group: group)
    }
    if anyLane(book.balloonUnpaid[group] .> 0) { forgetPaidBalloons(group: group) }
  }

  /// Deletes balloons and puts that reserves have paid from the record of unpaid ones.
  private func forgetPaidBalloons(group: Int) {
    var isUnpaid = LaneMask(repeating: false)
    for index in plan.tranches.indices {
      // The flag may be of a balloon paid in an earlier step; then there are no charges.
      let isCharged = book.optional(plan.tranches[index].balloonCharged)[group] .> 0
      isUnpaid = isUnpaid .| (isCharged .& (book.tranches[index].charges[group] .> 0))
    }
    book.balloonUnpaid[group] = keep(book.balloonUnpaid[group], where: isUnpaid)
  }

  /// Issues shares for what cash lacks now, then for what payments ahead lack, within the step's
  /// limit.
  @inline(never)
  func prefund(_ prefunding: PrefundingPlan, step: Int) {
    for group in 0..<tileGroups where book.state[group].isAlive {
      prefund(prefunding, step: step, group: group)
    }
  }

  @inline(__always)
  private func prefund(_ prefunding: PrefundingPlan, step: Int, group: Int) {
    let open = (market.equityOpen[group] .> 0) .& book.state[group].active
    guard anyLane(open) else { return }
    let missing = plan.minimumCash - book.cash[group]
    let due = dueAhead(prefunding, step: step, group: group)
    // Where cash covers what is ahead nothing is issued, and the shares need not be valued.
    guard anyLane(open .& (due + missing .> 0)) else { return }
    let value = issuanceValue(group: group)
    let issuing = open .& isPositive(value, group: group)
    guard anyLane(issuing) else { return }
    let limit = value * plan.issuanceShare
    let now = missing.atLeast(.zero).atMost(limit)
    let spare = (now - missing).atLeast(.zero)
    let lacking = (due - spare).atLeast(.zero)
    let ahead = keep(lacking.atMost(limit - now), where: now .< limit)
    let raised = keep(now + ahead, where: issuing)
    // Where the gap is covered, cash is set exactly, without rounding.
    let covered = issuing .& (missing .> 0) .& (now .>= missing)
    let cash = (book.cash[group] + raised).replacing(
      with: ahead + plan.minimumCash, where: covered)
    book.cash.set(cash, where: issuing, group: group)
    let growth = keep(raised / value, where: issuing)
    book.shares[group] = book.shares[group].times(growth, plus: book.shares[group])
  }
}

import CreditBasics
import NumericCore

/// Stage 2: interest and scheduled principal, and the trailing coverage they feed (model §3).
extension MinerDesk {
  @inline(never)
  func payDebtService(step: Int, group: Int) {
    recordCharges(group: group)
    for event in plan.agenda.payments.range(in: step) {
      let payment = plan.agenda.payments[event]
      let tranche = book.tranches[payment.tranche]
      var due = book.state[group].active
      if plan.tranches[payment.tranche].isExtendable {
        due = due .& (tranche.schedule[group] .== Double(payment.schedule))
        guard anyLane(due) else { continue }
      }
      accrue(payment.tranche, through: step, where: due, group: group)
      var paid = Lanes.zero
      if payment.interest == .paid {
        paid = keep(tranche.accrued[group], where: due)
        tranche.accrued[group] -= paid
      }
      if payment.isSpecial {
        paid += paySpecial(payment, step: step, where: due, group: group)
      } else if payment.principal > 0 {
        paid += repay(
          Lanes(repeating: payment.principal), of: payment.tranche, where: due, group: group)
      }
      tranche.charges[group] += paid
      book.cash[group] -= paid
      book.cumulativeService[group] += paid
    }
  }

  /// Notes the date for accounts and capitalises interest, then takes the principal that is due, which may
  /// be a share of what is outstanding.
  @inline(never)
  private func paySpecial(
    _ payment: PaymentEvent, step: Int, where due: LaneMask, group: Int
  ) -> Lanes {
    let tranche = book.tranches[payment.tranche]
    let terms = plan.tranches[payment.tranche]
    if terms.lastDate >= 0, payment.interest != nil {
      book.optional(terms.lastDate)
        .set(Lanes(repeating: Double(step)), where: due, group: group)
    }
    if payment.interest == .capitalised {
      let interest = keep(tranche.accrued[group], where: due)
      tranche.accrued[group] -= interest
      tranche.outstanding[group] += interest
      book.debt[group] += interest
      book.noteDebt(of: payment.tranche, group: group)
    }
    guard payment.principal > 0 else { return .zero }
    let scheduled =
      terms.repaysShares
      ? tranche.outstanding[group] * payment.principal : Lanes(repeating: payment.principal)
    return repay(scheduled, of: payment.tranche, where: due, group: group)
  }

  /// Takes a scheduled payment off a tranche: at most what is outstanding, and all of it if less
  /// than `nothingUSD` would remain.
  @inline(__always)
  private func repay(
    _ scheduled: Lanes, of index: Int, where due: LaneMask, group: Int
  ) -> Lanes {
    let tranche = book.tranches[index]
    let outstanding = tranche.outstanding[group]
    let principal = keep(
      scheduled.replacing(
        with: outstanding, where: outstanding .< scheduled + Tranche.nothingUSD), where: due)
    tranche.outstanding[group] = outstanding - principal
    book.debt[group] -= principal
    book.noteDebt(of: index, group: group)
    if plan.tranches[index].mayHoldCollateral,
      anyLane((tranche.outstanding[group] .<= 0) .& due)
    {
      book.state[group].awaitsRelease = true
    }
    return principal
  }

  /// Accrues the step's fees, and the interest of floating debt at the rate of the step's start,
  /// never below 0.
  ///
  /// A floating rate changes in every step, so its interest accrues step by step; that of a fixed
  /// coupon waits until a balance changes.
  @inline(never)
  func accrueBySteps(step: Int) {
    accrueFees(step: step)
    for position in plan.floatingDebt.indices {
      let terms = plan.floatingDebt[position]
      let tranche = book.tranches[terms.tranche]
      for group in 0..<tileGroups where book.state[group].isAlive {
        let rate = floatingRate(terms, margin: tranche.coupon[group], group: group)
        tranche.accrued[group] = (tranche.outstanding[group] * rate).times(
          plan.dt, plus: tranche.accrued[group])
        guard terms.perDate >= 0 else { continue }
        book.optional(terms.perDate)[group] =
          rate * plan.tranches[terms.tranche].yearsPerPayment
      }
    }
  }

  /// The rate of floating debt in the step, per year.
  @inline(__always)
  func floatingRate(_ terms: FloatingPlan, margin: Lanes, group: Int) -> Lanes {
    let open = market.shortRate[group].atLeast(Lanes(repeating: terms.floor)) * terms.openShare
    return (margin + (open + terms.hedgedPart)).atLeast(.zero)
  }

  /// Accrues interest and discounted exposure of the steps up to and including `step`.
  ///
  /// Call it before a balance changes, so that every step accrues on its opening balance, and only
  /// in the lanes in which it may change: where a path's sums are split decides their last bits,
  /// and these must not depend on its neighbours in the group.
  func accrue(_ index: Int, through step: Int, where lanes: LaneMask, group: Int) {
    let tranche = book.tranches[index]
    let outstanding = keep(tranche.outstanding[group], where: lanes)
    let years = (Double(step + 1) - tranche.accruedSteps[group]) * plan.dt
    if !plan.tranches[index].isFloating {
      tranche.accrued[group] = (outstanding * years).times(
        tranche.coupon[group].atLeast(.zero), plus: tranche.accrued[group])
    }
    tranche.exposure[group] = outstanding.times(
      plan.annuity[step + 1] - tranche.accruedAnnuity[group], plus: tranche.exposure[group])
    tranche.accruedSteps.set(Lanes(repeating: Double(step + 1)), where: lanes, group: group)
    tranche.accruedAnnuity.set(
      Lanes(repeating: plan.annuity[step + 1]), where: lanes, group: group)
  }

  /// Starts the record of charges since cash was last ≥ 0, if none is kept yet.
  func recordCharges(group: Int) {
    guard !book.state[group].recordsCharges else { return }
    book.state[group].recordsCharges = true
    book.balloonUnpaid[group] = .zero
    for index in plan.tranches.indices { book.tranches[index].charges[group] = .zero }
  }

  /// Keeps the running sums that a later step's window starts from.
  @inline(__always)
  func saveCoverage(step: Int, group: Int) {
    let slot = Int(plan.coverage.saveSlot[step])
    guard slot >= 0 else { return }
    book.savedCFADS(slot)[group] = book.cumulativeCFADS[group]
    book.savedService(slot)[group] = book.cumulativeService[group]
  }

  /// CFADS and scheduled service of the trailing year, or since the as-of date.
  @inline(__always)
  func trailingCoverage(step: Int, group: Int) -> (cfads: Lanes, service: Lanes) {
    let slot = Int(plan.coverage.loadSlot[step])
    let cfads = book.cumulativeCFADS[group]
    let service = book.cumulativeService[group]
    guard slot >= 0 else { return (cfads, service) }
    return (cfads - book.savedCFADS(slot)[group], service - book.savedService(slot)[group])
  }

  /// Ends a tranche: nothing outstanding, nothing accrued.
  ///
  /// Its pledges return in stage 6.
  @inline(__always)
  func extinguish(_ index: Int, where lanes: LaneMask, group: Int) {
    let tranche = book.tranches[index]
    book.debt[group] -= keep(tranche.outstanding[group], where: lanes)
    tranche.outstanding.set(.zero, where: lanes, group: group)
    tranche.accrued.set(.zero, where: lanes, group: group)
    book.state[group].awaitsRelease = true
    book.noteDebt(of: index, group: group)
    endCommitment(index, where: lanes, group: group)
  }
}

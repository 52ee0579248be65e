import CreditBasics
import NumericCore

/// Stage 1, after operations: dated payments and orders, which commitments may fund (model §3).
extension MinerDesk {
  @inline(never)
  func payOrders(step: Int, group: Int) {
    for index in plan.orders.events.range(in: step) {
      pay(plan.orders.events[index], step: step, group: group)
    }
    // Payments have changed the shares in which what is on order counts.
    for index in plan.ordered.indices { markOrdered(index, group: group) }
  }

  /// Draws and pays, or cancels where cash would be negative.
  private func pay(_ event: OrderEvent, step: Int, group: Int) {
    var lanes = book.state[group].active
    guard event.order >= 0 else {
      return book.cash[group] -= keep(Lanes(repeating: event.amount), where: lanes)
    }
    let places = plan.orders.places[event.order]
    if places.cancelled >= 0 {
      lanes = lanes .& (book.optional(places.cancelled)[group] .<= 0)
    }
    var drawn = drawable(event, lanes: lanes, group: group)
    if places.cancelled >= 0 {
      let short = lanes .& (book.cash[group] + drawn - event.amount .< Limit.arrearsUSD)
      if anyLane(short) { cancel(event.order, lanes: short, step: step, group: group) }
      lanes = lanes .& .!short
      drawn = keep(drawn, where: lanes)
    }
    if anyLane(drawn .> 0) { draw(drawn, of: event.funding, step: step, group: group) }
    book.cash[group] += drawn - keep(Lanes(repeating: event.amount), where: lanes)
    book.optional(places.share).set(
      Lanes(repeating: event.share), where: lanes, group: group)
  }

  /// What can be drawn for a payment: nothing after a step that ended in arrears.
  private func drawable(_ event: OrderEvent, lanes: LaneMask, group: Int) -> Lanes {
    guard event.funding >= 0 else { return .zero }
    let undrawn = book.optional(plan.tranches[event.funding].undrawn)[group]
    return keep(
      undrawn.atMost(Lanes(repeating: event.wanted)),
      where: lanes .& (book.arrearsSteps[group] .== 0))
  }

  private func draw(_ drawn: Lanes, of index: Int, step: Int, group: Int) {
    // Interest and exposure of the step are those of its opening balance.
    accrue(index, through: step, where: drawn .> 0, group: group)
    let left = book.optional(plan.tranches[index].undrawn)[group] - drawn
    book.optional(plan.tranches[index].undrawn)[group] = keep(
      left, where: left .>= Tranche.nothingUSD)
    book.tranches[index].outstanding[group] += drawn
    book.debt[group] += drawn
    book.state[group].owesAnew |= GroupState.bit(ofTranche: index)
  }

  /// Cancels an order: what waits for it never enters service, and counts for nothing.
  private func cancel(_ order: Int, lanes: LaneMask, step: Int, group: Int) {
    let places = plan.orders.places[order]
    book.optional(places.cancelled).set(Lanes(repeating: 1), where: lanes, group: group)
    book.optional(places.share).set(.zero, where: lanes, group: group)
    if plan.orders.endsOperations {
      operations.cancel(order, lanes: lanes, step: step, group: group)
    }
  }

  /// Accrues the step's fees on what is undrawn at its start.
  @inline(__always)
  func accrueFees(step: Int) {
    for position in plan.commitments.indices where step < plan.commitments[position].endStep {
      let terms = plan.commitments[position]
      let accrued = book.tranches[terms.tranche].accrued
      let undrawn = book.optional(terms.undrawn)
      for group in 0..<tileGroups where book.state[group].isAlive {
        accrued[group] = undrawn[group].times(terms.feePerStep, plus: accrued[group])
      }
    }
  }

  /// Where a tranche can be drawn in the step after this one, arrears aside.
  func canDraw(_ index: Int, after step: Int, group: Int) -> LaneMask {
    let terms = plan.tranches[index]
    guard step + 1 < terms.drawEnd else { return LaneMask(repeating: false) }
    return book.optional(terms.undrawn)[group] .> 0
  }

  /// Ends the commitment of a tranche that is repaid early in full.
  @inline(__always)
  func endCommitment(_ index: Int, where lanes: LaneMask, group: Int) {
    guard plan.tranches[index].undrawn >= 0 else { return }
    book.optional(plan.tranches[index].undrawn).set(.zero, where: lanes, group: group)
  }
}

extension OperationsBook {
  /// Takes what waits for an order out of service from the next step on, for good.
  func cancel(_ order: Int, lanes: LaneMask, step: Int, group: Int) {
    if order < OperationsPlan.mostOrdersTold {
      let bit = Double(sign: .plus, exponent: order, significand: 1)
      terms.cancelled.set(terms.cancelled[group] + bit, where: lanes, group: group)
    }
    let never = Lanes(repeating: .infinity)
    for index in plan.lots.indices where plan.lots[index].order == order {
      let state = state(ofLot: index)
      state.start.set(never, where: lanes, group: group)
      state.hours.set(.zero, where: lanes, group: group)
      state.keptShare.set(.zero, where: lanes, group: group)
    }
    for index in plan.rigs.indices where plan.rigs[index].order == order {
      rigStarts[index].set(never, where: lanes, group: group)
    }
    for index in plan.leases.indices where plan.leases[index].order == order {
      let state = state(ofLease: index)
      state.letFrom.set(never, where: lanes, group: group)
      state.defaultsAt.set(never, where: lanes, group: group)
      state.income.set(.zero, where: lanes, group: group)
    }
    let next = terms.nextDate[group].atMost(Lanes(repeating: Double(step + 1)))
    terms.nextDate.set(next, where: lanes, group: group)
  }
}

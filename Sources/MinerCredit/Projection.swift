import CreditBasics
import NumericCore

/// A payment of a schedule by its date, for looking ahead.
struct AheadPayment {
  let date: Double
  /// What happens to interest; nil is a payment of principal.
  let interest: DueInterest?
  /// Principal in dollars, or as a share of what is outstanding for debt that may still grow.
  let principal: Double
}

/// Payments `first..<end` of a list by date, as indices.
struct AheadWindow {
  let first: Int32
  let end: Int32

  var range: Range<Int> { @inline(__always) get { Int(first)..<Int(end) } }

  /// For each step, those dated after it and no more than some years later.
  static func all(of dates: [Double], years: Double, grid: TimeGrid) -> [AheadWindow] {
    var (first, end) = (0, 0)
    return (0..<grid.stepCount).map { step in
      let now = grid.time(step + 1)
      while first < dates.count, dates[first] <= now + TimeGrid.dateTolerance { first += 1 }
      end = max(first, end)
      while end < dates.count, dates[end] <= now + years + TimeGrid.dateTolerance { end += 1 }
      return AheadWindow(first: Int32(first), end: Int32(end))
    }
  }
}

/// A schedule as it is looked ahead on.
struct AheadSchedule {
  /// By date.
  let payments: FixedArray<AheadPayment>
  /// Those to be prefunded in each step; where nothing is prefunded they begin and end with the next.
  let windows: FixedArray<AheadWindow>

  init(_ schedule: DebtSchedule, years: Double, grid: TimeGrid, in storage: Storage) {
    payments = FixedArray(schedule.ahead, in: storage)
    windows = FixedArray(
      AheadWindow.all(of: schedule.ahead.map(\.date), years: years, grid: grid), in: storage)
  }

  /// The next payment dates after a step, with all that is paid up to the last of them.
  func next(_ dates: Int, after step: Int) -> Range<Int> {
    let first = windows[step].range.lowerBound
    var (count, last, end) = (0, -Double.infinity, first)
    for position in first..<payments.count where count < dates {
      guard payments[position].interest != nil else { continue }
      count += 1
      last = payments[position].date
    }
    while end < payments.count, payments[end].date <= last + TimeGrid.dateTolerance { end += 1 }
    return first..<end
  }
}

/// Looking ahead: what a miner would pay from what it owes now.
extension MinerDesk {
  /// Service that a tranche's next payment dates would charge.
  func serviceAhead(of index: Int, dates: Int, step: Int, group: Int) -> Lanes {
    eachSchedule(of: index, group: group) {
      serviceAhead(of: index, $0, $0.next(dates, after: step), group: group)
    }
  }

  /// Payments, orders less what commitments fund of them, and service, dated in the weeks to come.
  func dueAhead(_ prefunding: PrefundingPlan, step: Int, group: Int) -> Lanes {
    var total = Lanes(repeating: prefunding.payments[step])
    let ordered = prefunding.orderedAhead[step].range
    if !ordered.isEmpty { total = unfunded(ordered, prefunding, beside: total, group: group) }
    let paysAhead = plan.accounts.paysAhead[step]
    for index in plan.tranches.indices
    where paysAhead & AccountPlan.bit(ofTranche: index) != 0 {
      total += eachSchedule(of: index, group: group) {
        serviceAhead(of: index, $0, $0.windows[step].range, group: group)
      }
    }
    return total
  }

  /// Other payments and what those of orders take of cash; nothing once an order is cancelled.
  private func unfunded(
    _ payments: Range<Int>, _ prefunding: PrefundingPlan, beside other: Lanes, group: Int
  ) -> Lanes {
    for index in plan.tranches.indices where prefunding.undrawn[index] >= 0 {
      book.optional(prefunding.undrawn[index], plan)[group] =
        book.optional(plan.tranches[index].undrawn, plan)[group]
    }
    var total = other
    for index in payments { total += unfunded(prefunding.ordered[index], prefunding, group: group) }
    return total
  }

  private func unfunded(
    _ payment: PrefundingPlan.Ordered, _ prefunding: PrefundingPlan, group: Int
  ) -> Lanes {
    let cancelled = plan.orders.places[payment.order].cancelled
    var lanes = book.state[group].active
    if cancelled >= 0 { lanes = lanes .& (book.optional(cancelled, plan)[group] .<= 0) }
    var paid = Lanes(repeating: payment.amount)
    if payment.funding >= 0 {
      let undrawn = book.optional(prefunding.undrawn[payment.funding], plan)
      let drawn = keep(undrawn[group].atMost(Lanes(repeating: payment.wanted)), where: lanes)
      undrawn[group] -= drawn
      paid -= drawn
    }
    return keep(paid, where: lanes)
  }

  /// A value of the schedule on which each path is.
  @inline(__always)
  private func eachSchedule(
    of index: Int, group: Int, _ value: (AheadSchedule) -> Lanes
  ) -> Lanes {
    let schedules = plan.accounts.ahead[index]
    if schedules.count == 1 { return value(schedules[0]) }
    let numbers = book.tranches[index].schedule
    let first = numbers[lane: group * laneCount]
    let others = numbers[group] .!= first
    var result = value(schedules[Int(first)])
    guard anyLane(others) else { return result }
    for number in schedules.indices {
      let lanes = others .& (numbers[group] .== Double(number))
      if anyLane(lanes) { result = result.replacing(with: value(schedules[number]), where: lanes) }
    }
    return result
  }

  /// Interest at the rate now for whole periods, and scheduled principal: no balloon, no fee, no draws.
  @inline(__always)
  private func serviceAhead(
    of index: Int, _ schedule: AheadSchedule, _ positions: Range<Int>, group: Int
  ) -> Lanes {
    positions.isEmpty
      ? .zero : serviceDue(of: index, schedule.payments, positions, group: group)
  }

  private func serviceDue(
    of index: Int, _ payments: FixedArray<AheadPayment>, _ positions: Range<Int>, group: Int
  ) -> Lanes {
    let perDate = rateInForce(of: index, group: group) * plan.tranches[index].yearsPerPayment
    let repaysShares = plan.tranches[index].repaysShares
    var left = book.tranches[index].outstanding[group]
    var service = Lanes.zero
    for position in positions {
      switch payments[position].interest {
      case .capitalised?: left += perDate * left
      case .paid?: service += perDate * left
      case nil:
        let principal = payments[position].principal
        let wanted = repaysShares ? left * principal : Lanes(repeating: principal)
        let due = wanted.replacing(
          with: left, where: left .< wanted + Tranche.nothingUSD)
        left -= due
        service += due
      }
    }
    return service
  }

  /// The rate that a tranche charges in the step, per year.
  private func rateInForce(of index: Int, group: Int) -> Lanes {
    let rate = book.tranches[index].coupon[group]
    guard plan.tranches[index].isFloating, let floating = plan.tranches[index].floating else {
      return rate.atLeast(.zero)
    }
    return floatingRate(floating, margin: rate, group: group)
  }
}

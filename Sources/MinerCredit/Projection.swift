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
    let perDate = perDate(of: index, group: group)
    return eachSchedule(of: index, group: group) {
      serviceDue(
        of: index, $0.payments, $0.next(dates, after: step), perDate: perDate, group: group)
    }
  }

  /// Payments, orders less what commitments fund of them, and service, dated in the weeks to come.
  ///
  /// The service of debt with a fixed coupon is added up anew when other dates come into view or what is owed
  /// has changed.
  @inline(__always)
  func dueAhead(_ prefunding: PrefundingPlan, step: Int, group: Int) -> Lanes {
    var total = Lanes(repeating: prefunding.payments[step])
    let ordered = prefunding.orderedAhead[step].range
    if !ordered.isEmpty { total = unfunded(ordered, prefunding, beside: total, group: group) }
    for position in prefunding.services.range(in: step) {
      total += serviceAhead(prefunding.services[position], step: step, group: group)
    }
    book.state[group].owesAnew = false
    book.state[group].lookedAhead = Int32(step)
    return total
  }

  /// Service of a tranche in the weeks to come.
  @inline(__always)
  private func serviceAhead(_ service: ServiceAhead, step: Int, group: Int) -> Lanes {
    let tranche = Int(service.tranche)
    let known = book.optional(Int(service.place))
    if service.isFloating {
      if book.state[group].owesAnew {
        known[group] = perDate(of: tranche, group: group)
      }
      if book.state[group].hasExtended {
        return serviceAhead(of: tranche, perDate: known[group], step: step, group: group)
      }
      return serviceDue(
        of: tranche, service.payments, service.window.range, perDate: known[group], group: group)
    }
    if book.state[group].owesAnew || service.since > book.state[group].lookedAhead {
      known[group] = serviceAhead(
        of: tranche, perDate: perDate(of: tranche, group: group), step: step, group: group)
    }
    return known[group]
  }

  @inline(never)
  private func serviceAhead(of index: Int, perDate: Lanes, step: Int, group: Int) -> Lanes {
    eachSchedule(of: index, group: group) {
      serviceDue(
        of: index, $0.payments, $0.windows[step].range, perDate: perDate, group: group)
    }
  }

  /// Other payments and what those of orders take of cash; nothing once an order is cancelled.
  private func unfunded(
    _ payments: Range<Int>, _ prefunding: PrefundingPlan, beside other: Lanes, group: Int
  ) -> Lanes {
    for index in plan.tranches.indices where prefunding.undrawn[index] >= 0 {
      book.optional(prefunding.undrawn[index])[group] =
        book.optional(plan.tranches[index].undrawn)[group]
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
    if cancelled >= 0 { lanes = lanes .& (book.optional(cancelled)[group] .<= 0) }
    var paid = Lanes(repeating: payment.amount)
    if payment.funding >= 0 {
      let undrawn = book.optional(prefunding.undrawn[payment.funding])
      let drawn = keep(undrawn[group].atMost(Lanes(repeating: payment.wanted)), where: lanes)
      undrawn[group] -= drawn
      paid -= drawn
    }
    return keep(paid, where: lanes)
  }

  /// A value of the schedule on which each path is; 0 where nothing is outstanding.
  @inline(__always)
  private func eachSchedule(
    of index: Int, group: Int, _ value: (AheadSchedule) -> Lanes
  ) -> Lanes {
    let schedules = plan.accounts.ahead[index]
    if schedules.count == 1 { return value(schedules[0]) }
    let tranche = book.tranches[index]
    let numbers = tranche.schedule
    var left = laneSet(tranche.outstanding[group] .> 0)
    var result = Lanes.zero
    while left != 0 {
      let number = numbers[lane: group * laneCount + left.trailingZeroBitCount]
      let lanes = numbers[group] .== number
      result = result.replacing(with: value(schedules[Int(number)]), where: lanes)
      left &= ~laneSet(lanes)
    }
    return result
  }

  /// Interest at the rate now for whole periods, and scheduled principal: no balloon, no fee, no draws.
  @inline(__always)
  private func serviceDue(
    of index: Int, _ payments: FixedArray<AheadPayment>, _ positions: Range<Int>, perDate: Lanes,
    group: Int
  ) -> Lanes {
    var left = book.tranches[index].outstanding[group]
    var service = Lanes.zero
    for position in positions {
      switch payments[position].interest {
      case .capitalised?: left += perDate * left
      case .paid?: service += perDate * left
      case nil:
        let principal = payments[position].principal
        let repaysShares = plan.tranches[index].repaysShares
        let wanted = repaysShares ? left * principal : Lanes(repeating: principal)
        let due = wanted.replacing(
          with: left, where: left .< wanted + Tranche.nothingUSD)
        left -= due
        service += due
      }
    }
    return service
  }

  /// What a whole period between a tranche's payment dates charges at the rate of the step.
  private func perDate(of index: Int, group: Int) -> Lanes {
    rateInForce(of: index, group: group) * plan.tranches[index].yearsPerPayment
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

import CreditBasics
import NumericCore

/// A payment of a schedule by its date, for looking ahead.
struct AheadPayment {
  let date: Double
  /// What happens to interest; nil for a payment of principal.
  let interest: DueInterest?
  /// Principal in dollars, or as a share of what is outstanding for debt that may still grow.
  let principal: Double
}

/// Payments `first..<end` of a list by date, as indices.
struct AheadWindow {
  let first: Int32
  let end: Int32

  var range: Range<Int> { @inline(__always) get { Int(first)..<Int(end) } }

  /// For each step, the payments dated after it and at most `years` later.
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

/// A schedule's payments by date, and those in view after each step.
struct AheadSchedule {
  /// By date.
  let payments: FixedArray<AheadPayment>
  /// The payments to be prefunded after each step; without prefunding an empty window that begins
  /// at the next payment.
  let windows: FixedArray<AheadWindow>
  /// The payments that a reserve should hold after each step; no windows without a reserve.
  let reserved: FixedArray<AheadWindow>

  /// `dates` is the number of payment dates whose service a reserve should hold.
  init(
    _ schedule: DebtSchedule, years: Double, dates: Int, grid: TimeGrid, in storage: Storage
  ) {
    payments = FixedArray(schedule.ahead, in: storage)
    let windows = AheadWindow.all(of: schedule.ahead.map(\.date), years: years, grid: grid)
    self.windows = FixedArray(windows, in: storage)
    let reserved = dates > 0 ? windows.map { $0.extended(to: dates, of: schedule.ahead) } : []
    self.reserved = FixedArray(reserved, in: storage)
  }

  /// Whether a window's payments are up to three of a period's interest, all paid, then at most one
  /// principal: their sum is then linear in the rate.
  ///
  /// Three times a number equals the sum of three to the last bit; four times may not equal the sum
  /// of four.
  func isLinear(_ window: AheadWindow) -> Bool {
    let kinds = window.range.map { payments[$0].interest }
    let principals = kinds.count(where: { $0 == nil })
    return kinds.count - principals <= 3 && principals <= 1
      && kinds.dropLast(principals).allSatisfy { $0 == .paid }
  }

  /// Number of interest payments in a window.
  func interestDates(_ window: AheadWindow) -> Double {
    Double(window.range.reduce(0) { $0 + (payments[$1].interest == nil ? 0 : 1) })
  }
}

extension AheadWindow {
  /// The next payment dates from its start on, with all that is paid up to the last of them.
  fileprivate func extended(to dates: Int, of payments: [AheadPayment]) -> AheadWindow {
    var (count, last, end) = (0, -Double.infinity, Int(first))
    for position in Int(first)..<payments.count where count < dates {
      guard payments[position].interest != nil else { continue }
      count += 1
      last = payments[position].date
    }
    while end < payments.count, payments[end].date <= last + TimeGrid.dateTolerance { end += 1 }
    return AheadWindow(first: first, end: Int32(end))
  }
}

/// Looking ahead: what a miner would pay from what it owes now.
extension MinerDesk {
  /// Service that the payment dates for which a tranche has a reserve would charge.
  func reservedService(of index: Int, step: Int, group: Int) -> Lanes {
    let perDate = perDate(of: index, group: group)
    return eachSchedule(of: index, group: group) {
      serviceDue(
        of: index, $0.payments, $0.reserved[step].range, perDate: perDate, group: group)
    }
  }

  /// Dollars that fall due in the weeks to come: payments, orders less what commitments fund, and
  /// debt service.
  ///
  /// The service of debt with a fixed coupon, and for floating debt the amounts that the rate
  /// multiplies, are added up again only when other dates come into view or what is owed has
  /// changed.
  @inline(__always)
  func dueAhead(_ prefunding: PrefundingPlan, step: Int, group: Int) -> Lanes {
    if book.state[group].owesAnew != 0 || prefunding.changes[step] > book.state[group].lookedAhead {
      addUp(prefunding, step: step, group: group)
    }
    var total = Lanes(repeating: prefunding.payments[step])
    let ordered = prefunding.orderedAhead[step].range
    if !ordered.isEmpty { total = unfunded(ordered, prefunding, beside: total, group: group) }
    for position in prefunding.services.range(in: step) {
      let service = prefunding.services[position]
      let place = Int(service.place)
      switch service.form {
      case .known: total += book.optional(place)[group]
      case .linear:
        let owed = book.tranches[Int(service.tranche)].outstanding[group]
        let interest = book.optional(place)[group] * owed * book.optional(place + 1)[group]
        total += interest + book.optional(place + 2)[group]
      case .floating:
        total += serviceAhead(
          of: Int(service.tranche), perDate: book.optional(place)[group], step: step, group: group)
      }
    }
    return total
  }

  /// Adds up payments ahead again where something has changed since they were last added up.
  @inline(never)
  private func addUp(_ prefunding: PrefundingPlan, step: Int, group: Int) {
    let changed = book.state[group].owesAnew
    for position in prefunding.services.range(in: step) {
      let service = prefunding.services[position]
      let (tranche, place) = (Int(service.tranche), Int(service.place))
      let owesAnew = changed & GroupState.bit(ofTranche: tranche) != 0
      guard owesAnew || service.since > book.state[group].lookedAhead else { continue }
      if service.form == .known {
        book.optional(place)[group] = serviceAhead(
          of: tranche, perDate: perDate(of: tranche, group: group), step: step, group: group)
        continue
      }
      if owesAnew { book.optional(place)[group] = perDate(of: tranche, group: group) }
      guard service.form == .linear else { continue }
      book.optional(place + 1)[group] = eachSchedule(of: tranche, group: group) {
        Lanes(repeating: $0.interestDates($0.windows[step]))
      }
      book.optional(place + 2)[group] = serviceAhead(
        of: tranche, perDate: .zero, step: step, group: group)
    }
    book.state[group].owesAnew = 0
    book.state[group].lookedAhead = Int32(step)
  }

  @inline(never)
  private func serviceAhead(of index: Int, perDate: Lanes, step: Int, group: Int) -> Lanes {
    eachSchedule(of: index, group: group) {
      serviceDue(
        of: index, $0.payments, $0.windows[step].range, perDate: perDate, group: group)
    }
  }

  /// `other` plus what payments of orders take from cash after draws; nothing for cancelled orders.
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

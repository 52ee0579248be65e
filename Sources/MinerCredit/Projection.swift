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

/// Looking ahead: what a miner would pay from what it owes now.
extension MinerDesk {
  /// What happens to a tranche's payments from `t_{k+1}` on, schedule by schedule.
  private func now(_ step: Int) -> Double { plan.grid.time(step + 1) + TimeGrid.dateTolerance }

  /// Service that a tranche's next payment dates would charge.
  func serviceAhead(of index: Int, dates: Int, step: Int, group: Int) -> Lanes {
    eachSchedule(of: index, group: group) { payments in
      var (count, end) = (0, -Double.infinity)
      for position in firstAhead(payments, step: step)..<payments.count where count < dates {
        guard payments[position].interest != nil else { continue }
        count += 1
        end = payments[position].date
      }
      return serviceAhead(of: index, payments, through: end, step: step, group: group)
    }
  }

  /// Payments, orders less what commitments fund of them, and service, dated in the weeks to come.
  func dueAhead(_ prefunding: PrefundingPlan, step: Int, group: Int) -> Lanes {
    let now = now(step)
    let end = plan.grid.time(step + 1) + prefunding.years
    let isAhead = { (date: Double) in date > now && date <= end + TimeGrid.dateTolerance }
    var total = Lanes.zero
    for index in prefunding.payments.indices where isAhead(prefunding.payments[index].date) {
      total += prefunding.payments[index].amountUSD
    }
    for index in plan.tranches.indices where prefunding.undrawn[index] >= 0 {
      book.optional(prefunding.undrawn[index], plan)[group] =
        book.optional(plan.tranches[index].undrawn, plan)[group]
    }
    for index in prefunding.ordered.indices where isAhead(prefunding.ordered[index].date) {
      total += unfunded(prefunding.ordered[index], prefunding, group: group)
    }
    for index in plan.tranches.indices {
      total += eachSchedule(of: index, group: group) {
        serviceAhead(of: index, $0, through: end, step: step, group: group)
      }
    }
    return total
  }

  /// What an order's payment takes of cash; nothing once it is cancelled.
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
    of index: Int, group: Int, _ value: (FixedArray<AheadPayment>) -> Lanes
  ) -> Lanes {
    let schedules = plan.accounts.ahead[index]
    if schedules.count == 1 { return value(schedules[0]) }
    let numbers = book.tranches[index].schedule[group]
    var result = Lanes.zero
    for number in schedules.indices {
      let lanes = numbers .== Double(number)
      if anyLane(lanes) { result = result.replacing(with: value(schedules[number]), where: lanes) }
    }
    return result
  }

  /// Interest at the rate now for whole periods, and scheduled principal, dated after the step and up to
  /// a date: no balloon, no fee, no draws.
  private func serviceAhead(
    of index: Int, _ payments: FixedArray<AheadPayment>, through end: Double, step: Int, group: Int
  ) -> Lanes {
    let perDate = rateInForce(of: index, group: group) * (1 / plan.tranches[index].paymentsPerYear)
    let repaysShares = plan.tranches[index].repaysShares
    var left = book.tranches[index].outstanding[group]
    var service = Lanes.zero
    for position in firstAhead(payments, step: step)..<payments.count {
      let payment = payments[position]
      guard payment.date <= end + TimeGrid.dateTolerance else { break }
      switch payment.interest {
      case .capitalised?: left += perDate * left
      case .paid?: service += perDate * left
      case nil:
        let wanted =
          repaysShares ? left * payment.principal : Lanes(repeating: payment.principal)
        let due = wanted.replacing(
          with: left, where: left .< wanted + Tranche.nothingUSD)
        left -= due
        service += due
      }
    }
    return service
  }

  /// The first of payments by date that is dated after the step.
  private func firstAhead(_ payments: FixedArray<AheadPayment>, step: Int) -> Int {
    let now = now(step)
    var (first, end) = (0, payments.count)
    while first < end {
      let middle = (first + end) / 2
      if payments[middle].date > now { end = middle } else { first = middle + 1 }
    }
    return first
  }

  /// The rate that a tranche charges in the step, per year.
  private func rateInForce(of index: Int, group: Int) -> Lanes {
    let rate = book.tranches[index].coupon[group]
    guard let floating = plan.tranches[index].floating else { return rate.atLeast(.zero) }
    return floatingRate(floating, margin: rate, group: group)
  }
}

import CreditBasics
import Foundation

/// A payment of a schedule with its date, for looking ahead.
struct ScheduledPayment {
  enum What {
    case interest(DueInterest)
    /// Dollars, for debt that does not grow, and the share of what is left of the schedule, for
    /// debt that may.
    case principal(amount: Double, share: Double)
  }
  var date: Double
  var what: What
}

/// A tranche's payments by step (model §3, stage 2; readings 8–10).
struct PaymentSchedule {
  /// What happens to accrued interest in each step; nil without a payment date.
  private(set) var interest: [DueInterest?]
  /// Scheduled principal of each step in dollars, of debt that does not grow.
  private(set) var principalDue: [Double]
  /// Scheduled principal of each step as a share of what is left of the schedule, balloon included.
  private(set) var remainingShare: [Double]
  /// All payments by date, on one date interest before principal.
  private(set) var payments: [ScheduledPayment] = []

  init(_ tranche: Tranche, grid: TimeGrid) {
    interest = Array(repeating: nil, count: grid.stepCount)
    principalDue = Array(repeating: 0, count: grid.stepCount)
    remainingShare = Array(repeating: 0, count: grid.stepCount)
    let dates = paymentDates(tranche, after: 0.01)
    markInterest(dates, of: tranche, grid: grid, after: -1)
    let schedule = principalShares(tranche, dates)
    var unpaid = tranche.principalUSD
    var amounts: [Double] = []
    for (number, (date, share)) in schedule.parts.enumerated() {
      // Where shares add up to one the last part takes the rest, whatever each was rounded to.
      let isLast = schedule.balloon == 0 && number == schedule.parts.count - 1
      let due = isLast ? unpaid : share * tranche.principalUSD
      unpaid -= due
      amounts.append(due)
      let step = grid.step(reaching: date)
      if step < grid.stepCount { principalDue[step] += due }
    }
    // What is left is summed from the end, so that the last part's share of it is exactly 1.
    var left = schedule.balloon
    for ((date, share), amount) in zip(schedule.parts, amounts).reversed() {
      left += share
      let part = ScheduledPayment.What.principal(amount: amount, share: left > 0 ? share / left : 0)
      payments.append(
        ScheduledPayment(date: grid.paymentDate(of: date, among: dates), what: part))
      let step = grid.step(reaching: date)
      guard step < grid.stepCount, left > 0 else { continue }
      // Of two dates in one step the earlier takes its share first: the shares that remain are
      // multiplied.
      remainingShare[step] = 1 - (1 - share / left) * (1 - remainingShare[step])
    }
    sortPayments()
  }

  private mutating func sortPayments() {
    func rank(_ payment: ScheduledPayment) -> Int {
      if case .interest = payment.what { 0 } else { 1 }
    }
    payments.sort { ($0.date, rank($0)) < ($1.date, rank($1)) }
  }

  /// Adds interest on an extension's dates after `step`; what was scheduled after it is dropped
  /// unless `keeping`.
  mutating func extend(
    _ dates: [Double], of tranche: Tranche, grid: TimeGrid, after step: Int, keeping: Bool
  ) {
    let end = grid.time(step + 1) + TimeGrid.dateTolerance
    if !keeping { payments.removeAll { $0.date > end } }
    for later in step + 1..<max(step + 1, grid.stepCount) where !keeping {
      interest[later] = nil
      principalDue[later] = 0
      remainingShare[later] = 0
    }
    markInterest(dates, of: tranche, grid: grid, after: step)
    sortPayments()
  }

  /// Of several dates in one step the last decides what happens to the interest.
  private mutating func markInterest(
    _ dates: [Double], of tranche: Tranche, grid: TimeGrid, after step: Int
  ) {
    let lastCapitalised = (tranche.pikUntil ?? -.infinity) + 0.01
    for date in dates {
      let due = max(step + 1, grid.step(reaching: date))
      let payment: DueInterest = date <= lastCapitalised ? .capitalised : .paid
      payments.append(ScheduledPayment(date: date, what: .interest(payment)))
      if due < grid.stepCount { interest[due] = payment }
    }
  }
}

/// `maturity − j/paymentsPerYear`, those after a date, ascending.
func paymentDates(_ tranche: Tranche, after earliest: Double) -> [Double] {
  var dates: [Double] = []
  var date = tranche.maturity
  while date > earliest {
    dates.append(date)
    date = tranche.maturity - Double(dates.count) / Double(tranche.paymentsPerYear)
  }
  return dates.reversed()
}

/// Scheduled principal as dated shares of the original principal, and the share that they leave to
/// maturity.
private struct PrincipalSchedule {
  var parts: [(date: Double, share: Double)]
  var balloon: Double
}

private func principalShares(_ tranche: Tranche, _ dates: [Double]) -> PrincipalSchedule {
  let first = (tranche.amortisationFrom ?? -.infinity) - 0.01
  let paying = dates.filter { $0 >= first }
  let spread = 1 - tranche.balloonShare
  switch tranche.amortisation {
  case .bullet:
    return PrincipalSchedule(parts: [], balloon: 1)
  case .straightLine:
    let count = Double(paying.count)
    return PrincipalSchedule(
      parts: paying.map { ($0, spread / count) }, balloon: tranche.balloonShare)
  case .annuity:
    let rate = tranche.coupon / Double(tranche.paymentsPerYear)
    return PrincipalSchedule(
      parts: zip(paying, annuityShares(paying.count, rate: rate)).map { ($0, spread * $1) },
      balloon: tranche.balloonShare)
  case .custom(let shares):
    let last = tranche.maturity + TimeGrid.dateTolerance
    let parts = shares.filter { $0.date <= last }.map { ($0.date, $0.share) }
    let left = 1 - parts.reduce(0) { $0 + $1.1 }
    let rounding = 1e-15 * Double(parts.count)
    return PrincipalSchedule(parts: parts, balloon: left > rounding ? left : 0)
  }
}

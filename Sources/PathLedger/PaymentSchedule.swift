import CreditBasics
import Foundation

/// A tranche's payments by step (model §3, stage 2; readings 8–10).
struct PaymentSchedule {
  /// Whether accrued interest is paid in each step.
  private(set) var interestDue: [Bool]
  /// Scheduled principal of each step in dollars.
  private(set) var principalDue: [Double]

  init(_ tranche: Tranche, grid: TimeGrid) {
    interestDue = Array(repeating: false, count: grid.stepCount)
    principalDue = Array(repeating: 0, count: grid.stepCount)
    let dates = paymentDates(tranche, after: 0.01)
    markInterest(dates, grid: grid, after: -1)
    let shares = principalShares(tranche, dates)
    var leavesNothing = true
    if case .custom = tranche.amortisation {
      let sum = shares.reduce(0) { $0 + $1.share }
      leavesNothing = abs(sum - 1) <= 1e-15 * Double(shares.count)
    }
    var left = tranche.principalUSD
    for (number, (date, share)) in shares.enumerated() {
      // Shares that add up to one leave nothing, whatever each was rounded to.
      let isLast = leavesNothing && number == shares.count - 1
      let due = isLast ? left : share * tranche.principalUSD
      left -= due
      let step = grid.step(reaching: date)
      if step < grid.stepCount { principalDue[step] += due }
    }
  }

  /// Replaces what follows `step` by interest alone on the dates of an extension.
  mutating func extend(_ dates: [Double], grid: TimeGrid, after step: Int) {
    for later in step + 1..<max(step + 1, grid.stepCount) {
      interestDue[later] = false
      principalDue[later] = 0
    }
    markInterest(dates, grid: grid, after: step)
  }

  private mutating func markInterest(_ dates: [Double], grid: TimeGrid, after step: Int) {
    for date in dates {
      let due = max(step + 1, grid.step(reaching: date))
      if due < grid.stepCount { interestDue[due] = true }
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

/// Scheduled principal as dated shares of the original principal.
private func principalShares(
  _ tranche: Tranche, _ dates: [Double]
) -> [(date: Double, share: Double)] {
  let count = Double(dates.count)
  switch tranche.amortisation {
  case .bullet:
    return []
  case .straightLine:
    return dates.map { ($0, 1 / count) }
  case .annuity:
    let rate = tranche.coupon / Double(tranche.paymentsPerYear)
    return Array(zip(dates, annuityShares(dates.count, rate: rate)))
  case .custom(let shares):
    let last = tranche.maturity + TimeGrid.dateTolerance
    return shares.filter { $0.date <= last }.map { ($0.date, $0.share) }
  }
}

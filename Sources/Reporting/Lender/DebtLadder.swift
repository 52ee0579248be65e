import CreditBasics
import Foundation

/// What a miner's debt asks for, by date, as written: nothing extended, converted, put or prepaid.
struct DebtLadder {
  /// Dollars due in one period.
  struct Rung: Equatable {
    var interest = 0.0
    var principal = 0.0
    var balloons = 0.0
    /// What holders may ask for on put dates instead of waiting for the balloon.
    var puts = 0.0

    /// Interest and scheduled principal: the denominator of coverage ratios.
    var service: Double { interest + principal }
  }

  /// What is due in each calendar year, years without anything left out.
  private(set) var years: [(year: Int, rung: Rung)] = []
  /// What is due in the twelve months after the as-of date.
  private(set) var nextYear = Rung()

  init(_ tranches: [Tranche], asOf: String) {
    var rungs: [Int: Rung] = [:]
    let start = CalendarDate(asOf)
    for tranche in tranches {
      Self.walk(tranche) { date, amount, kind in
        rungs[Self.year(date, after: start), default: Rung()][keyPath: kind] += amount
        if date <= 1 + TimeGrid.dateTolerance { nextYear[keyPath: kind] += amount }
      }
    }
    years = rungs.filter { $0.value != Rung() }.sorted { $0.key < $1.key }.map {
      ($0.key, $0.value)
    }
  }

  /// The calendar year of a time in years since the as-of date.
  private static func year(_ time: Double, after start: CalendarDate?) -> Int {
    let days = Int((time * TimeGrid.daysPerYear + 1e-6).rounded(.down))
    return start.map { $0.adding(days: days)?.year ?? $0.year + Int(time) } ?? Int(time)
  }

  /// Calls `pay` for everything that falls due on a tranche, in the order of dates.
  private static func walk(
    _ tranche: Tranche, _ pay: (_ date: Double, Double, WritableKeyPath<Rung, Double>) -> Void
  ) {
    var left = tranche.principalUSD
    var (accrued, since) = (0.0, 0.0)
    for event in events(tranche) {
      accrued += tranche.coupon * left * (event.date - since)
      since = event.date
      if event.isPut { pay(event.date, left, \.puts) }
      if event.interest == .capitalised {
        left += accrued
        accrued = 0
      }
      let due = min(left, tranche.repaysShares ? event.principal * left : event.principal)
      left -= due
      pay(event.date, due, \.principal)
      if event.interest == .paid {
        pay(event.date, accrued, \.interest)
        accrued = 0
      }
    }
    pay(tranche.maturity, left, \.balloons)
  }

  private struct Event {
    let date: Double
    /// Dollars, or a share of what is left for debt that may still grow.
    var principal = 0.0
    var interest: DueInterest?
    var isPut = false
  }

  /// Payment dates, dates of custom principal and puts; a put on the maturity is the maturity.
  private static func events(_ tranche: Tranche) -> [Event] {
    var events = tranche.paymentDates.map { Event(date: $0, interest: tranche.interest(on: $0)) }
    let principal =
      tranche.repaysShares
      ? tranche.remainingShares.map { ($0.date, $0.share) } : tranche.scheduledPrincipal
    events += principal.map { Event(date: $0.0, principal: $0.1) }
    events += tranche.puts.filter { $0 < tranche.maturity - TimeGrid.dateTolerance }
      .map { Event(date: $0, isPut: true) }
    // On one day interest joins the debt before principal is a share of it, and puts come last.
    return events.sorted { ($0.date, $0.isPut ? 1 : 0) < ($1.date, $1.isPut ? 1 : 0) }
  }
}

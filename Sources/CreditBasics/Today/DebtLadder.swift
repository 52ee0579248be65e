/// What a miner's debt and orders cost by date if everything goes as the contracts say: orders are
/// drawn for and paid, nothing is extended, converted, put or prepaid.
package struct DebtLadder {
  /// Dollars due in one period.
  package struct Rung: Equatable {
    /// Dollars drawn on commitments to pay for orders.
    package var draws = 0.0
    /// Cost of orders and other dated payments, draws not deducted.
    package var payments = 0.0
    /// Interest and commitment fees paid in cash.
    package var interest = 0.0
    /// Scheduled principal.
    package var principal = 0.0
    /// Principal that is left at maturity.
    package var balloons = 0.0
    /// Outstanding that holders may put on put dates instead of waiting for the balloon.
    package var puts = 0.0

    /// Interest and scheduled principal: the denominator of coverage ratios.
    package var service: Double { interest + principal }
  }

  /// What is due in each calendar year; years in which nothing is due are left out.
  package private(set) var years: [(year: Int, rung: Rung)] = []
  /// What is due in the twelve months after the as-of date.
  package private(set) var nextYear = Rung()

  /// Whether anything is drawn.
  package var hasDraws: Bool { years.contains { $0.rung.draws > 0 } }

  /// Whether anything is paid for orders or on other dates.
  package var hasPayments: Bool { years.contains { $0.rung.payments > 0 } }

  /// The ladder of one miner; whether a commitment can still be drawn is judged on the scenario's
  /// grid.
  package init(_ miner: Miner, of scenario: Scenario) {
    var rungs: [Int: Rung] = [:]
    let start = CalendarDate(scenario.asOf)
    func pay(_ date: Double, _ amount: Double, _ kind: WritableKeyPath<Rung, Double>) {
      rungs[Self.year(date, after: start), default: Rung()][keyPath: kind] += amount
      if date <= Self.anniversary { nextYear[keyPath: kind] += amount }
    }
    let ordered = miner.orderPayments(scenario.grid)
    Self.walk(miner, drawing: ordered) { pay($1, $2, $3) }
    for payment in ordered { pay(payment.date, payment.amountUSD, \.payments) }
    for payment in miner.payments { pay(payment.date, payment.amountUSD, \.payments) }
    years = rungs.filter { $0.value != Rung() }.sorted { $0.key < $1.key }.map {
      ($0.key, $0.value)
    }
  }

  /// Years up to which a payment belongs to the next twelve months: an anniversary may lie part of
  /// a day beyond 365.25 days.
  package static let anniversary = 1 + 0.75 / TimeGrid.daysPerYear

  /// The calendar year of a time in years since the as-of date.
  private static func year(_ time: Double, after start: CalendarDate?) -> Int {
    start.map { $0.reached(years: time)?.year ?? $0.year + Int(time) } ?? Int(time)
  }

  /// Calls `pay` for everything that falls due on a miner's tranches, one after another in the order of dates.
  package static func walk(
    _ miner: Miner, drawing ordered: [OrderPayment],
    _ pay: (_ tranche: Int, _ date: Double, Double, WritableKeyPath<Rung, Double>) -> Void
  ) {
    let draws = Dictionary(grouping: ordered.filter { $0.drawnUSD > 0 }) {
      miner.orders[$0.order].fundedBy
    }
    for (index, tranche) in miner.tranches.enumerated() {
      walk(tranche, drawing: draws[index] ?? []) { pay(index, $0, $1, $2) }
    }
  }

  private static func walk(
    _ tranche: Tranche, drawing draws: [OrderPayment],
    _ pay: (_ date: Double, Double, WritableKeyPath<Rung, Double>) -> Void
  ) {
    var left = tranche.principalUSD
    var undrawn = tranche.commitment?.amountUSD ?? 0
    let fee = tranche.commitment?.feePerYear ?? 0
    var (accrued, since) = (0.0, 0.0)
    for event in events(tranche, draws) {
      accrued += tranche.coupon * left * (event.date - since)
      accrued += fee * undrawn * max(0, min(event.date, tranche.endOfDraws ?? 0) - since)
      since = event.date
      undrawn -= event.drawn
      left += event.drawn
      pay(event.date, event.drawn, \.draws)
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
    /// Principal due: dollars, or a share of what is outstanding where the debt may still grow.
    var principal = 0.0
    var interest: DueInterest?
    var isPut = false
    /// Dollars that an order draws.
    var drawn = 0.0

    /// Order of events on one day: draws, interest, principal, puts.
    ///
    /// Draws and capitalised interest are thus in the debt of which principal is a share.
    var rank: Int { drawn > 0 ? 0 : interest != nil ? 1 : isPut ? 3 : 2 }
  }

  /// Draws, payment dates, dates of custom principal and puts, by date; a put dated at maturity is
  /// left out, as the balloon is due then.
  private static func events(_ tranche: Tranche, _ draws: [OrderPayment]) -> [Event] {
    var events = tranche.paymentDates.map { Event(date: $0, interest: tranche.interest(on: $0)) }
    let principal =
      tranche.repaysShares
      ? tranche.remainingShares.map { ($0.date, $0.share) } : tranche.scheduledPrincipal
    events += principal.map { Event(date: $0.0, principal: $0.1) }
    events += tranche.puts.filter { $0 < tranche.maturity - TimeGrid.dateTolerance }
      .map { Event(date: $0, isPut: true) }
    events += draws.map { Event(date: $0.date, drawn: $0.drawnUSD) }
    return events.sorted { ($0.date, $0.rank) < ($1.date, $1.rank) }
  }
}

extension DebtLadder {
  /// Today's income over service of the next 12 months; nil without service.
  package func coverage(_ income: IncomeToday) -> Double? {
    nextYear.service > 0 ? income.total / nextYear.service : nil
  }
}

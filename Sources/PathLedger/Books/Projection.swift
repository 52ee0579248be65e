import CreditBasics

/// Looking ahead: what a miner would have to pay, from what it owes now.
extension MinerBooks {
  /// The last of the next `count` payment dates after the step, or the last one if fewer are left;
  /// nil for none.
  func nextDate(_ loan: Int, count: Int) -> Double? {
    let now = terms.grid.time(step + 1) + TimeGrid.dateTolerance
    let dates = loans[loan].schedule.payments.filter {
      if case .interest = $0.what { $0.date > now } else { false }
    }
    return dates.prefix(count).last?.date
  }

  /// Interest of whole periods at the rate now, and scheduled principal, in dollars, dated after
  /// the step and up to `end`: no balloon, fee or draw.
  ///
  /// Capitalised interest joins what is outstanding.
  func projectedService(_ loan: Int, through end: Double) -> Double {
    let tranche = terms.miner.tranches[loan]
    let now = terms.grid.time(step + 1) + TimeGrid.dateTolerance
    let perDate = rateInForce(loan) / Double(tranche.paymentsPerYear)
    var (left, service) = (loans[loan].outstanding, 0.0)
    for payment in loans[loan].schedule.payments
    where payment.date > now && payment.date <= end + TimeGrid.dateTolerance {
      switch payment.what {
      case .interest(.capitalised): left += perDate * left
      case .interest(.paid): service += perDate * left
      case .principal(let amount, let share):
        var due = min(tranche.mayGrow ? share * left : amount, left)
        if left - due < Tranche.nothingUSD { due = left }
        left -= due
        service += due
      }
    }
    return service
  }

  /// Dollars that fall due in the next `years`: payments, orders less what commitments fund, and
  /// debt service.
  func dueAhead(years: Double) -> Double {
    let now = terms.grid.time(step + 1)
    let end = now + years + TimeGrid.dateTolerance
    func isAhead(_ payment: DatedPayment) -> Bool {
      payment.date > now + TimeGrid.dateTolerance && payment.date <= end
    }
    let own = terms.miner.payments.filter(isAhead).reduce(0) { $0 + $1.amountUSD }
    var ahead: [(payment: DatedPayment, order: Int)] = []
    for (index, order) in terms.miner.orders.enumerated() where !orders[index].isCancelled {
      ahead += order.payments.filter(isAhead).map { ($0, index) }
    }
    ahead.sort { ($0.payment.date, $0.order) < ($1.payment.date, $1.order) }
    var undrawn = loans.map(\.undrawn)
    let ordered = ahead.reduce(0.0) { total, item in
      let order = terms.miner.orders[item.order]
      guard let loan = order.fundedBy,
        canDraw(loan, by: terms.grid.step(reaching: item.payment.date))
      else { return total + item.payment.amountUSD }
      let draw = min(order.advanceRate * item.payment.amountUSD, undrawn[loan])
      undrawn[loan] -= draw
      return total + item.payment.amountUSD - draw
    }
    return loans.indices.reduce(own + ordered) { $0 + projectedService($1, through: end) }
  }
}

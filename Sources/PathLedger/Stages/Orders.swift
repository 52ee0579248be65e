import CreditBasics

/// An order with its dates resolved to steps.
struct OrderTerms {
  /// Dollars due by step: several payments in one step are one.
  let due: [Int: Double]
  /// All payments, added up in the order in which they are made.
  let total: Double
  /// Date of the last payment in years; 0 without payments.
  let lastDate: Double

  init(_ order: Order, grid: TimeGrid) {
    let due = dueBySteps(order.payments, grid: grid)
    self.due = due
    total = due.keys.sorted().reduce(0) { $0 + (due[$1] ?? 0) }
    lastDate = order.payments.map(\.date).max() ?? 0
  }
}

/// Dollars due by step, steps after the horizon included.
func dueBySteps(_ payments: [DatedPayment], grid: TimeGrid) -> [Int: Double] {
  payments.reduce(into: [:]) { due, payment in
    due[grid.step(reaching: payment.date), default: 0] += payment.amountUSD
  }
}

/// An order as it stands.
struct OrderState {
  /// Dollars of its payments made.
  var paid = 0.0
  var isCancelled = false
}

/// Stage 1, after operations: dated payments and orders, which commitments may fund.
extension MinerBooks {
  /// Pays what falls due in the step: the miner's own payments first, then orders in name order.
  mutating func payOrders() {
    if let due = terms.payments[step], due != 0 {
      cash -= due
      log.note(.orders, .payment, -due)
    }
    for order in orders.indices { payOrder(order) }
  }

  private mutating func payOrder(_ index: Int) {
    guard let due = terms.orders[index].due[step], !orders[index].isCancelled else { return }
    let order = terms.miner.orders[index]
    let draw = order.fundedBy.map { drawable($0, by: step, for: order.advanceRate * due) } ?? 0
    if order.isCancellable, cash + draw - due < Limit.arrearsUSD {
      orders[index].isCancelled = true
      log.note(
        .orders, .orderCancelled, terms.orders[index].total - orders[index].paid, of: order.name)
      return
    }
    if let loan = order.fundedBy, draw > 0 {
      loans[loan].undrawn -= draw
      if loans[loan].undrawn < Tranche.nothingUSD { loans[loan].undrawn = 0 }
      loans[loan].outstanding += draw
      cash += draw
      log.note(.orders, .draw, draw, of: name(loan))
    }
    cash -= due
    orders[index].paid += due
    log.note(.orders, .orderPayment, -due, of: order.name)
  }

  /// What can be drawn for a payment in a step: nothing after a step that ended in arrears.
  private func drawable(_ loan: Int, by step: Int, for wanted: Double) -> Double {
    guard arrearsSteps == 0, canDraw(loan, by: step) else { return 0 }
    return min(wanted, loans[loan].undrawn)
  }

  /// Whether a commitment can still be drawn at the start of a step, arrears aside.
  func canDraw(_ loan: Int, by step: Int) -> Bool {
    let tranche = terms.miner.tranches[loan]
    guard let commitment = tranche.commitment, loans[loan].undrawn > 0, !loans[loan].hasEnded
    else { return false }
    let end = min(tranche.maturity, commitment.availableUntil ?? .infinity)
    return !terms.grid.hasHappened(end, by: step)
  }

  /// The share in which a thing counts: of an order the share of payments made, 0 once it is
  /// cancelled; 1 without an order.
  func paidShare(_ order: Int?) -> Double {
    guard let order else { return 1 }
    if orders[order].isCancelled { return 0 }
    let total = terms.orders[order].total
    return total > 0 ? orders[order].paid / total : 1
  }

  /// Whether a thing that starts at a date runs in the step, its order not cancelled.
  func runs(from start: Double, _ order: Int?) -> Bool {
    hasHappened(start) && !(order.map { orders[$0].isCancelled } ?? false)
  }
}

extension MinerTerms {
  /// The start of a thing that enters service no sooner than its order's last payment.
  func start(_ date: Double, _ order: Int?) -> Double {
    order.map { max(date, orders[$0].lastDate) } ?? date
  }
}

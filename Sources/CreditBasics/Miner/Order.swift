/// Hardware on order, paid by instalments; lots and leases that name it start no sooner than the
/// last instalment (model §3, stage 1).
public struct Order: Sendable, Equatable {
  /// The order's name.
  public var name: String
  /// Instalments by date, ascending.
  public var payments: [DatedPayment]
  /// Index of the tranche whose commitment funds it; nil for none.
  public var fundedBy: Int?
  /// Share of each payment that is drawn on that commitment, as long as enough of it is undrawn.
  public var advanceRate: Double
  /// Whether it is cancelled rather than paid when cash would be negative.
  public var isCancellable: Bool

  /// Creates an order.
  public init(
    name: String, payments: [DatedPayment] = [], fundedBy: Int? = nil, advanceRate: Double = 1,
    isCancellable: Bool = false
  ) {
    self.name = name
    self.payments = payments
    self.fundedBy = fundedBy
    self.advanceRate = advanceRate
    self.isCancellable = isCancellable
  }
}

/// An instalment of an order, and the part of it that a commitment pays.
package struct OrderPayment {
  /// Index of the order in the miner's list.
  package let order: Int
  /// Years since the as-of date.
  package let date: Double
  /// Dollars.
  package let amountUSD: Double
  /// Dollars drawn on the commitment that funds the order, if nothing is in arrears or repaid
  /// early.
  package let drawnUSD: Double
}

extension Miner {
  /// Instalments of all orders by date; on one day in the order of the miner's list.
  package func orderPayments(_ grid: TimeGrid) -> [OrderPayment] {
    var undrawn = tranches.map { $0.commitment?.amountUSD ?? 0 }
    let dated = orders.indices.flatMap { order in
      orders[order].payments.map { (order: order, payment: $0) }
    }.sorted { ($0.payment.date, $0.order) < ($1.payment.date, $1.order) }
    return dated.map { order, payment in
      var drawn = 0.0
      if let lender = orders[order].fundedBy, let end = tranches[lender].endOfDraws,
        !grid.hasHappened(end, by: grid.step(reaching: payment.date))
      {
        drawn = min(orders[order].advanceRate * payment.amountUSD, undrawn[lender])
        undrawn[lender] -= drawn
      }
      return OrderPayment(
        order: order, date: payment.date, amountUSD: payment.amountUSD, drawnUSD: drawn)
    }
  }
}

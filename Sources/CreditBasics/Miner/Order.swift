/// Hardware on order, paid by instalments; what names it enters service no sooner than the last one
/// (model §3, stage 1).
public struct Order: Sendable, Equatable {
  /// The order's name.
  public var name: String
  /// Instalments by date, ascending.
  public var payments: [DatedPayment]
  /// Index of the tranche whose commitment funds it; nil for none.
  public var fundedBy: Int?
  /// Share of a payment that is drawn, within what is undrawn.
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

/// A payment on a date.
public struct DatedPayment: Sendable, Equatable {
  /// Date in years since the as-of date.
  public var date: Double
  /// Dollars.
  public var amountUSD: Double

  /// Creates a payment.
  public init(date: Double, amountUSD: Double) {
    self.date = date
    self.amountUSD = amountUSD
  }
}

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

/// What a lender has committed beyond the principal of the as-of date (model §3, stages 1 and 2).
public struct Commitment: Sendable, Equatable {
  /// Dollars that may still be drawn; repayments do not restore it.
  public var amountUSD: Double
  /// End of availability in years since the as-of date; nil is maturity.
  public var availableUntil: Double?
  /// Fee per year on what is undrawn.
  public var feePerYear: Double

  /// Creates a commitment.
  public init(amountUSD: Double, availableUntil: Double? = nil, feePerYear: Double = 0) {
    self.amountUSD = amountUSD
    self.availableUntil = availableUntil
    self.feePerYear = feePerYear
  }
}

extension Tranche {
  /// Years after which nothing of a commitment can be drawn; nil without one.
  package var endOfDraws: Double? {
    commitment.map { min(maturity, $0.availableUntil ?? .infinity) }
  }
}

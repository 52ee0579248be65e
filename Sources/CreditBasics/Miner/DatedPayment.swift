/// A payment on a date.
public struct DatedPayment: Sendable, Equatable {
  /// Date in years since the as-of date.
  public var date: Double
  /// Dollars.
  public var amountUSD: Double

  /// Creates a payment.
  public init(date: Double, amountUSD: Double) {
    (self.date, self.amountUSD) = (date, amountUSD)
  }
}

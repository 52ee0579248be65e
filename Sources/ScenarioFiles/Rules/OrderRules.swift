import CreditBasics

extension FieldRules {
  static let order = Terms<Order>(
    "miners.NAME.orders.NAME",
    "Hardware on order: what names it enters service no sooner than its last payment.",
    blank: Order(name: ""),
    [
      payments("payments", .required, "Instalments by date.", \.payments),
      Term(
        "fundedBy", naming: .tranche, .nothing("paid in cash"),
        "Tranche whose commitment is drawn for it.", \.fundedBy),
      Term(
        "advanceRate", .number(.share), .one, "Share of a payment that is drawn.", \.advanceRate),
      Term(
        "cancellable", .flag, .value(.flag(false)),
        "Whether it is cancelled when a payment would leave cash negative.", \.isCancellable),
    ]
  ).called("order")

  static let commitment = Terms<Commitment>(
    "miners.NAME.tranches.NAME.commitment",
    "What may be drawn beyond principal; repayments do not restore it.",
    blank: Commitment(amountUSD: 0),
    [
      Term("amount", .number(.principal), .required, "Undrawn at `asOf`.", \.amountUSD),
      Term(
        "availableUntil", .date, .nothing("`maturity`"), "End of availability, up to maturity.",
        \.availableUntil),
      Term("feePerYear", .number(.margin), .zero, "Fee on what is undrawn.", \.feePerYear),
    ])

  /// Dollars by date.
  static func payments<Thing>(
    _ key: String, _ absent: Absent, _ meaning: String,
    _ property: any WritableKeyPath<Thing, [DatedPayment]> & Sendable
  ) -> Term<Thing> {
    Term(FieldRule(key, .dated(.money), absent, meaning)) { thing, part in
      thing[keyPath: property] = part.named(key).map { date, amount in
        DatedPayment(date: part.years(date), amountUSD: amount.node.double ?? 0)
      }
    }
  }

  /// The order that a thing waits for.
  static func awaits<Thing>(
    _ order: any WritableKeyPath<Thing, Int?> & Sendable
  ) -> Term<Thing> {
    Term(
      "order", naming: .order, .nothing("on no order"),
      "Order that it waits for; until the last payment it counts in the share of those made.", order
    )
  }
}

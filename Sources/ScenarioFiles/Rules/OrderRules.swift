import CreditBasics

extension FieldRules {
  static let order = Terms<Order>(
    "miners.NAME.orders.NAME",
    "Hardware on order: what names it enters service no sooner than its last payment.",
    blank: Order(name: ""),
    [
      payments("payments", .required, "Instalments by date.", \.payments),
      Term(
        FieldRule(
          "fundedBy", .reference(.tranche), .nothing("paid in cash"),
          "Tranche whose commitment is drawn for it."),
        fill: { order, part in
          order.fundedBy = part.node["fundedBy"]?.text.flatMap { part.tranches[$0] }
        },
        written: { order, writing in
          order.fundedBy.map { writing.name($0, of: writing.tranches) }
        }),
      Term(
        "advanceRate", .number(.share), .one, "Share of a payment that is drawn.", \.advanceRate),
      Term(
        FieldRule(
          "cancellable", .flag, .value(.flag(false)),
          "Whether it is cancelled when a payment would leave cash negative."),
        fill: { $0.isCancellable = $1.flag("cancellable") },
        written: { order, _ in .flag(order.isCancellable) }),
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
    } written: { thing, writing in
      var block = Block()
      for payment in thing[keyPath: property] {
        guard case .text(let date)? = writing.date(payment.date) else { continue }
        let amount = Node.Value.number(NumberText.shortest(payment.amountUSD))
        writing.set(date, writing.node(amount), in: &block)
      }
      return block.members.isEmpty ? nil : .block(block)
    }
  }

  /// The order that a thing waits for.
  static func awaits<Thing>(
    _ order: any WritableKeyPath<Thing, Int?> & Sendable
  ) -> Term<Thing> {
    Term(
      FieldRule(
        "order", .reference(.order), .nothing("on no order"),
        "Order that it waits for; until the last payment it counts in the share of those made."),
      fill: { thing, part in
        thing[keyPath: order] = part.node["order"]?.text.flatMap { part.orders[$0] }
      },
      written: { thing, writing in
        thing[keyPath: order].map { writing.name($0, of: writing.orders) }
      })
  }
}

import CreditBasics

extension FieldRules {
  /// Interest that follows the short rate; the coupon is then that of the first step.
  static let floating = Term<Tranche>(
    FieldRule(
      "floating", .block(floatingTerms.section), .nothing("the coupon is fixed"),
      "Interest that follows the short rate, in place of a coupon."),
    fill: { tranche, part in
      guard let given = part.optionalPart("floating") else { return }
      let terms = floatingTerms.value(given)
      tranche.floating = terms
      tranche.coupon = terms.rate(at: part.shortRate)
    })

  private static let floatingTerms = Terms<FloatingTerms>(
    "miners.NAME.tranches.NAME.floating",
    "Margin + hedged share × hedged rate + the rest × the short rate; below 0 it is 0.",
    blank: FloatingTerms(margin: 0),
    [
      Term("margin", .number(.margin), .required, "Addition to the short rate.", \.margin),
      Term(
        "floor", .number(.rate.usually(-1...0.1, or: .basisPoints)), .value(.number("-1")),
        "Least short rate charged.", \.floor),
      Term(
        "hedgedShare", .number(.share), .zero, "Share whose short rate is fixed.", \.hedgedShare),
      Term(
        FieldRule(
          "hedgedRate", .number(.shortRate), .nothing("`market.shortRate.initial`"),
          "Rate at which it is fixed."),
        fill: { $0.hedgedRate = $1.optionalNumber("hedgedRate") ?? $1.shortRate }),
    ])
}

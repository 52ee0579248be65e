import CreditBasics

extension FieldRules {
  static let reserve = Terms<ReserveTerms>(
    "miners.NAME.tranches.NAME.reserve", "An account that holds the service of the next dates.",
    blank: ReserveTerms(months: 0),
    [
      Term(
        "months", .number(NumberRange(0...1200, "months").above.usually(1...24)), .required,
        "Months of service that it should hold.", \.months),
      Term(
        "initial", .number(.money), .zero, "In it at `asOf`, besides `cash`.", \.initialUSD),
    ])

  /// How much of spare cash is used.
  private static func spare<Thing>(
    _ share: any WritableKeyPath<Thing, Double> & Sendable,
    keeping kept: any WritableKeyPath<Thing, Double> & Sendable
  ) -> [Term<Thing>] {
    [
      Term(
        "share", .number(.share), .required, "Share of cash above `minimumCash` and `keep`.",
        share),
      Term("keep", .number(.money), .zero, "Kept above `minimumCash`.", kept),
    ]
  }

  static let sweep = Terms<SweepTerms>(
    "miners.NAME.tranches.NAME.sweep", "Spare cash that prepays it on its payment dates.",
    blank: SweepTerms(share: 0),
    spare(\.share, keeping: \.keepUSD) + [
      Term(
        "belowDSCR", .number(.coverage), .nothing("always"), "DSCR up to which it sweeps.",
        \.belowDSCR)
    ])

  static let distributions = Terms<DistributionTerms>(
    "miners.NAME.distributions", "Spare cash that leaves to the parent, or to owners.",
    blank: DistributionTerms(share: 0),
    spare(\.share, keeping: \.keepUSD) + [
      Term("perYear", .integer(1...366), .one, "Dates in a year.", \.perYear),
      Term("minDSCR", .number(.coverage), .zero, "DSCR below which nothing leaves.", \.minDSCR),
    ])
}

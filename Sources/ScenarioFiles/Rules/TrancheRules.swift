extension FieldRules {
  static let tranche = Section(
    "miners.NAME.tranches.NAME", "Debt. Its kind sets the placeholders of its terms.",
    [
      FieldRule(
        "kind",
        .choice(
          ["convertible", "highYield", "abl", "projectFinance", "bitcoinLoan"], selects: true),
        .required, "Kind of debt."),
      FieldRule("principal", .number(.principal), .required, "Principal at `asOf`."),
      FieldRule(
        "coupon", .number(.interest), .required,
        "Simple coupon."),
      FieldRule("maturity", .date, .required, "Date of the balloon."),
      FieldRule(
        "paymentsPerYear", .integer(1...366),
        .byVariant(
          [
            "abl": .number("4"), "projectFinance": .number("4"), "bitcoinLoan": .number("12"),
          ], otherwise: .number("2")), "Payment dates in a year, counted back from maturity."),
      FieldRule(
        "amortisation", .amortisation,
        .byVariant(
          ["abl": .text("straightLine"), "projectFinance": .text("annuity")],
          otherwise: .text("bullet")),
        "Repayment before maturity. An object gives shares of principal by date, up to maturity, "
          + "in all at most 1."),
      FieldRule(
        "seniority", .integer(1...1000),
        .byVariant(
          ["convertible": .number("3"), "highYield": .number("2")], otherwise: .number("1")),
        "Rank in the waterfall; 1 is paid first."),
      FieldRule("heldShare", .number(.share), .one, "Share of the tranche in the portfolio."),
      FieldRule("pledge", .block(pledge), .empty, "Coins pledged at `asOf`, out of the treasury."),
      FieldRule("margin", .block(margin), .nothing("no margin calls"), "Loan-to-value triggers."),
      FieldRule("covenant", .block(covenant), .nothing("no tests"), "A DSCR covenant."),
      FieldRule(
        "refinance", .block(refinance), .nothing("the balloon is due in cash"),
        "Terms on which a balloon or put is extended."),
      FieldRule(
        "conversion", .block(conversion), .nothing("not convertible into shares"), "Conversion."),
      FieldRule(
        "puts", .dates, .value(.list([])), "Dates on which holders may put it, up to maturity."),
    ]
  ).called("tranche")

  static let pledge = Section(
    "miners.NAME.tranches.NAME.pledge", "All pledges of a coin together are at most its holding.",
    [
      FieldRule("btc", .number(.coins), .zero, "Bitcoin."),
      FieldRule("eth", .number(.coins), .zero, "Ether."),
    ])

  static let margin = Section(
    "miners.NAME.tranches.NAME.margin",
    "Outstanding over pledged value, in the order initial ≤ call ≤ liquidation.",
    [
      FieldRule("initialLTV", .number(.loanToValue), .required, "LTV that a call restores."),
      FieldRule("callLTV", .number(.loanToValue), .required, "LTV above which a call is made."),
      FieldRule(
        "liquidationLTV", .number(.loanToValue), .required,
        "LTV above which an unmet call triggers the remedy."),
      FieldRule(
        "remedy", .choice(["default", "seize"], selects: false),
        .byVariant(["bitcoinLoan": .text("seize")], otherwise: .text("default")),
        "The miner defaults, or the lender sells the pledged coins."),
    ])

  static let covenant = Section(
    "miners.NAME.tranches.NAME.covenant", "A maintenance test of debt service coverage.",
    [
      FieldRule("minDSCR", .number(.coverage), .required, "Least DSCR that passes."),
      FieldRule("testsPerYear", .integer(1...366), .value(.number("4")), "Tests in a year."),
      FieldRule(
        "breachesToDefault", .integer(1...10_000), .one, "Consecutive failed tests to a default."),
    ])

  static let refinance = Section(
    "miners.NAME.tranches.NAME.refinance", "Extension of a balloon or put.",
    [
      FieldRule(
        "maxLTV", .number(.loanToValue), .nothing("infinite"),
        "Highest outstanding over marked assets of the whole miner."),
      FieldRule("minDSCR", .number(.coverage), .zero, "Least DSCR of the whole miner."),
      FieldRule(
        "termYears", .number(NumberRange(0...100, "years").above), .required, "Extension."),
      FieldRule(
        "stepUp", .number(NumberRange(-1...1, "per year", percent: true).usually(-0.05...0.1)),
        .zero,
        "Addition to the coupon."),
    ])

  static let conversion = Section(
    "miners.NAME.tranches.NAME.conversion", "Conversion into shares at maturity.",
    [
      FieldRule(
        "premium", .number(NumberRange(-1...100, percent: true).above.usually(-0.5...5)), .required,
        "Premium over equity per share at `asOf`.")
    ])
}

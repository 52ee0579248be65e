import CreditBasics

extension FieldRules {
  static let tranche = Terms<Tranche>(
    "miners.NAME.tranches.NAME", "Debt. Its kind sets the placeholders of its terms.",
    blank: blankTranche,
    [
      Term(
        "kind", .choice(TrancheKind.allCases.map(\.rawValue), selects: true), .required,
        "Kind of debt.", \.kind),
      Term(
        "principal", .number(.principal), .required,
        "Principal at `asOf`; 0 only with a `commitment`.", \.principalUSD),
      Term(
        "coupon", .number(.interest), .nothing("required without `floating`"), "Simple coupon.",
        \.coupon),
      floating,
      Term("maturity", .date, .required, "Date of the balloon.", \.maturity),
      Term(
        "paymentsPerYear", .integer(1...366),
        .byVariant(
          [
            "abl": .number("4"), "projectFinance": .number("4"), "bitcoinLoan": .number("12"),
          ], otherwise: .number("2")), "Payment dates in a year, counted back from maturity.",
        \.paymentsPerYear),
      Term(
        "amortisation", .amortisation,
        .byVariant(
          ["abl": .text("straightLine"), "projectFinance": .text("annuity")],
          otherwise: .text("bullet")),
        "Repayment before maturity. An object gives shares of principal by date, up to maturity, "
          + "in all at most 1.", \.amortisation),
      Term(
        "amortisationFrom", .date, .nothing("all dates carry principal"),
        "Payment dates more than 0.01 years before it carry no principal; the others share it.",
        \.amortisationFrom),
      Term(
        "balloonShare", .number(.share), .zero,
        "Share of principal that straight-line and annuity schedules leave to maturity.",
        \.balloonShare),
      Term(
        "pikUntil", .date, .nothing("interest is paid"),
        "Interest due up to it is added to what is outstanding.", \.pikUntil),
      Term(
        "commitment", commitment, .nothing("nothing can be drawn"), "What may still be drawn.",
        \.commitment),
      Term("reserve", reserve, .nothing("no account"), "Service kept ahead.", \.reserve),
      Term("sweep", sweep, .nothing("no sweep"), "A sweep of spare cash.", \.sweep),
      Term(
        "seniority", .integer(1...1000),
        .byVariant(
          ["convertible": .number("3"), "highYield": .number("2")], otherwise: .number("1")),
        "Rank in the waterfall; 1 is paid first.", \.seniority),
      Term(
        "heldShare", .number(.share), .one, "Share of the tranche in the portfolio.", \.heldShare),
      Term(
        "marketSpread",
        .number(
          NumberRange(-1...1, "per year", percent: true)
            .usually(-0.05...0.3, or: .basisPoints)),
        .nothing("no quote"),
        "A quoted spread over the short rate, repeated beside the break-even spread.",
        \.marketSpread),
      Term("pledge", pledge, .empty, "Coins pledged at `asOf`, out of the treasury.", \.pledge),
      Term("margin", margin, .nothing("no margin calls"), "Loan-to-value triggers.", \.margin),
      Term("covenant", covenant, .nothing("no tests"), "Maintenance tests.", \.covenant),
      Term(
        "refinance", refinance, .nothing("the balloon is due in cash"),
        "Terms on which a balloon or put is extended.", \.refinance),
      Term(
        "conversion", within: conversion, .nothing("not convertible into shares"), "Conversion."),
      Term(
        "puts", .dates, .value(.list([])), "Dates on which holders may put it, up to maturity.",
        \.puts),
    ]
  ).called("tranche")

  static let pledge = Terms<PerCoin<Double>>(
    "miners.NAME.tranches.NAME.pledge", "All pledges of a coin together are at most its holding.",
    blank: PerCoin(btc: 0, eth: 0),
    [
      Term("btc", .number(.bitcoins), .zero, "Bitcoin.", \.btc),
      Term("eth", .number(.coins), .zero, "Ether.", \.eth),
    ])

  static let margin = Terms<MarginTerms>(
    "miners.NAME.tranches.NAME.margin",
    "Outstanding over pledged value, in the orders initial ≤ call ≤ liquidation and "
      + "release ≤ restore ≤ call.",
    blank: MarginTerms(initialLTV: 0, callLTV: 0, liquidationLTV: 0),
    [
      Term(
        "initialLTV", .number(.loanToValue), .required, "LTV at which it was made.", \.initialLTV),
      Term(
        "callLTV", .number(.loanToValue), .required, "LTV above which a call is made.", \.callLTV),
      Term(
        "liquidationLTV", .number(.loanToValue), .required,
        "LTV above which an unmet call triggers the remedy.", \.liquidationLTV),
      Term(
        FieldRule(
          "restoreLTV", .number(.loanToValue), .nothing("`initialLTV`"), "LTV that a call restores."
        ),
        fill: { $0.restoreLTV = $1.optionalNumber("restoreLTV") ?? $0.initialLTV }),
      Term(
        "releaseLTV", .number(.loanToValue), .nothing("coins do not return"),
        "LTV below which pledged coins return until it is reached.", \.releaseLTV),
      Term(
        "remedy", .choice(MarginRemedy.allCases.map(\.rawValue), selects: false),
        .byVariant(["bitcoinLoan": .text("seize")], otherwise: .text("default")),
        "The miner defaults, or the lender sells the pledged coins.", \.remedy),
    ])

  static let covenant = Terms<CovenantTerms>(
    "miners.NAME.tranches.NAME.covenant",
    "Maintenance tests, at least one; what is not given is not tested.", blank: CovenantTerms(),
    [
      Term(
        "minDSCR", .number(.coverage), .nothing("not tested"),
        "Least DSCR of the whole miner that passes.", \.minDSCR),
      Term(
        "maxLTV", .number(.loanToValue), .nothing("not tested"),
        "Highest outstanding over value pledged that passes; with nothing pledged none does.",
        \.maxLTV),
      Term(
        "minLiquidity", .number(.money), .nothing("not tested"),
        "Least cash and reserves that pass.", \.minLiquidityUSD),
      Term(
        "testsPerYear", .integer(1...366), .value(.number("4")), "Tests in a year.", \.testsPerYear),
      Term(
        "breachesToDefault", .integer(1...10_000), .one, "Consecutive failed tests to a default.",
        \.breachesToDefault),
      Term(
        "equityCures", .integer(0...10_000), .zero,
        "How often owners pay in what a failed test of DSCR alone lacks.", \.equityCures),
    ])

  static let refinance = Terms<RefinanceTerms>(
    "miners.NAME.tranches.NAME.refinance", "Extension of a balloon or put.",
    blank: RefinanceTerms(termYears: 0),
    [
      Term(
        "maxLTV", .number(.loanToValue), .nothing("infinite"),
        "Highest outstanding over marked assets of the whole miner.", \.maxLTV),
      Term(
        "minDSCR", .number(.extensionCoverage), .zero,
        """
        Least DSCR of the whole miner. 0 is a test too, which negative income fails; -100 is none, or -1000 \
        where overheads are a hundred times the service.
        """,
        \.minDSCR),
      Term(
        "termYears", .number(NumberRange(0...100, "years").above.usually(0...10, or: .months)),
        .required, "Extension.",
        \.termYears),
      Term(
        "stepUp", .number(.stepUp), .zero, "Addition to the coupon or margin.", \.stepUp),
      Term(
        "windowYears", .number(.lag), .zero,
        "Time before maturity from which an extension is sought in every step.", \.windowYears),
    ])

  static let conversion = Terms<Tranche>(
    "miners.NAME.tranches.NAME.conversion", "Conversion into shares at maturity.",
    blank: blankTranche,
    [
      Term(
        "premium", .number(NumberRange(-1...100, percent: true).above.usually(-0.5...5)), .required,
        "Premium over equity per share at `asOf`.", \.conversionPremium)
    ])

  /// Properties of required keys are 0 here until they are filled.
  private static let blankTranche = Tranche(
    name: "", kind: .highYield, principalUSD: 0, coupon: 0, maturity: 0, paymentsPerYear: 1,
    amortisation: .bullet, seniority: 1)
}

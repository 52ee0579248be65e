/// Bounds of the numbers in a tranche's terms.
enum DebtFigures {
  static let tranche: Figures<Tranche> = [
    .dollars: ["principal": \.principalUSD],
    .rate: ["coupon": \.coupon, "marketSpread": \.marketSpread],
    .date: [
      "maturity": \.maturity, "amortisationFrom": \.amortisationFrom, "pikUntil": \.pikUntil,
    ],
    .perYear: ["paymentsPerYear": { Double($0.paymentsPerYear) }],
    .rank: ["seniority": { Double($0.seniority) }],
    .share: ["balloonShare": \.balloonShare, "heldShare": \.heldShare],
    .coins: ["pledge.btc": \.pledge.btc, "pledge.eth": \.pledge.eth],
    Bounds(-1...1e6).above: ["conversion.premium": \.conversionPremium],
  ]

  static let floating: Figures<FloatingTerms> = [
    .rate: ["margin": \.margin, "floor": \.floor, "hedgedRate": \.hedgedRate],
    .share: ["hedgedShare": \.hedgedShare],
  ]

  static let commitment: Figures<Commitment> = [
    .dollars: ["amount": \.amountUSD],
    .date: ["availableUntil": \.availableUntil],
    .rate: ["feePerYear": \.feePerYear],
  ]

  static let reserve: Figures<ReserveTerms> = [
    Bounds(0...1200).above: ["months": \.months],
    .dollars: ["initial": \.initialUSD],
  ]

  static let sweep: Figures<SweepTerms> = [
    .share: ["share": \.share],
    .dollars: ["keep": \.keepUSD],
    .coverage.orNone: ["belowDSCR": \.belowDSCR],
  ]

  static let margin: Figures<MarginTerms> = [
    .loanToValue: [
      "initialLTV": \.initialLTV, "restoreLTV": \.restoreLTV, "releaseLTV": \.releaseLTV,
      "callLTV": \.callLTV, "liquidationLTV": \.liquidationLTV,
    ]
  ]

  static let covenant: Figures<CovenantTerms> = [
    .coverage: ["minDSCR": \.minDSCR],
    .loanToValue.orNone: ["maxLTV": \.maxLTV],
    .dollars: ["minLiquidity": \.minLiquidityUSD],
    .perYear: ["testsPerYear": { Double($0.testsPerYear) }],
    .rank: ["breachesToDefault": { Double($0.breachesToDefault) }],
    .count: ["equityCures": { Double($0.equityCures) }],
  ]

  static let refinance: Figures<RefinanceTerms> = [
    .loanToValue.orNone: ["maxLTV": \.maxLTV],
    .coverage: ["minDSCR": \.minDSCR],
    .years.above: ["termYears": \.termYears],
    .rate: ["stepUp": \.stepUp],
    .years: ["windowYears": \.windowYears],
  ]
}

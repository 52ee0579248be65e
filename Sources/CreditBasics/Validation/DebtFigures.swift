/// Numbers of a tranche's terms.
enum DebtFigures {
  static let tranche: [Figure<Tranche>] = [
    Figure("principal", .dollars, \.principalUSD),
    Figure("coupon", .rate, \.coupon),
    Figure("maturity", .date, \.maturity),
    Figure("paymentsPerYear", .perYear, whole: \.paymentsPerYear),
    Figure("amortisationFrom", .date, optional: \.amortisationFrom),
    Figure("balloonShare", .share, \.balloonShare),
    Figure("pikUntil", .date, optional: \.pikUntil),
    Figure("seniority", .rank, whole: \.seniority),
    Figure("heldShare", .share, \.heldShare),
    Figure("marketSpread", .rate, optional: \.marketSpread),
    Figure("pledge.btc", .coins, \.pledge.btc),
    Figure("pledge.eth", .coins, \.pledge.eth),
    Figure("conversion.premium", Bounds(-1...1e6).above, optional: \.conversionPremium),
  ]

  static let floating: [Figure<FloatingTerms>] = [
    Figure("margin", .rate, \.margin),
    Figure("floor", .rate, \.floor),
    Figure("hedgedShare", .share, \.hedgedShare),
    Figure("hedgedRate", .rate, \.hedgedRate),
  ]

  static let commitment: [Figure<Commitment>] = [
    Figure("amount", .dollars, \.amountUSD),
    Figure("availableUntil", .date, optional: \.availableUntil),
    Figure("feePerYear", .rate, \.feePerYear),
  ]

  static let reserve: [Figure<ReserveTerms>] = [
    Figure("months", Bounds(0...1200).above, \.months),
    Figure("initial", .dollars, \.initialUSD),
  ]

  static let sweep: [Figure<SweepTerms>] = [
    Figure("share", .share, \.share),
    Figure("keep", .dollars, \.keepUSD),
    Figure("belowDSCR", .coverage.orNone, \.belowDSCR),
  ]

  static let margin: [Figure<MarginTerms>] = [
    Figure("initialLTV", .loanToValue, \.initialLTV),
    Figure("restoreLTV", .loanToValue, \.restoreLTV),
    Figure("releaseLTV", .loanToValue, optional: \.releaseLTV),
    Figure("callLTV", .loanToValue, \.callLTV),
    Figure("liquidationLTV", .loanToValue, \.liquidationLTV),
  ]

  static let covenant: [Figure<CovenantTerms>] = [
    Figure("minDSCR", .coverage, optional: \.minDSCR),
    Figure("maxLTV", .loanToValue.orNone, optional: \.maxLTV),
    Figure("minLiquidity", .dollars, optional: \.minLiquidityUSD),
    Figure("testsPerYear", .perYear, whole: \.testsPerYear),
    Figure("breachesToDefault", .rank, whole: \.breachesToDefault),
    Figure("equityCures", .count, whole: \.equityCures),
  ]

  static let refinance: [Figure<RefinanceTerms>] = [
    Figure("maxLTV", .loanToValue.orNone, \.maxLTV),
    Figure("minDSCR", .coverage, \.minDSCR),
    Figure("termYears", .years.above, \.termYears),
    Figure("stepUp", .rate, \.stepUp),
    Figure("windowYears", .years, \.windowYears),
  ]
}

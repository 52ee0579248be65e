import CreditBasics

extension Tranche {
  init(_ name: String, _ tranche: Settled) {
    let pledge = tranche.part("pledge")
    self.init(
      name: name, kind: TrancheKind(rawValue: tranche.text("kind")) ?? .highYield,
      principalUSD: tranche.number("principal"), coupon: tranche.number("coupon"),
      maturity: tranche.date("maturity"), paymentsPerYear: tranche.integer("paymentsPerYear"),
      amortisation: Amortisation(tranche), seniority: tranche.integer("seniority"),
      heldShare: tranche.number("heldShare"), pledge: pledge.perCoin { pledge.number($0.key) },
      margin: tranche.optionalPart("margin").map(MarginTerms.init),
      covenant: tranche.optionalPart("covenant").map(CovenantTerms.init),
      refinance: tranche.optionalPart("refinance").map(RefinanceTerms.init),
      conversionPremium: tranche.optionalPart("conversion")?.number("premium"),
      puts: tranche.dates("puts"))
  }
}

extension Amortisation {
  fileprivate init(_ tranche: Settled) {
    switch tranche.node["amortisation"]?.text {
    case "straightLine": self = .straightLine
    case "annuity": self = .annuity
    case "bullet": self = .bullet
    default:
      self = .custom(
        tranche.named("amortisation").map { date, share in
          PrincipalShare(date: tranche.years(date), share: share.node.double ?? 0)
        })
    }
  }
}

extension MarginTerms {
  fileprivate init(_ margin: Settled) {
    self.init(
      initialLTV: margin.number("initialLTV"), callLTV: margin.number("callLTV"),
      liquidationLTV: margin.number("liquidationLTV"),
      remedy: MarginRemedy(rawValue: margin.text("remedy")) ?? .default)
  }
}

extension CovenantTerms {
  fileprivate init(_ covenant: Settled) {
    self.init(
      minDSCR: covenant.number("minDSCR"), testsPerYear: covenant.integer("testsPerYear"),
      breachesToDefault: covenant.integer("breachesToDefault"))
  }
}

extension RefinanceTerms {
  fileprivate init(_ terms: Settled) {
    self.init(
      maxLTV: terms.optionalNumber("maxLTV") ?? .infinity, minDSCR: terms.number("minDSCR"),
      termYears: terms.number("termYears"), stepUp: terms.number("stepUp"))
  }
}

import CreditBasics

extension RandomScenarios {
  /// Adds the terms of real facilities to any random scenario.
  static func addFacilityTerms(to scenario: inout Scenario, seed: UInt64) {
    var numbers = SeededNumbers(seed: seed &+ 0xF10A7)
    addShortRate(to: &scenario.market, &numbers)
    for miner in scenario.miners.indices {
      for tranche in scenario.miners[miner].tranches.indices {
        addTerms(
          to: &scenario.miners[miner].tranches[tranche], in: scenario.market, &numbers)
      }
    }
  }

  private static func addShortRate(to market: inout Market, _ numbers: inout SeededNumbers) {
    let initial = numbers.number(-0.005...0.05)
    market.shortRate = ShortRateMarket(
      initial: initial, mean: numbers.number(0...0.06),
      meanReversion: numbers.one(of: [0, 0.4, 2]))
    for regime in market.regimes.indices {
      market.regimes[regime].shortRateVolatility = numbers.number(0...0.03)
      market.regimes[regime].refinancingPremium = numbers.number(0...0.04)
      if numbers.chance(0.5) {
        market.regimes[regime].shortRateMean = numbers.number(-0.01...0.08)
      }
    }
  }

  private static func addTerms(
    to tranche: inout Tranche, in market: Market, _ numbers: inout SeededNumbers
  ) {
    if numbers.chance(0.6) {
      let terms = FloatingTerms(
        margin: numbers.number(-0.01...0.08), floor: numbers.one(of: [-1, 0, 0.02]),
        hedgedShare: numbers.one(of: [0, 0.5, 1]), hedgedRate: numbers.number(0.02...0.05))
      tranche.floating = terms
      tranche.coupon = terms.rate(at: market.shortRate?.initial ?? 0)
    }
    addTests(to: &tranche, &numbers)
    if numbers.chance(0.4) { tranche.pikUntil = numbers.number(0.1...1.2) * tranche.maturity }
    switch tranche.amortisation {
    case .straightLine, .annuity:
      if numbers.chance(0.5) { tranche.balloonShare = numbers.number(0...0.9) }
      if numbers.chance(0.5) {
        tranche.amortisationFrom = numbers.number(0...1) * tranche.maturity
      }
    case .bullet, .custom: break
    }
  }

  private static func addTests(to tranche: inout Tranche, _ numbers: inout SeededNumbers) {
    if tranche.margin != nil, numbers.chance(0.7) {
      let initial = tranche.margin!.initialLTV
      tranche.margin!.restoreLTV = initial * numbers.number(0.9...1.1)
      tranche.margin!.releaseLTV = initial * numbers.number(0.7...0.9)
    }
    if tranche.covenant != nil {
      if numbers.chance(0.3) { tranche.covenant!.minDSCR = nil }
      if numbers.chance(0.4) { tranche.covenant!.maxLTV = numbers.number(0.5...2) }
      if numbers.chance(0.4) { tranche.covenant!.minLiquidityUSD = numbers.number(1e6...4e7) }
      tranche.covenant!.equityCures = numbers.one(of: [0, 1, 3])
    }
    if tranche.refinance != nil {
      tranche.refinance!.windowYears = numbers.one(of: [0, 0.25, 1])
    }
  }
}

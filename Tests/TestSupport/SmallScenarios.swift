import CreditBasics

/// Small scenarios for computations by hand: one regime, no noise, everything off until asked for.
public enum SmallScenarios {
  /// A market that does not move by itself: coins at $100 with a drift, no depth.
  public static func market(
    drift: Double = 0, depth: CoinDepth? = nil, gpus: [GPUClass] = [], regime: Regime? = nil
  ) -> Market {
    var calm = regime ?? Regime(name: "calm")
    calm.coins = PerCoin(
      btc: CoinDynamics(drift: drift), eth: CoinDynamics(drift: drift))
    let coin = CoinMarket(spotUSD: 100, depth: depth)
    var market = Market(
      regimes: [calm], initialRegime: [1], switching: [[0]], coins: PerCoin(btc: coin, eth: coin))
    market.gpus = gpus
    return market
  }

  /// A scenario around miners; monthly steps by default.
  public static func scenario(
    _ miners: [Miner], market: Market = market(), years: Double = 2, stepsPerYear: Int = 12,
    rate: Double = 0, resolution: ResolutionTerms = ResolutionTerms(), seed: UInt64 = 7
  ) -> Scenario {
    Scenario(
      unchecked: "small", asOf: "2025-12-31",
      grid: TimeGrid(horizonYears: years, stepsPerYear: stepsPerYear), riskFreeRate: rate,
      simulation: Simulation(paths: 1, seed: seed), lenderView: LenderView(regime: 0),
      market: market, resolution: resolution, miners: miners)
  }

  /// A bullet loan without coupon that matures long after any test, to be changed as needed.
  public static func loan(
    _ name: String = "loan", principal: Double, coupon: Double = 0, maturity: Double = 10,
    paymentsPerYear: Int = 1, amortisation: Amortisation = .bullet, seniority: Int = 1
  ) -> Tranche {
    Tranche(
      name: name, kind: .highYield, principalUSD: principal, coupon: coupon, maturity: maturity,
      paymentsPerYear: paymentsPerYear, amortisation: amortisation, seniority: seniority)
  }
}

import CreditBasics
import TestSupport

/// Deterministic paths small enough to follow with a pencil.
enum StoryScenarios {
  /// Twelve monthly steps in which BTC falls from $100 to $50; a miner with 60 BTC owes $3,000, 50 BTC
  /// pledged, and earns nothing.
  ///
  /// LTV is `0.6 · 2^{m/12}` after m months: above the call of 0.8 from m = 5 (0.801). Seven free
  /// coins restore 0.7; from m = 8 there are too few, and at m = 10 LTV passes 0.9.
  static var marginCall: Scenario {
    var loan = SmallScenarios.loan(
      "GPU loan", principal: 3_000, coupon: 0.1, maturity: 1.0, paymentsPerYear: 2)
    loan.pledge = PerCoin(btc: 50, eth: 0)
    loan.margin = MarginTerms(initialLTV: 0.7, callLTV: 0.8, liquidationLTV: 0.9)
    let miner = Miner(
      name: "pivot", cashUSD: 500, minimumCashUSD: 100, overheadPerYear: 600,
      treasury: Treasury(holdings: PerCoin(btc: 60, eth: 0), saleOrder: [.btc]),
      tranches: [loan])
    let depth = CoinDepth(usdPerDay: 1_000, permanentShare: 0.1)
    return SmallScenarios.scenario(
      [miner], market: SmallScenarios.market(drift: -0.6931471805599453, depth: depth), years: 1)
  }

  /// Two tranches with a covenant that fails in the first step and is cured from coins at $100.
  static var twoCures: Scenario {
    let loans = [("first", 1_000.0), ("second", 2_000.0)].map { name, principal in
      var loan = SmallScenarios.loan(name, principal: principal)
      loan.covenant = CovenantTerms(minLiquidityUSD: 1_000, testsPerYear: 12)
      return loan
    }
    let miner = Miner(
      name: "pivot", cashUSD: 500, minimumCashUSD: 500,
      treasury: Treasury(holdings: PerCoin(btc: 60, eth: 0), saleOrder: [.btc]), tranches: loans)
    return SmallScenarios.scenario([miner], years: 1)
  }

  /// Two tranches whose pledges of $500 and $700 are seized in the first step.
  static var twoSeizures: Scenario {
    let loans = [("first", 600.0, 5.0), ("second", 800.0, 7.0)].map { name, principal, coins in
      var loan = SmallScenarios.loan(name, principal: principal)
      loan.pledge = PerCoin(btc: coins, eth: 0)
      loan.margin = MarginTerms(
        initialLTV: 0.7, callLTV: 0.8, liquidationLTV: 0.9, remedy: .seize)
      return loan
    }
    let miner = Miner(
      name: "pivot", cashUSD: 500, minimumCashUSD: 500,
      treasury: Treasury(holdings: PerCoin(btc: 12, eth: 0), saleOrder: [.btc]), tranches: loans)
    return SmallScenarios.scenario([miner], years: 1)
  }
}

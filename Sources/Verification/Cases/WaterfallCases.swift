import CreditBasics
import Foundation
import RiskMeasures

/// Resolutions computed by hand: a barrier of 100 makes a miner insolvent in the first step (model §4).
enum WaterfallCases {
  static var all: [VerificationCase] { [ranks, pariPassu, together] }

  private static let terms = ResolutionTerms(
    costRate: 0.1, coinCostRate: 0.02, lagYears: 0.5, relocationHaircut: 0.2, scrapShare: 0.05)
  private static let rate = 0.04

  private static func miner(_ name: String = "m", gpuLoan: Double, coinLoan: Double = 60) -> Miner {
    var secured = ScenarioParts.loan("coin loan", principal: coinLoan)
    secured.pledge = PerCoin(btc: 1, eth: 0)
    return Miner(
      name: name, cashUSD: 50, treasury: Treasury(holdings: PerCoin(btc: 3, eth: 0)),
      gpuLots: [GPULot(name: "lot", gpu: 0, count: 10, pledgedTo: 1)],
      tranches: [
        secured, ScenarioParts.loan("gpu loan", principal: gpuLoan),
        ScenarioParts.loan("junior", principal: 200, seniority: 3),
        ScenarioParts.loan("senior a", principal: 30, seniority: 2),
        ScenarioParts.loan("senior b", principal: 90, seniority: 2),
      ], insolvency: InsolvencyTest(barrier: 100))
  }

  /// Coins with a depth of $1000 a step, GPUs with one of 20.
  private static var market: Market {
    var market = CauseCases.falling(0)
    market.coins.btc.depth = CoinDepth(usdPerDay: 12_000 / TimeGrid.daysPerYear)
    market.gpus = [
      GPUClass(
        name: "g", resalePriceUSD: 100, resaleDecline: 0.3, depth: HardwareDepth(units: 20))
    ]
    return market
  }

  /// Dollars that each of `count` GPUs brings: decline, haircut, depth, lag, costs.
  private static func gpuPrice(_ count: Double) -> Double {
    let sold = count / 20
    return 100 * exp(-0.3 / 12) * 0.8 * (1 - exp(-sold)) / sold
      * exp(-(0.3 + rate) * 0.5) * 0.9
  }

  /// Dollars that each of `count` coins brings, marked at $100.
  private static func coinPrice(_ count: Double) -> Double {
    let sold = 100 * count / 1000
    return 100 * (1 - exp(-sold)) / sold * 0.98
  }

  private static func resolution(
    _ name: String, _ miners: [Miner], recoveries: [Double]
  ) -> VerificationCase {
    let claims = miners[0].tranches.map(\.principalUSD)
    let names = miners[0].tranches.map(\.name)
    let discount = exp(-rate / 12)
    return VerificationCase(
      source: "by hand",
      scenario: CauseCases.scenario(
        name, miners, market: market, rate: rate, resolution: terms), isDeterministic: true,
      checks: names.indices.map { index in
        .certain(
          "loss of \(names[index]), USD", exact: (claims[index] - recoveries[index]) * discount
        ) { $0.tranches[index].expectedLossUSD.value }
      })
  }

  /// Rank 1 takes the pool before rank 2 sees it.
  private static var ranks: VerificationCase {
    let pool = 50 + 3 * coinPrice(3) - 60
    return resolution(
      "waterfall-ranks", [miner(gpuLoan: 900)],
      recoveries: [60, 10 * gpuPrice(10) + pool, 0, 0, 0])
  }

  /// $60 are left for the $120 of rank 2, which share them; rank 3 gets nothing.
  private static var pariPassu: VerificationCase {
    let left = 10 * gpuPrice(10) + 3 * coinPrice(3) + 50 - 500
    let coinLoan = left - 60
    return resolution(
      "waterfall-pari-passu", [miner(gpuLoan: 500, coinLoan: coinLoan)],
      recoveries: [coinLoan, 500, 0, 15, 45])
  }

  /// Two miners that default in one step share the depth of both markets.
  private static var together: VerificationCase {
    let pool = 50 + 3 * coinPrice(6) - 60
    return resolution(
      "waterfall-together", [miner(gpuLoan: 900), miner("n", gpuLoan: 900)],
      recoveries: [60, 10 * gpuPrice(20) + pool, 0, 0, 0])
  }
}

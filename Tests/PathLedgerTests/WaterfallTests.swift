import CreditBasics
import Foundation
import PathLedger
import TestSupport
import Testing

/// Resolutions computed by hand: a barrier of 100 makes a miner insolvent in the first step.
@Suite struct WaterfallTests {
  private let rules = ResolutionTerms(
    costRate: 0.1, coinCostRate: 0.02, lagYears: 0.5, relocationHaircut: 0.2, scrapShare: 0.05)
  private let always = InsolvencyTest(barrier: 100)

  private func secured(named name: String) -> Miner {
    var coinLoan = SmallScenarios.loan("coin loan", principal: 60)
    coinLoan.pledge = PerCoin(btc: 1, eth: 0)
    return Miner(
      name: name, cashUSD: 50, treasury: Treasury(holdings: PerCoin(btc: 3, eth: 0)),
      gpuLots: [GPULot(name: "lot", gpu: 0, count: 10, pledgedTo: 1)],
      tranches: [
        coinLoan, SmallScenarios.loan("gpu loan", principal: 900),
        SmallScenarios.loan("junior", principal: 200, seniority: 3),
        SmallScenarios.loan("senior a", principal: 30, seniority: 2),
        SmallScenarios.loan("senior b", principal: 90, seniority: 2),
      ], insolvency: always)
  }

  private func market(units: Double, usdPerStep: Double) -> Market {
    SmallScenarios.market(
      depth: CoinDepth(usdPerDay: usdPerStep * 12 / TimeGrid.daysPerYear),
      gpus: [
        GPUClass(
          name: "g", resalePriceUSD: 100, resaleDecline: 0.3,
          depth: HardwareDepth(units: units))
      ])
  }

  @Test func rankAndPledgeDecide() {
    let scenario = SmallScenarios.scenario(
      [secured(named: "m")], market: market(units: 20, usdPerStep: 1000), rate: 0.04,
      resolution: rules)
    let path = account(scenario)
    let miner = path.miners[0]
    #expect(miner.defaultStep == 0)
    let gpuPrice = 100 * exp(-0.3 / 12) * 0.8 * (2 * (1 - exp(-0.5))) * exp(-0.34 * 0.5) * 0.9
    let coinPrice = 100 * (1000 / 300 * (1 - exp(-0.3))) * 0.98
    // The coin loan is covered; its excess and the other coins and cash are the pool.
    let pool = 50 + 3 * coinPrice - 60
    let gpuLoan = 10 * gpuPrice
    // Rank 1 takes the pool first: the GPU loan's shortfall exceeds it.
    #expect(gpuLoan + pool < 900)
    let recoveries = miner.tranches.map(\.recoveryUSD)
    expectEqual(recoveries[0], 60)
    expectEqual(recoveries[1], gpuLoan + pool)
    #expect(recoveries[2...] == [0, 0, 0])
    expectEqual(miner.proceedsUSD, gpuLoan + pool + 60)
    expectEqual(miner.residualUSD, 0)
    let loss = (900 - gpuLoan - pool) * exp(-0.04 / 12)
    expectEqual(miner.tranches[1].discountedLossUSD, loss)
  }

  @Test func withinARankClaimsSharePariPassu() {
    var miner = secured(named: "m")
    miner.tranches[1].principalUSD = 500
    let path = account(
      SmallScenarios.scenario(
        [miner], market: market(units: 20, usdPerStep: 1000), resolution: rules))
    let gpuPrice = 100 * exp(-0.3 / 12) * 0.8 * (2 * (1 - exp(-0.5))) * exp(-0.15) * 0.9
    let coinPrice = 100 * (1000 / 300 * (1 - exp(-0.3))) * 0.98
    let left = 10 * gpuPrice + 3 * coinPrice + 50 - 560
    #expect(left > 120 && left < 320)
    let recoveries = path.miners[0].tranches.map(\.recoveryUSD)
    expectEqual(recoveries[3], 30)
    expectEqual(recoveries[4], 90)
    expectEqual(recoveries[2], left - 120, "the junior takes what is left")
    // A larger claim of rank 1 leaves 60 for the 120 of rank 2.
    miner.tranches[0].principalUSD += left - 60
    let poorer = account(
      SmallScenarios.scenario(
        [miner], market: market(units: 20, usdPerStep: 1000), resolution: rules))
    let shared = poorer.miners[0].tranches.map(\.recoveryUSD)
    expectEqual(shared[3], 15)
    expectEqual(shared[4], 45)
    expectEqual(shared[2], 0)
  }

  @Test func defaultersOfOneStepSellTogether() {
    let twins = [secured(named: "a"), secured(named: "b")]
    let scenario = SmallScenarios.scenario(
      twins, market: market(units: 20, usdPerStep: 1000), resolution: rules)
    let together = account(scenario).miners
    let gpuPrice = 100 * exp(-0.3 / 12) * 0.8 * (1 - exp(-1)) * exp(-0.15) * 0.9
    let coinPrice = 100 * (1000 / 600 * (1 - exp(-0.6))) * 0.98
    for miner in together {
      expectEqual(miner.proceedsUSD, 50 + 3 * coinPrice + 10 * gpuPrice)
    }
    let bottomless = account(scenario, world: .bottomless).miners[0]
    expectEqual(
      bottomless.proceedsUSD,
      50 + 3 * 98 + 10 * 100 * exp(-0.3 / 12) * 0.8 * exp(-0.15) * 0.9)
  }

  @Test func scrapIsTheFloor() {
    var scrap = rules
    scrap.scrapShare = 0.6
    let path = account(
      SmallScenarios.scenario(
        [secured(named: "m")], market: market(units: 2, usdPerStep: 1e9), resolution: scrap))
    let gpuPrice = 100 * exp(-0.3 / 12) * 0.6 * exp(-0.15) * 0.9
    expectEqual(path.miners[0].proceedsUSD, 50 + 3 * 98 + 10 * gpuPrice, within: 1e-6)
  }

  /// What one miner dumps, another feels from the next step on, and less as it is absorbed.
  @Test func dumpedThingsWeighOnTheNextStep() {
    var terms = market(units: 20, usdPerStep: 1000)
    terms.gpus[0].resaleDecline = 0
    terms.gpus[0].depth = HardwareDepth(units: 20, absorptionPerYear: 6)
    terms.coins.btc.depth?.permanentShare = 0.5
    let bystander = Miner(name: "z", tranches: [SmallScenarios.loan(principal: 1)])
    let path = account(
      SmallScenarios.scenario([secured(named: "m"), bystander], market: terms))
    #expect(path.market[0].resaleUSD[0] == 100)
    expectEqual(path.market[1].resaleUSD[0], 100 * exp(-0.5))
    expectEqual(path.market[2].resaleUSD[0], 100 * exp(-0.5 * exp(-0.5)))
    #expect(path.market[0].coinUSD.btc == 100)
    // Three coins of $100; a week takes 7 · 1000 · 12 / 365.25 dollars to divide the price by e.
    let impact = 0.5 * 300 / (7 * 12_000 / TimeGrid.daysPerYear)
    expectEqual(path.market[1].coinUSD.btc, 100 * exp(-impact))
    expectEqual(path.market[2].coinUSD.btc, 100 * exp(-impact))
  }

  /// Unpaid interest is a claim beside what is outstanding, pro rata to charges.
  @Test func arrearsAreSharedByCharges() {
    let miner = Miner(
      name: "m", cashUSD: 10,
      tranches: [
        SmallScenarios.loan("a", principal: 1000, coupon: 0.03, maturity: 5),
        SmallScenarios.loan("b", principal: 1000, coupon: 0.01, maturity: 5, seniority: 2),
      ])
    let path = account(SmallScenarios.scenario([miner]))
    #expect(path.miners[0].defaultStep == 11)
    #expect(path.miners[0].cause == .payment)
    // 30 and 10 are due, 10 are there: 30 of arrears.
    expectEqual(path.miners[0].tranches[0].claimUSD, 1022.5)
    expectEqual(path.miners[0].tranches[1].claimUSD, 1007.5)
  }
}

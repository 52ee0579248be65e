import CreditBasics
import Foundation
import PathLedger
import TestSupport
import Testing

/// Operating income by hand; monthly steps.
@Suite struct OperationsTests {
  private let hours = 8766.0 / 12
  private let days = 365.25 / 12

  private func run(
    _ miner: Miner, market: Market, years: Double = 2, stepsPerYear: Int = 12
  ) -> PathAccount {
    account(
      SmallScenarios.scenario(
        [miner], market: market, years: years, stepsPerYear: stepsPerYear))
  }

  private func miningMarket(power: Double) -> Market {
    var market = SmallScenarios.market()
    market.network = MiningNetwork(hashratePH: 1000, blockSubsidy: 10, feeShare: 0.1)
    market.power = QuotedMarket(spot: power)
    return market
  }

  private func fleetOwner(hodl: Double = 0) -> Miner {
    Miner(
      name: "m", treasury: Treasury(hodl: hodl),
      asics: ASICFleet(petahash: 2, joulesPerTerahash: 20, uptime: 0.5, resalePerTerahash: 3),
      power: PowerContract(fixedPrice: 30, fixedShare: 0.25))
  }

  @Test func miningPaysGrossLessPowerAndKeepsCoins() {
    // Hashprice 100 · 144 · 11 / 1000 = 158.4; the fleet draws 0.02 MW.
    let path = run(fleetOwner(hodl: 0.4), market: miningMarket(power: 50))
    let (gross, energy) = (158.4 * days, 0.02 * hours)
    expectEqual(path.market[0].hashprice, 158.4)
    expectEqual(path.amounts(.mining)[0] ?? 0, gross - 50 * energy)
    expectEqual(path.amounts(.powerResale)[0] ?? 0, 0.25 * 20 * energy)
    expectEqual(path.amounts(.keptCoins)[0] ?? 0, -0.4 * gross)
    expectEqual(path.amounts(.freeCoins, of: "btc")[0] ?? 0, 0.4 * gross / 100)
    expectEqual(path.amounts(.cfads)[0] ?? 0, gross - 45 * energy)
    expectEqual(path.amounts(.cash)[0] ?? 0, 0.6 * gross - 45 * energy)
  }

  @Test func theFleetSwitchesOffWhenPowerIsWorthMore() {
    let path = run(fleetOwner(hodl: 0.4), market: miningMarket(power: 400))
    #expect(158.4 * days < 400 * 0.02 * hours)
    #expect(path.amounts(.mining)[0] == 0)
    #expect(path.amounts(.freeCoins, of: "btc")[0] == 0)
    expectEqual(path.amounts(.cash)[0] ?? 0, 0.25 * 370 * 0.02 * hours)
  }

  private func lotMarket(rent: Double, utilisation: Double = 0.5, decline: Double = 0) -> Market {
    var market = SmallScenarios.market(
      gpus: [
        GPUClass(name: "g", rentPerHour: rent, kilowatts: 2, opexPerHour: 0.3)
      ],
      regime: Regime(name: "calm", rentAnnualDecline: decline, utilisation: utilisation))
    market.power = QuotedMarket(spot: 50)
    return market
  }

  @Test func aLotEarnsContractAndSpot() {
    let lot = GPULot(
      name: "lot", gpu: 0, count: 10, inService: 0.2,
      contract: RentalContract(share: 0.6, ratePerHour: 3, until: 0.5))
    let miner = Miner(
      name: "m", power: PowerContract(fixedPrice: 30, fixedShare: 0.25), gpuLots: [lot])
    let path = run(miner, market: lotMarket(rent: 2))
    let cost = 0.3 + 0.002 * (0.25 * 30 + 0.75 * 50)
    let contracted = 10 * hours * (0.6 * 3 + 0.4 * 0.5 * 2 - 0.8 * cost)
    let spot = 10 * hours * 0.5 * (2 - cost)
    let earned = path.amounts(.lot)
    // In service from the step that reaches 0.2; the contract ends with the step that reaches 0.5.
    #expect(earned[1] == nil)
    for step in 2...4 { expectEqual(earned[step] ?? 0, contracted, "step \(step)") }
    for step in 5...7 { expectEqual(earned[step] ?? 0, spot, "step \(step)") }
  }

  @Test func aTenantWalksAwayForGood() {
    // Rent falls 40 % a year: below 0.7 × 2 after ln 0.7 / ln 0.6 = 0.698 years, in step 8.
    let lot = GPULot(
      name: "lot", gpu: 0, count: 1,
      contract: RentalContract(ratePerHour: 2, walkAwayBelow: 0.7))
    let path = run(
      Miner(name: "m", gpuLots: [lot]), market: lotMarket(rent: 2, decline: 0.4))
    #expect(path.amounts(.tenantLeft) == [8: 0])
    expectEqual(path.amounts(.lot)[7] ?? 0, hours * (2 - 0.4))
    let spot = 2 * pow(0.6, 9.0 / 12)
    expectEqual(path.amounts(.lot)[8] ?? 0, hours * 0.5 * (spot - 0.4))
  }

  @Test func aDefaultedTenantLeavesTheLotAtSpot() {
    var market = lotMarket(rent: 2)
    market.regimes[0].tenantDefaultPerYear = 1e9
    let lot = GPULot(
      name: "lot", gpu: 0, count: 1, inService: 0.5, contract: RentalContract(ratePerHour: 3))
    let path = run(Miner(name: "m", gpuLots: [lot]), market: market)
    #expect(path.amounts(.tenantDefault) == [5: 0])
    expectEqual(path.amounts(.lot)[5] ?? 0, hours * 0.5 * (2 - 0.4))
  }

  @Test(arguments: [(0.0, 0), (0.2, 3), (0.25, 3), (0.26, 4)])
  func aLeaseIsLetAgain(reletYears: Double, gap: Int) {
    // One certain default in the first step; a year of 12 steps, then tenants of no risk would
    // be needed, so count only up to the second default, one step after the lease is let again.
    var market = SmallScenarios.market()
    market.regimes[0].tenantDefaultPerYear = 1e9
    let lease = Lease(
      name: "l", revenuePerYear: 1200, costShare: 0.1, reletYears: reletYears, reletShare: 0.5)
    let path = run(Miner(name: "m", leases: [lease]), market: market, years: 1)
    let defaults = path.amounts(.tenantDefault).keys.sorted()
    #expect(defaults.first == 0)
    if gap == 0 {
      // Let again at once, at most one default a step: half, a quarter, an eighth …
      #expect(defaults == Array(0..<12))
      for step in 0..<12 {
        expectEqual(path.amounts(.lease)[step] ?? 0, 90 * pow(0.5, Double(step + 1)))
      }
    } else {
      #expect(defaults == Array(stride(from: 0, to: 12, by: gap)))
      #expect(path.amounts(.lease).isEmpty)
    }
  }

  @Test func tenantsDefaultWithTheirIntensity() {
    var market = SmallScenarios.market()
    market.regimes[0].tenantDefaultPerYear = 0.4
    let lease = Lease(name: "l", revenuePerYear: 1, tenantRisk: 1.5, reletYears: 100)
    let ledger = PathLedger(
      scenario: SmallScenarios.scenario(
        [Miner(name: "m", leases: [lease])], market: market, years: 1))
    let count = 4000
    let gone = (0..<UInt64(count)).count {
      !ledger.run(path: $0, recording: true).amounts(.tenantDefault).isEmpty
    }
    let exact = 1 - exp(-0.6)
    expectAgrees(
      Double(gone) / Double(count),
      standardError: (exact * (1 - exact) / Double(count)).squareRoot(), with: exact)
  }

  @Test func delaysDoNotMoveTheEnd() {
    let lease = Lease(
      name: "l", revenuePerYear: 12, from: 0.25, until: 1, meanDelayYears: 0.3)
    let ledger = PathLedger(
      scenario: SmallScenarios.scenario([Miner(name: "m", leases: [lease])]))
    let count = 4000
    var late = 0
    for path in 0..<UInt64(count) {
      let months = ledger.run(path: path, recording: true).amounts(.lease).keys.sorted()
      #expect(months.allSatisfy { $0 >= 2 && $0 <= 10 })
      #expect(months.isEmpty || months.last == 10)
      if months.first.map({ $0 > 5 }) ?? true { late += 1 }
    }
    // Not started by t = 0.5, hence an exponential above a quarter.
    let exact = exp(-0.25 / 0.3)
    expectAgrees(
      Double(late) / Double(count),
      standardError: (exact * (1 - exact) / Double(count)).squareRoot(), with: exact)
  }

  @Test func interestAndStakingAreOnTheOpeningBalance() {
    var loan = SmallScenarios.loan(principal: 1)
    loan.pledge = PerCoin(btc: 0, eth: 4)
    let miner = Miner(
      name: "m", cashUSD: 1000, cashYield: 0.12,
      treasury: Treasury(holdings: PerCoin(btc: 0, eth: 10), ethStakingYield: 0.06),
      tranches: [loan])
    let path = run(miner, market: SmallScenarios.market())
    expectEqual(path.amounts(.cashInterest)[0] ?? 0, 10)
    expectEqual(path.amounts(.cashInterest)[1] ?? 0, 10.1)
    expectEqual(path.amounts(.freeCoins, of: "eth")[0] ?? 0, 6.05)
    expectEqual(path.amounts(.staking)[1] ?? 0, 10.05 * 0.5)
    expectEqual(path.amounts(.cfads)[0] ?? 0, 15)
  }
}

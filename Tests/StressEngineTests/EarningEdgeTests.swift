import CreditBasics
import PathLedger
import StressEngine
import TestSupport
import Testing

/// Power, rigs, tenants and what goes with them at their edges, worked out by hand, in the kernels and
/// in the ledger; steps of a quarter.
@Suite struct EarningEdgeTests {
  private func scenario(
    _ miner: Miner, spotPower: Double = 50, gpu: GPUClass = GPUClass(name: "G"),
    hazard: Double = 0, tenants: [Tenant] = [], resolution: ResolutionTerms = ResolutionTerms()
  ) -> Scenario {
    var market = SmallScenarios.market(
      gpus: [gpu], regime: Regime(name: "calm", tenantDefaultPerYear: hazard))
    // 144 · 10 · $100 a day over 1440 PH/s: $100 per PH and day, $9131.25 a quarter.
    market.network = MiningNetwork(hashratePH: 1440, blockSubsidy: 10)
    market.power = QuotedMarket(spot: spotPower)
    var scenario = SmallScenarios.scenario(
      [miner], market: market, years: 1, stepsPerYear: 4, resolution: resolution)
    scenario.tenants = tenants
    return scenario
  }

  private func rigs(_ name: String, joules: Double, resale: Double = 0) -> RigLot {
    RigLot(
      name: name,
      fleet: ASICFleet(petahash: 1, joulesPerTerahash: joules, resalePerTerahash: resale))
  }

  /// 0.1 MW for 2191.5 hours bought at 10 and worth 20: 2191.5 a quarter.
  ///
  /// A contract that has ended by a quarter's end gives nothing in it.
  @Test(arguments: [(0.25, 0), (0.26, 1), (0.5, 1), (0.51, 2)])
  func powerIsAtSpotFromTheStepInWhichItsContractEnds(until: Double, quarters: Int) {
    var miner = Miner(name: "m", rigLots: [rigs("r", joules: 100)])
    miner.power = PowerContract(fixedPrice: 10, fixedShare: 1, until: until)
    let resold = EdgeCase(scenario(miner, spotPower: 20)).account.amounts(.powerResale)
    #expect(resold.values.filter { $0 != 0 }.count == quarters)
    for step in 0..<quarters { expectEqual(resold[step] ?? 0, 2191.5) }
  }

  /// At $50 `new` pays 2191.5 for power and runs, `old` would pay 21,915 and idles.
  ///
  /// Half of what was mined is kept: of one lot's 9131.25.
  @Test func eachLotRunsOrIdlesByItself() {
    var miner = Miner(name: "m", rigLots: [rigs("new", joules: 20), rigs("old", joules: 200)])
    miner.treasury.hodl = 0.5
    let path = EdgeCase(scenario(miner)).account
    expectEqual(path.amounts(.mining, of: "new")[0] ?? 0, 9131.25 - 2191.5)
    expectEqual(path.amounts(.mining, of: "old")[0] ?? 0, 0)
    expectEqual(path.amounts(.keptCoins)[0] ?? 0, -4565.625)
  }

  /// Thirty rigs' PH into a depth of one: a thirtieth less 0.2 is below the floor of 0.3 of the mark.
  ///
  /// In the bottomless market they fetch 0.8 of it.
  @Test(arguments: [(World.full, 0.3), (.bottomless, 0.8)])
  func rigsBearTheFloorToo(world: World, share: Double) {
    var lot = rigs("r", joules: 100, resale: 1)
    lot.fleet.petahash = 30
    let miner = Miner(
      name: "m", overheadPerYear: 1e9, rigLots: [lot],
      tranches: [SmallScenarios.loan(principal: 1e6)])
    var scenario = scenario(
      miner, resolution: ResolutionTerms(costRate: 0.1, relocationHaircut: 0.2, scrapShare: 0.3))
    scenario.market.rigDepth = HardwareDepth(units: 1)
    expectEqual(
      EdgeCase(scenario, world: world).account.miners[0].proceedsUSD, 30_000 * share * 0.9)
  }

  /// Thirty GPUs of $100 into a depth of one: a thirtieth of 0.8 is below the floor of 0.3 of the price.
  @Test func gpusBearTheFloor() {
    let miner = Miner(
      name: "m", overheadPerYear: 1e9, gpuLots: [GPULot(name: "l", gpu: 0, count: 30)],
      tranches: [SmallScenarios.loan(principal: 1e6)])
    let gpu = GPUClass(name: "G", resalePriceUSD: 100, depth: HardwareDepth(units: 1))
    let rules = ResolutionTerms(costRate: 0.1, relocationHaircut: 0.2, scrapShare: 0.3)
    expectEqual(
      EdgeCase(scenario(miner, gpu: gpu, resolution: rules)).account.miners[0].proceedsUSD,
      3000 * 0.3 * 0.9)
  }

  /// A tenant and its guarantor fail in the first step: that the guarantor's own guarantor stands helps
  /// nobody.
  @Test func aGuarantorsGuarantorDoesNotCount() {
    let lease = Lease(
      name: "l", revenuePerYear: 4, tenantRisk: 0, tenant: 0, reletYears: 100)
    let tenants = [
      Tenant(name: "a", risk: 1e9, guarantor: 1), Tenant(name: "b", risk: 1e9, guarantor: 2),
      Tenant(name: "c", risk: 0),
    ]
    let path = EdgeCase(
      scenario(Miner(name: "m", leases: [lease]), hazard: 1, tenants: tenants))
    #expect(path.account.amounts(.tenantDefault).keys.sorted() == [0])
    #expect(path.account.amounts(.lease).isEmpty)
  }

  /// 80 a year to 2.
  ///
  /// The tenant fails in the first step: half of it from 0.75 on, worth 40 · 1.25 until then and 40 · 1
  /// at 1.
  @Test func aLeaseToBeLetAgainIsWorthWhatItWillEarn() {
    let lease = Lease(
      name: "l", revenuePerYear: 80, until: 2, tenantRisk: 0, tenant: 0, discountRate: 0,
      reletYears: 0.5, reletShare: 0.5)
    let path = EdgeCase(
      scenario(
        Miner(name: "m", leases: [lease]), hazard: 1, tenants: [Tenant(name: "t", risk: 1e9)]))
    let (marks, cash) = (path.account.amounts(.markedAssets), path.account.amounts(.cash))
    for (step, value) in [50.0, 50, 50, 40].enumerated() {
      expectEqual((marks[step] ?? 0) - (cash[step] ?? 0), value)
    }
    #expect(path.account.amounts(.lease) == [2: 10, 3: 10])
  }

  /// An order paid by 0.5 of 100 in two halves: the lease begins then, and counts by half until it
  /// does.
  ///
  /// 80 a year from 0.5 to 2 is 120 at 0.25, of which 60 count; at 0.5 all of it.
  @Test func aLeaseOnOrderCountsAsFarAsItIsPaid() {
    let order = Order(
      name: "o",
      payments: [0.25, 0.5].map { DatedPayment(date: $0, amountUSD: 50) })
    let lease = Lease(
      name: "l", revenuePerYear: 80, until: 2, tenantRisk: 0, discountRate: 0, order: 0)
    let path = EdgeCase(
      scenario(Miner(name: "m", cashUSD: 200, orders: [order], leases: [lease])))
    let (marks, cash) = (path.account.amounts(.markedAssets), path.account.amounts(.cash))
    expectEqual((marks[0] ?? 0) - (cash[0] ?? 0), 60)
    expectEqual((marks[1] ?? 0) - (cash[1] ?? 0), 120)
    #expect(path.account.amounts(.lease).keys.sorted() == [1, 2, 3])
  }

  private func proceeds(_ contract: RentalContract, yield: Double = 0, lag: Double = 0) -> Double {
    let miner = Miner(
      name: "m", overheadPerYear: 1e9,
      gpuLots: [GPULot(name: "l", gpu: 0, count: 10, contract: contract)],
      tranches: [SmallScenarios.loan(principal: 1e6)])
    let rules = ResolutionTerms(lagYears: lag, contractYield: yield)
    return EdgeCase(
      scenario(
        miner, gpu: GPUClass(name: "G", resalePriceUSD: 100, resaleDecline: 1), resolution: rules)
    ).account.miners[0].proceedsUSD
  }

  /// A contract of no hours until 0.3 is in force at 0.25: a buyer takes the hardware from its end on,
  /// at 100·e^{−0.3}, where a sale of a year's lag brings 100·e^{−1.25}.
  @Test func aContractOfNothingMayBeAssigned() {
    let contract = RentalContract(
      share: 0, ratePerHour: 1, until: 0.3, tenantRisk: 0, isAssignable: true)
    // e^{−0.3} = 0.740818220681718.
    expectEqual(proceeds(contract, lag: 1), 740.818220681718)
    var bound = contract
    bound.isAssignable = false
    // e^{−1.25} = 0.28650479686019.
    expectEqual(proceeds(bound, lag: 1), 286.50479686019)
  }

  /// What is prepaid earns the buyer nothing: 8766 · 0.02 · (1 − 0.25) · 1.5 and the hardware at
  /// 100·e^{−1.75}, against 100·e^{−0.25} for the hardware now.
  ///
  /// With all of it prepaid the lot is dumped.
  @Test func aBuyerPaysOnlyForWhatIsStillToCome() {
    var contract = RentalContract(
      ratePerHour: 0.02, until: 1.75, tenantRisk: 0, isAssignable: true, prepaid: 0.25)
    // e^{−1.75} = 0.173773943450445, e^{−1/4} = 0.778800783071405.
    expectEqual(proceeds(contract), 10 * (197.235 + 17.3773943450445))
    contract.prepaid = 1
    expectEqual(proceeds(contract), 778.800783071405)
  }
}

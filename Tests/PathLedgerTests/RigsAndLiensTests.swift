import CreditBasics
import Glibc
import PathLedger
import TestSupport
import Testing

/// Liens in rank order, rigs as lots, power that ends and things that idle, by hand; yearly steps.
@Suite struct RigsAndLiensTests {
  private func scenario(
    _ miner: Miner, power: Double = 50, growth: Double = 0, elasticity: Double = 1,
    depth: HardwareDepth? = nil, gpus: [GPUClass] = [], years: Double = 2,
    resolution: ResolutionTerms = ResolutionTerms()
  ) -> Scenario {
    var market = SmallScenarios.market(gpus: gpus)
    // 144 · 10 · $100 a day over 1440 PH/s: hashprice is $100 per PH and day.
    market.network = MiningNetwork(hashratePH: 1440, growth: growth, blockSubsidy: 10)
    market.power = QuotedMarket(spot: power)
    market.rigElasticity = elasticity
    market.rigDepth = depth
    return SmallScenarios.scenario(
      [miner], market: market, years: years, stepsPerYear: 1, resolution: resolution)
  }

  private func rigs(
    _ name: String, petahash: Double = 1, efficiency: Double = 0, from: Double? = nil,
    resale: Double = 0, liens: [Int] = []
  ) -> RigLot {
    RigLot(
      name: name,
      fleet: ASICFleet(
        petahash: petahash, joulesPerTerahash: efficiency, resalePerTerahash: resale),
      inService: from, liens: liens)
  }

  @Test func juniorLiensTakeWhatSeniorsLeave() {
    // Rigs at 10 · 1000 · 0.1 = 1000 to a then b, 500 to b alone. a is owed 600: b's liens are worth
    // 400 + 500; its claim of 700 is met by 400 and 300. 200 are left for c's 500.
    let loans = [("a", 600.0), ("b", 700), ("c", 500)].map {
      SmallScenarios.loan($0.0, principal: $0.1)
    }
    let miner = Miner(
      name: "m",
      rigLots: [
        rigs("1", petahash: 10, resale: 0.1, liens: [0, 1]),
        rigs("2", petahash: 5, resale: 0.1, liens: [1]),
      ], tranches: loans, insolvency: InsolvencyTest(barrier: 10_000))
    let path = account(scenario(miner))
    #expect(path.miners[0].collateral.map(\.markedUSD) == [1000, 900, 0])
    // One year of mining is cash besides: 365.25 · 15 · 100.
    let mined = 365.25 * 1500
    #expect(path.miners[0].tranches.map(\.recoveryUSD) == [600, 700, 500])
    expectEqual(path.amounts(.fromPledge, of: "b")[0] ?? 0, 700)
    expectEqual(path.amounts(.fromPledge, of: "c")[0] ?? 0, 0)
    expectEqual(path.miners[0].residualUSD, mined + 1500 - 1800)
  }

  @Test func aSeniorTakesWhatItIsOwedOnceOverAllThings() {
    // a is first on both lots of 1000 and owed 1500: 500 of the second are left to b.
    let loans = [("a", 1500.0), ("b", 700)].map { SmallScenarios.loan($0.0, principal: $0.1) }
    let miner = Miner(
      name: "m",
      rigLots: ["1", "2"].map { rigs($0, petahash: 10, resale: 0.1, liens: [0, 1]) },
      tranches: loans, insolvency: InsolvencyTest(barrier: 10_000))
    let path = account(scenario(miner))
    #expect(path.miners[0].collateral.map(\.markedUSD) == [2000, 500])
    expectEqual(path.amounts(.fromPledge, of: "b")[0] ?? 0, 500)
  }

  @Test func lotsEarnFromTheStepInWhichTheyStart() {
    // 365.25 · 100 a year each; the second lot starts in the second year.
    let miner = Miner(name: "m", rigLots: [rigs("1"), rigs("2", from: 1.5)])
    let path = account(scenario(miner))
    #expect(path.amounts(.mining, of: "2").keys.sorted() == [1])
    expectEqual(path.amounts(.mining, of: "1")[0] ?? 0, 36525)
    expectEqual(path.amounts(.mining, of: "2")[1] ?? 0, 36525)
  }

  @Test func idleRigsHaveOnlyAShareOfTheGain() {
    // 8766 h · 0.1 MW = 876.6 MWh a year at spot 50 cost 43,830, more than the 36,525 mined. Half is
    // bought at 10: idling would give all of 0.5 · 40 · 876.6 = 17,532, which beats running.
    let power = { (share: Double) in
      PowerContract(fixedPrice: 10, fixedShare: 0.5, until: 1.5, resaleShare: share)
    }
    var miner = Miner(name: "m", rigLots: [rigs("1", efficiency: 100)])
    miner.power = power(1)
    let idle = account(scenario(miner))
    expectEqual(idle.amounts(.mining, of: "1")[0] ?? 0, 0)
    expectEqual(idle.amounts(.powerResale)[0] ?? 0, 17532)
    // With half the gain, 8766, running gives 36,525 − 43,830 + 17,532 = 10,227.
    miner.power = power(0.5)
    let running = account(scenario(miner))
    expectEqual(running.amounts(.cfads)[0] ?? 0, 10227)
    // From the contract's end all power is at spot: nothing is run or resold.
    expectEqual(running.amounts(.cfads)[1] ?? 0, 0)
  }

  @Test func spotHoursIdleWhenTheyWouldEarnLess() {
    // Rent 1.00, opex 0.90, 2 kW at 0.5 · 50 + 0.5 · 150 = $100/MWh: −0.10 an hour when run. Idle, half
    // of the power is resold: 2 kW · 0.5 · 100 · 0.6 = 0.06 an hour, on the 40 % of hours that are let.
    let gpu = GPUClass(name: "g", rentPerHour: 1, kilowatts: 2, opexPerHour: 0.9)
    var miner = Miner(name: "m", gpuLots: [GPULot(name: "l", gpu: 0, count: 1)])
    miner.power = PowerContract(fixedPrice: 50, fixedShare: 0.5, resaleShare: 0.6)
    var scenario = scenario(miner, power: 150, gpus: [gpu])
    scenario.market.regimes[0].utilisation = 0.4
    expectEqual(account(scenario).amounts(.lot)[0] ?? 0, 8766 * 0.4 * 0.06)
    // Power bought dear is a loss either way: −2 kW · 0.5 · 50 = −0.05 idle, −0.10 + … run.
    scenario.miners[0].power = PowerContract(fixedPrice: 200, fixedShare: 0.5)
    expectEqual(account(scenario).amounts(.lot)[0] ?? 0, -8766 * 0.4 * 0.05)
  }

  @Test func rigsFollowHashpriceByTheirElasticityAndHangOverTheirMarket() {
    // Hashrate doubles in a year: rigs lose a factor 2^1.5. Two defaulters' 30 PH into a depth of 60.
    let resolution = ResolutionTerms(
      costRate: 0.1, lagYears: 1, relocationHaircut: 0.2, scrapShare: 0.05)
    let miner = Miner(
      name: "m", rigLots: [rigs("1", petahash: 30, resale: 1)],
      tranches: [SmallScenarios.loan(principal: 1e9)],
      insolvency: InsolvencyTest(barrier: 1))
    let path = account(
      scenario(
        miner, growth: log(2), elasticity: 1.5,
        depth: HardwareDepth(units: 60, absorptionPerYear: 0.5), resolution: resolution))
    let mark = 30_000 * exp(-1.5 * log(2))
    let average = 2 * (1 - exp(-0.5))
    let cash = 365.25 * 30 * 50
    expectEqual(path.miners[0].proceedsUSD, cash + mark * average * 0.8 * 0.9)
    // In the next step the rigs' price bears e^{−30/60}.
    expectEqual(path.market[1].rigPriceRatio, exp(-3 * log(2)) * exp(-0.5))
    expectEqual(
      account(
        scenario(miner, elasticity: 0, depth: HardwareDepth(units: 1), resolution: resolution)
      )
      .market[0].rigPriceRatio, 1)
  }
}

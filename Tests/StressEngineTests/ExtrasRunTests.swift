import CreditBasics
import Foundation
import RiskMeasures
import StressEngine
import TestSupport
import Testing

/// The extras of whole runs: sums that must agree, order that must not matter, and extreme books.
@Suite struct ExtrasRunTests {
  func run(_ scenario: Scenario, threads: Int = 1, extras: Extras = .all) throws -> StressResult {
    let run = StressRun(scenario, threads: threads, extras: extras)
    return run.result(of: try #require(run.run()))
  }

  func randomScenario(_ seed: UInt64, paths: Int) -> Scenario {
    var scenario = RandomScenarios.scenario(seed: seed)
    scenario.simulation.paths = paths
    return scenario
  }

  @Test(arguments: [2, 5, 9] as [UInt64])
  func contributionsAddUpToExpectedShortfall(seed: UInt64) throws {
    let result = try run(randomScenario(seed, paths: 2500))
    let rows = try #require(result.extras[TailContributionRow.self])
    for quantile in result.lossQuantiles {
      let parts = rows.filter { $0.thousandths == quantile.thousandths }
      let sum = parts.reduce(0) { $0 + ($1.contribution?.value ?? .nan) }
      expectEqual(
        sum, quantile.expectedShortfallUSD.value, within: 1e-9, absolute: 0,
        "\(quantile.thousandths), scenario \(seed)")
      expectEqual(parts.reduce(0) { $0 + ($1.share ?? .nan) }, 1, "shares")
    }
  }

  /// A group of everybody is the portfolio; its error takes VaR to be a little above what it is.
  @Test(arguments: [2, 5, 9] as [UInt64])
  func contributionOfEverybodyIsExpectedShortfall(seed: UInt64) throws {
    var scenario = randomScenario(seed, paths: 2500)
    for miner in scenario.miners.indices { scenario.miners[miner].tags = ["book": "all"] }
    let result = try run(scenario)
    let shortfall = try #require(result.lossQuantiles.first { $0.thousandths == 990 })
      .expectedShortfallUSD
    let group = try #require(result.extras[GroupRow.self]?.first?.contribution)
    expectEqual(group.value, shortfall.value, within: 1e-9, absolute: 0)
    let error = try #require(group.standardError) / #require(shortfall.standardError)
    #expect((0.6...1.1).contains(error), "\(error)")
  }

  /// A stored tally has not kept the worst paths: they are simulated again.
  @Test(arguments: [2, 5, 9] as [UInt64])
  func worstPathsKeptOrSimulatedAgainAreTheSame(seed: UInt64) throws {
    let scenario = randomScenario(seed, paths: 2500)
    let run = StressRun(scenario, threads: 2, extras: .tailContributions)
    let kept = try #require(run.run())
    let stored = try StressTally(
      decoding: kept.encode(), book: kept.book, fanPlan: kept.fanPlan)
    let rows = try #require(run.result(of: kept).extras[TailContributionRow.self])
    #expect(rows.contains { ($0.contribution?.value ?? 0) > 0 })
    #expect(run.result(of: stored).extras[TailContributionRow.self] == rows)
    let tail = try #require(TailPaths(kept, kept.result().lossQuantiles))
    var sums = TailContributions(tail, book: kept.book)
    let missing = sums.add(keptBy: kept)
    #expect(missing.count < tail.paths.count / 4)
    #expect(sums.add(keptBy: stored).count == tail.paths.count)
  }

  @Test func threadsChangeNothing() throws {
    let scenario = randomScenario(4, paths: 3500)
    let one = try run(scenario)
    let three = try run(scenario, threads: 3)
    #expect(one == three)
  }

  @Test func extrasLeaveTheBasicTablesAlone() throws {
    let scenario = randomScenario(6, paths: 1500)
    var full = try run(scenario)
    full.extras = ExtrasResult()
    let basic = try run(scenario, extras: [])
    #expect(basic == full)
  }

  @Test func aTableAloneIsTheSameAsAmongAll() throws {
    let scenario = randomScenario(7, paths: 1100)
    let all = try run(scenario)
    func rows(_ table: TableSchema, _ result: StressResult) throws -> [String] {
      let records = try #require(table.records(result), "\(table.name)")
      return (0..<records.count).map { "\(records.fields($0))" }
    }
    for table in TableSchema.all where !table.extras.isEmpty && !table.isOnlyNamed {
      let alone = try run(scenario, extras: table.extras)
      #expect(try rows(table, alone) == rows(table, all), "\(table.name)")
    }
  }

  /// Two miners that pledge coins worth as much as the market's depth over a step.
  func pledgers(cash: Double) -> Scenario {
    let miners = ["a", "b"].map { name in
      var loan = SmallScenarios.loan(principal: 500, coupon: 0.1, paymentsPerYear: 4)
      loan.pledge = PerCoin(btc: 10, eth: 0)
      return Miner(
        name: name, cashUSD: cash,
        treasury: Treasury(holdings: PerCoin(btc: 10, eth: 0), saleOrder: []), tranches: [loan])
    }
    let depth = CoinDepth(usdPerDay: 1000 * 12 / 365.25)
    return SmallScenarios.scenario(
      miners, market: SmallScenarios.market(depth: depth),
      resolution: ResolutionTerms(coinCostRate: 0.1))
  }

  @Test func collateralOfTheAsOfDateByHand() throws {
    let rows = try run(pledgers(cash: 1e4)).extras[PhantomCollateralRow.self] ?? []
    let asOf = rows[0]
    #expect(asOf.moment == .asOf)
    #expect(asOf.headline == Estimate(value: 0.5, standardError: 0))
    let (alone, together) = (0.9 * (1 - exp(-1.0)), 0.45 * (1 - exp(-2.0)))
    expectEqual(try #require(asOf.alone?.value), 0.5 / alone)
    expectEqual(try #require(asOf.together?.value), 0.5 / together)
  }

  /// Steps of a year: the quarters before the first step's end show the as-of date, when a sale of 10 coins
  /// meets a depth of 12,000 dollars and a cost of a tenth.
  @Test func loansToValueOfTheAsOfDateByHand() throws {
    var scenario = pledgers(cash: 1e4)
    scenario.grid = TimeGrid(horizonYears: 1, stepsPerYear: 1)
    let fan = try #require(
      try run(scenario, extras: .loanToValueFan).extras[LoanToValueFanRow.self])
    let alone = 0.9 * 12_000 * (1 - exp(-1000.0 / 12_000))
    #expect(fan[0].year == 0.25 && fan[0].measure == .headline && fan[1].measure == .liquidation)
    expectEqual(try #require(fan[0].quantiles)[2], 500 / (1000 + 1e4))
    expectEqual(try #require(fan[1].quantiles)[2], 500 / (alone + 1e4))
  }

  /// Hashrate without noise follows what mining earns: half of the coin's drift of ln 2 a year, at once,
  /// whatever part of it the simulation keeps as a common shift.
  @Test func theHashrateFanShowsGrowthAndWhatThePriceAdds() throws {
    var market = SmallScenarios.market(drift: log(2))
    market.network = MiningNetwork(
      hashratePH: 1e6, growth: 0.2, revenueElasticity: 0.5, meanReversion: 1000,
      blockSubsidy: 3.125, halvings: [0.5])
    let fan = try run(SmallScenarios.scenario([Miner(name: "a")], market: market), extras: [])
      .factorFans.filter { $0.factor == "networkHashrate" }
    // The target of step 11 looks at the price after 11 months and at the subsidy after the halving.
    let log = 0.2 + 0.5 * (11.0 / 12 * log(2) - log(2))
    expectEqual(fan[11].point.mean, 1e6 * exp(log), within: 1e-9)
  }

  /// Sales that press on the price for good take hashrate with them.
  ///
  /// $100 a month are missing; in a market of $200 a step they fetch `A = 200 ln 2` at mark, of which the
  /// share 0.1 over seven days' depth stays: each of the 11 sales before step 11 moves `ln S` by the same.
  @Test func theHashrateFanShowsWhatSalesDoToThePrice() throws {
    let perDay = 200 * 12 / 365.25
    var market = SmallScenarios.market(
      depth: CoinDepth(usdPerDay: perDay, permanentShare: 0.1))
    market.network = MiningNetwork(
      hashratePH: 1e6, growth: 0.2, revenueElasticity: 0.5, meanReversion: 1000,
      blockSubsidy: 3.125, halvings: [])
    let seller = Miner(
      name: "a", overheadPerYear: 1200, treasury: Treasury(holdings: PerCoin(btc: 1e6, eth: 0)))
    let fan = try run(SmallScenarios.scenario([seller], market: market), extras: [])
      .factorFans.filter { $0.factor == "networkHashrate" }
    let fall = 11 * 0.1 * 200 * log(2) / (7 * perDay)
    expectEqual(fan[11].point.mean, 1e6 * exp(0.2 - 0.5 * fall), within: 1e-9)
  }

  /// What is outstanding when the second year begins, and who defaulted before.
  ///
  /// 400 are repaid in four half-years from cash that lasts: 200 are left. The other miner cannot pay
  /// in step 1, which ends half a year after the as-of date, and loses its 500 of one lender.
  @Test func exposuresByYearByHand() throws {
    var payer = SmallScenarios.loan(principal: 400, coupon: 0, paymentsPerYear: 2)
    payer.maturity = 2
    payer.amortisation = .straightLine
    payer.heldShare = 0.5
    var failing = SmallScenarios.loan(principal: 500, coupon: 0.1, paymentsPerYear: 2)
    failing.maturity = 2
    var scenario = SmallScenarios.scenario([
      Miner(name: "a", cashUSD: 1e4, tranches: [payer]), Miner(name: "b", tranches: [failing]),
    ])
    scenario.grid = TimeGrid(horizonYears: 2, stepsPerYear: 4)
    let rows = try #require(
      try run(scenario, extras: .expectedLossByYear).extras[ExpectedLossByYearRow.self])
    #expect(rows.map(\.exposureUSD) == [400, 200, 500, 0, 700, 100])
    #expect(rows.map(\.defaults.value) == [0, 0, 1, 0, 1, 0])
    expectEqual(rows[2].expectedLossUSD.value, 525 * exp(-scenario.riskFreeRate * 0.5))
    expectEqual(rows[4].expectedLossUSD.value, rows[2].expectedLossUSD.value)
  }

  /// What a year's only default dumps, and what hangs over the market when the next begins.
  ///
  /// 100 GPUs of 1000 dollars meet a depth of 50: the average share is (1 − e⁻²)/2, then a fifth for
  /// relocation and a tenth for costs. At the first step of year 2 eleven months and the present one have
  /// absorbed for a year.
  @Test func inventoryByHand() throws {
    let gpus = [
      GPUClass(
        name: "deep", resalePriceUSD: 10, depth: HardwareDepth(units: 50, absorptionPerYear: 2)),
      GPUClass(name: "endless", resalePriceUSD: 1000),
      GPUClass(
        name: "thin", resalePriceUSD: 1000, depth: HardwareDepth(units: 50, absorptionPerYear: 2)),
    ]
    let loan = SmallScenarios.loan(principal: 500, coupon: 0.12, paymentsPerYear: 12)
    let failing = Miner(
      name: "a", gpuLots: [GPULot(name: "hall", gpu: 2, count: 100)], tranches: [loan])
    let scenario = SmallScenarios.scenario(
      [failing], market: SmallScenarios.market(gpus: gpus),
      resolution: ResolutionTerms(costRate: 0.1, relocationHaircut: 0.2))
    let rows = try #require(try run(scenario, extras: .inventory).extras[InventoryRow.self])
    #expect(rows.map(\.name) == ["deep", "deep", "endless", "endless", "thin", "thin"])
    #expect(rows.map(\.units.value) == [0, 0, 0, 0, 100, 0])
    #expect(rows.map(\.any.count) == [0, 0, 0, 0, 1, 0])
    #expect(rows[4].unitsQuantileGivenAny == 100)
    #expect(rows[5].unitsQuantileGivenAny == nil)
    expectEqual(try #require(rows[4].shareFetched?.value), 0.72 * (1 - exp(-2)) / 2)
    #expect(rows[5].shareFetched == nil)
    #expect(rows[2].greatestOverhang?.value == nil)
    #expect(rows[4].greatestOverhang?.value == 100)
    expectEqual(try #require(rows[5].greatestOverhang?.value), 100 * exp(-2))
  }

  /// Rigs are counted in PH/s, year by year, with depth and without.
  ///
  /// One miner owes interest from the first month on, the other a balloon in month 18. 10 PH/s meet a
  /// depth of 5 as the GPUs above theirs; of the 4 of the second year the share is (1 − e^−0.8)/0.8.
  @Test func inventoryOfRigsByHand() throws {
    func failing(_ name: String, petahash: Double, coupon: Double) -> Miner {
      let fleet = ASICFleet(petahash: petahash, uptime: 0, resalePerTerahash: 20)
      return Miner(
        name: name, asics: fleet,
        tranches: [
          SmallScenarios.loan(principal: 500, coupon: coupon, maturity: 1.5, paymentsPerYear: 12)
        ])
    }
    var market = SmallScenarios.market()
    market.network = MiningNetwork(
      hashratePH: 1e6, growth: 0, revenueElasticity: 0, meanReversion: 1, blockSubsidy: 3.125,
      halvings: [])
    let miners = [
      failing("a", petahash: 10, coupon: 0.12), failing("b", petahash: 4, coupon: 0),
    ]
    for depth in [nil, HardwareDepth(units: 5, absorptionPerYear: 2)] {
      market.rigDepth = depth
      let scenario = SmallScenarios.scenario(
        miners, market: market, resolution: ResolutionTerms(relocationHaircut: 0.2))
      let rows = try #require(try run(scenario, extras: .inventory).extras[InventoryRow.self])
      #expect(rows.map(\.name) == ["rigs", "rigs"])
      #expect(rows.map(\.units.value) == [10, 4])
      let shares: [Double] =
        depth == nil ? [1, 1] : [(1 - exp(-2)) / 2, (1 - exp(-0.8)) / 0.8]
      for (row, share) in zip(rows, shares) {
        expectEqual(try #require(row.shareFetched?.value), 0.8 * share)
      }
      #expect(rows[0].greatestOverhang?.value == (depth == nil ? nil : 10))
    }
  }

  /// What rigs fetch is weighed by dollars, not by PH/s: 10 of $20 a TH in the first month,
  /// 4 of $5 a TH later in the year.
  @Test func theShareThatRigsFetchIsOfTheirMarks() throws {
    func failing(_ name: String, petahash: Double, perTerahash: Double, due: Double) -> Miner {
      Miner(
        name: name,
        asics: ASICFleet(petahash: petahash, uptime: 0, resalePerTerahash: perTerahash),
        tranches: [SmallScenarios.loan(principal: 500, maturity: due)])
    }
    var market = SmallScenarios.market()
    market.network = MiningNetwork(
      hashratePH: 1e6, growth: 0, revenueElasticity: 0, meanReversion: 1, blockSubsidy: 3.125,
      halvings: [])
    // What the first has dumped is absorbed long before the second fails.
    market.rigDepth = HardwareDepth(units: 5, absorptionPerYear: 1000)
    let scenario = SmallScenarios.scenario(
      [
        failing("a", petahash: 10, perTerahash: 20, due: 1.0 / 12),
        failing("b", petahash: 4, perTerahash: 5, due: 0.9),
      ], market: market, years: 1)
    let rows = try #require(try run(scenario, extras: .inventory).extras[InventoryRow.self])
    let (first, second) = ((1 - exp(-2.0)) / 2.0, (1 - exp(-0.8)) / 0.8)
    expectEqual(
      try #require(rows[0].shareFetched?.value), (200_000 * first + 20_000 * second) / 220_000)
  }

  /// Rigs worth nothing fetch no share of it.
  @Test func worthlessRigsHaveNoShare() throws {
    let loan = SmallScenarios.loan(principal: 500, coupon: 0.12, paymentsPerYear: 12)
    let miner = Miner(
      name: "a", asics: ASICFleet(petahash: 10, uptime: 0, resalePerTerahash: 0), tranches: [loan])
    var market = SmallScenarios.market()
    market.network = MiningNetwork(
      hashratePH: 1e6, growth: 0, revenueElasticity: 0, meanReversion: 1, blockSubsidy: 3.125,
      halvings: [])
    let rows = try #require(
      try run(SmallScenarios.scenario([miner], market: market), extras: .inventory)
        .extras[InventoryRow.self])
    #expect(rows[0].units.value == 10)
    #expect(rows[0].shareFetched == nil)
  }

  /// A tile's exposures of a block at a time are the same as all of them.
  @Test func stretchesOfABlockChangeNoExposure() throws {
    let scenario = randomScenario(3, paths: 1500)
    let whole = try run(scenario, extras: .expectedLossByYear)
    var plan = RunPlan(scenario, extras: .expectedLossByYear)
    plan.recordBytes = 1
    let parts = StressRun(plan, threads: 2)
    #expect(parts.result(of: try #require(parts.run())) == whole)
  }

  @Test func aBookWithoutDefaultsHasEmptyFields() throws {
    let result = try run(pledgers(cash: 1e4))
    let extras = result.extras
    #expect(result.portfolio.defaults.count == 0)
    #expect(extras[PhantomCollateralRow.self]?[1].headline == nil)
    let contributions = try #require(extras[TailContributionRow.self])
    #expect(contributions.allSatisfy { $0.contribution?.value == 0 && $0.share == nil })
    #expect(extras[RealisedCorrelationRow.self]?.allSatisfy { $0.correlation == nil } == true)
    let fan = try #require(extras[CoverageFanRow.self])
    #expect(fan.count == 16)
    // Cash earns nothing and so does the book: coverage is 0 of 12.5 a quarter.
    #expect(fan[3].survivors == 1)
    #expect(fan[3].quantiles == [0, 0, 0, 0, 0])
    let loans = try #require(extras[LoanToValueFanRow.self])
    let cash = 1e4 - 12.5
    let fetched = 900 * (1 - exp(-1.0))
    expectEqual(loans[0].quantiles![2], 500 / (1000 + cash))
    expectEqual(loans[1].quantiles![2], 500 / (fetched + cash))
  }

  @Test func aBookOfDefaultersHasEmptyFans() throws {
    let result = try run(pledgers(cash: 0))
    #expect(result.portfolio.defaults.count == 1)
    let extras = result.extras
    #expect(extras[CoverageFanRow.self]?.last?.survivors == 0)
    #expect(extras[CoverageFanRow.self]?.last?.quantiles == nil)
    let collateral = try #require(extras[PhantomCollateralRow.self])
    // Both default together at the first payment: 500 and a quarter's interest against 10 coins.
    expectEqual(try #require(collateral[1].headline?.value), 512.5 / 1000)
    let fetched = 450 * (1 - exp(-2.0))
    expectEqual(try #require(collateral[1].together?.value), 512.5 / fetched)
    let gap = try #require(extras[UnderwritingGapRow.self])
    #expect(gap.first { $0.measure == "pd" }?.differenceStandardError == nil)
    #expect(gap.first { $0.measure == "ltv_year_1" }?.fullModel == nil)
  }
}

import CreditBasics
import PathLedger
import RiskMeasures
import StressEngine
import TestSupport
import Testing

/// A miner that fails owing nothing is closed, not in default.
@Suite struct ClosedMinerTests {
  /// $10 a month of overheads on $100 of cash and four GPUs worth $1000 each.
  private func debtor(debt: Double, maturity: Double = 0.25) -> Miner {
    Miner(
      name: "a", cashUSD: 100, overheadPerYear: 120,
      gpuLots: [GPULot(name: "lot", gpu: 0, count: 4)],
      tranches: [SmallScenarios.loan(principal: debt, maturity: maturity)])
  }

  private func scenario(_ miners: [Miner], depth: HardwareDepth? = nil) -> Scenario {
    let gpu = GPUClass(name: "g", resalePriceUSD: 1000, resaleDecline: 0, depth: depth)
    return SmallScenarios.scenario(
      miners, market: SmallScenarios.market(gpus: [gpu]), years: 1)
  }

  /// The loan of $20 is repaid in step 2, after which $50 last five months: step 8 ends at −10.
  ///
  /// The loan of $80 leaves a gap of 10 in step 2: that is a default.
  @Test func failsWithoutAClaim() {
    #expect(EdgeCase(scenario([debtor(debt: 20)])).ends == ["closed 8"])
    let owing = EdgeCase(scenario([debtor(debt: 80)]))
    #expect(owing.ends == ["maturity 2"])
    #expect(owing.claims == [10])
  }

  /// Half a cent is no claim; a cent is.
  @Test func halfACentIsNoClaim() {
    var miner = debtor(debt: 20, maturity: 10)
    miner.tranches[0].principalUSD = 0.004
    // Overheads take the cash in step 10, with 0.4 cents outstanding.
    #expect(EdgeCase(scenario([miner])).ends == ["closed 10"])
    miner.tranches[0].principalUSD = 0.01
    let owing = EdgeCase(scenario([miner]))
    #expect(owing.ends == ["payment 10"])
    expectEqual(owing.claims[0], 0.01)
  }

  /// Negative marked assets fail the balance-sheet test of a firm that owes nothing.
  @Test func insolvencyWithoutDebtCloses() {
    var miner = debtor(debt: 20)
    miner.gpuLots = []
    miner.graceDays = 3650
    miner.insolvency = InsolvencyTest()
    #expect(EdgeCase(scenario([miner])).ends == ["closed 8"])
  }

  /// The GPUs of a closed miner stay where they are: the neighbour's, of the same shallow class, keep
  /// their price.
  @Test func sellsNothing() {
    var neighbour = debtor(debt: 3000, maturity: 10)
    neighbour.name = "b"
    neighbour.cashUSD = 1e6
    let depth = HardwareDepth(units: 2, absorptionPerYear: 0)
    let path = EdgeCase(scenario([debtor(debt: 20), neighbour], depth: depth))
    #expect(path.ends == ["closed 8", "none"])
    #expect(path.account.market.map(\.resaleUSD) == Array(repeating: [1000], count: 12))
    #expect(path.account.entries.contains { $0.item == .gpusDumped } == false)
  }

  /// Coins sold in the step in which the miner closes stay sold: the price of the next step is lower.
  @Test func salesOfItsLastStepStand() {
    var miner = debtor(debt: 20)
    miner.gpuLots = []
    miner.treasury = Treasury(holdings: PerCoin(btc: 0.05, eth: 0), maxSaleSharePerWeek: 1)
    let depth = CoinDepth(usdPerDay: 1e6, permanentShare: 1)
    let scenario = SmallScenarios.scenario(
      [miner], market: SmallScenarios.market(depth: depth), years: 1)
    // $5 of coins: step 8 lacks $10, sells them for almost 5, and is still short.
    let path = EdgeCase(scenario)
    #expect(path.ends == ["closed 8"])
    let last = path.account.market[9].coinUSD.btc
    #expect(last < 100 && last > 99.99)
  }

  /// A closed miner is no survivor, and counts in no default, cause or joint figure.
  @Test func countsInNoMeasure() throws {
    var other = debtor(debt: 3000, maturity: 10)
    other.name = "b"
    other.cashUSD = 1e6
    var scenario = scenario([debtor(debt: 20), other])
    scenario.simulation.paths = 40
    let run = StressRun(scenario, threads: 1)
    let result = run.result(of: try #require(run.run()))
    #expect(result.miners.map(\.defaults.value) == [0, 0])
    #expect(result.portfolio.defaults.value == 0)
    #expect(result.causes.allSatisfy { $0.paths == 0 })
    #expect(result.jointDefaults.map(\.paths.value) == [1, 0, 0])
    let seen = try #require(run.marks(ofPaths: [0]))
    let cells = (0..<4).map {
      seen.full.headlineLTV[seen.full.cell(miner: 0, moment: $0).lowerBound]
    }
    #expect(cells.map(\.isNaN) == [false, false, true, true])
  }
}

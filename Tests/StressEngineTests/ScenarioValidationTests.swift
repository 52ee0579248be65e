import CreditBasics
import StressEngine
import TestSupport
import Testing

/// A scenario made in code cannot point outside its lists.
@Suite struct ScenarioValidationTests {
  private static func scenario() -> Scenario {
    let gpu = GPUClass(name: "g", resalePriceUSD: 100)
    var market = SmallScenarios.market(gpus: [gpu])
    market.jumps = [
      JumpEvent(
        name: "crash", intensityPerYear: [1],
        shape: .normal(mean: [0, 0, 0], sd: [0, 0, 0]))
    ]
    market.launches = [
      Launch(
        name: "next", date: 1, impacts: [LaunchImpact(gpu: 0, rentHaircut: 0, resaleHaircut: 0)])
    ]
    let miner = Miner(
      name: "m", cashUSD: 1, gpuLots: [GPULot(name: "hall", gpu: 0, count: 1, pledgedTo: 0)],
      tranches: [SmallScenarios.loan(principal: 1)])
    return SmallScenarios.scenario([miner], market: market, years: 1)
  }

  @Test func aWholeScenarioPasses() throws { try Self.scenario().validate() }

  @Test(arguments: 1...30)
  func randomScenariosPass(seed: Int) throws {
    try RandomScenarios.scenario(seed: UInt64(seed)).validate()
  }

  private static let faults: [(path: String, @Sendable (inout Scenario) -> Void)] = [
    ("miners.m.gpuLots.hall.gpu", { $0.miners[0].gpuLots[0].gpu = 99 }),
    ("miners.m.gpuLots.hall.gpu", { $0.miners[0].gpuLots[0].gpu = -1 }),
    ("miners.m.gpuLots.hall.pledgedTo", { $0.miners[0].gpuLots[0].pledgedTo = 1 }),
    ("miners.m.tranches.loan.paymentsPerYear", { $0.miners[0].tranches[0].paymentsPerYear = 0 }),
    (
      "miners.m.tranches.loan.covenant.testsPerYear",
      { $0.miners[0].tranches[0].covenant = CovenantTerms(minDSCR: 1, testsPerYear: 0) }
    ),
    ("tenants.t", { $0.tenants = [Tenant(name: "t", guarantor: 0)] }),
    ("market.launches.next.impact", { $0.market.launches[0].impacts[0].gpu = 1 }),
    ("market.jumps.crash.intensity", { $0.market.jumps[0].intensityPerYear = [] }),
    (
      "market.jumps.crash",
      { $0.market.jumps[0].shape = .normal(mean: [0, 0], sd: [0, 0, 0]) }
    ),
    ("market.initialRegime", { $0.market.initialRegime = [0.5, 0.5] }),
    ("market.switching", { $0.market.switching = [] }),
    ("market.switching.calm", { $0.market.switching = [[]] }),
    ("market.regimes", { $0.market.regimes = [] }),
    ("market.initialRegime", { $0.market.initialRegime = [0.5] }),
    ("market.initialRegime", { $0.market.initialRegime = [.nan] }),
    ("market.regimes.calm.powerPrice.volatility", { $0.market.regimes[0].powerVolatility = -0.1 }),
    ("market.regimes.calm.btc.volatility", { $0.market.regimes[0].coins.btc.volatility = .nan }),
    (
      "market.regimes.calm.correlation",
      {
        $0.market.regimes[0].correlation[0][1] = 1.1
        $0.market.regimes[0].correlation[1][0] = 1.1
      }
    ),
    ("market.regimes.calm.correlation", { $0.market.regimes[0].correlation = [[1]] }),
    ("market.regimes.calm.correlation", { $0.market.regimes[0].correlation[2] = [1] }),
    ("lenderView.regime", { $0.lenderView.regime = 1 }),
    ("simulation.paths", { $0.simulation.paths = 0 }),
    ("stepsPerYear", { $0.grid = TimeGrid(horizonYears: 1, stepsPerYear: 100_000) }),
  ]

  @Test(arguments: faults.indices) func aFaultIsNamed(index: Int) throws {
    let (path, spoil) = Self.faults[index]
    var scenario = Self.scenario()
    spoil(&scenario)
    let fault = #expect(throws: ScenarioFault.self) { try scenario.validate() }
    #expect(fault?.path == path)
  }

  @Test func theMessageSaysWhatIsAllowed() {
    var scenario = Self.scenario()
    scenario.miners[0].gpuLots[0].gpu = 99
    let fault = #expect(throws: ScenarioFault.self) { try scenario.validate() }
    #expect(
      fault?.description == "miners.m.gpuLots.hall.gpu: expected 0 to 0 (GPU classes), found 99")
  }

  /// The kernels trust indices: the engine ends the program before they see a wrong one.
  @Test func theEngineDoesNotReadBeyondAList() async {
    await #expect(processExitsWith: .failure) {
      var scenario = ScenarioValidationTests.scenario()
      scenario.miners[0].gpuLots[0].gpu = 99
      _ = StressRun(scenario, threads: 1).outcomes(ofPaths: [0])
    }
  }
}

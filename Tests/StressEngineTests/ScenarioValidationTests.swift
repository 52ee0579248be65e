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

  @Test(arguments: RandomKind.allCases, 1...30)
  func randomScenariosPass(kind: RandomKind, seed: Int) throws {
    try RandomScenarios.scenario(kind, seed: UInt64(seed)).validate()
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
      { scenario in
        for (row, column, value) in [(0, 1, 0.9), (0, 2, 0.9), (1, 2, -0.9)] {
          scenario.market.regimes[0].correlation[row][column] = value
          scenario.market.regimes[0].correlation[column][row] = value
        }
      }
    ),
    (
      "market.regimes.calm.correlation.btc.eth",
      { $0.market.regimes[0].correlation[0][1] = 1.1 }
    ),
    (
      "market.regimes.calm.correlation.btc.eth",
      { $0.market.regimes[0].correlation[0][1] = .nan }
    ),
    (
      "market.regimes.calm.correlation.eth.btc",
      { $0.market.regimes[0].correlation[0][1] = 0.5 }
    ),
    (
      "market.regimes.calm.correlation.btc.btc",
      { $0.market.regimes[0].correlation[0][0] = .nan }
    ),
    ("market.regimes.calm.correlation.eth.eth", { $0.market.regimes[0].correlation[1][1] = 4 }),
    ("market.regimes.calm.correlation", { $0.market.regimes[0].correlation = [[1]] }),
    ("market.regimes.calm.correlation", { $0.market.regimes[0].correlation[2] = [1] }),
    ("lenderView.regime", { $0.lenderView.regime = 1 }),
    ("simulation.paths", { $0.simulation.paths = 0 }),
    ("simulation.paths", { $0.simulation.paths = 5_000_000_000 }),
    ("asOf", { $0.asOf = "yesterday" }),
    ("name", { $0.name = "" }),
    ("miners", { $0.miners = [] }),
    ("miners", { $0.miners.append($0.miners[0]) }),
    ("miners", { $0.miners[0].name = "" }),
    ("miners", { $0.miners[0].name = "PORTFOLIO" }),
    ("market.gpus", { $0.market.gpus[0].name = "rigs" }),
    ("market.regimes", { $0.market.regimes[0].name = "CRUNCH" }),
    ("tenants", { $0.tenants = [Tenant(name: "t"), Tenant(name: "s"), Tenant(name: "t")] }),
    ("market.gpus", { $0.market.gpus.append($0.market.gpus[0]) }),
    ("market.jumps", { $0.market.jumps.append($0.market.jumps[0]) }),
    ("market.launches", { $0.market.launches[0].name = "" }),
    ("miners.m.tranches", { $0.miners[0].tranches.append($0.miners[0].tranches[0]) }),
    ("miners.m.gpuLots", { $0.miners[0].gpuLots.append($0.miners[0].gpuLots[0]) }),
    (
      "miners.m.rigLots",
      { $0.miners[0].rigLots = [RigLot(name: "asics", fleet: ASICFleet(petahash: 1))] }
    ),
    ("miners.m.gpuLots.hall.pledgedTo", { $0.miners[0].gpuLots[0].liens = [0, 0] }),
    ("miners.m.treasury.saleOrder", { $0.miners[0].treasury.saleOrder = [.btc, .btc] }),
    ("miners.m.payments", { $0.miners[0].payments = ScenarioValidationTests.unordered }),
    (
      "miners.m.orders.o.payments",
      { $0.miners[0].orders = [Order(name: "o", payments: ScenarioValidationTests.unordered)] }
    ),
    ("miners.m.tranches.loan.puts", { $0.miners[0].tranches[0].puts = [1, 0.5] }),
    (
      "miners.m.tranches.loan.amortisation",
      {
        $0.miners[0].tranches[0].amortisation = .custom([
          PrincipalShare(date: 1, share: 0.1), PrincipalShare(date: 0.5, share: 0.1),
        ])
      }
    ),
    (
      "miners.m.tranches.loan.amortisation",
      {
        $0.miners[0].tranches[0].amortisation = .custom([
          PrincipalShare(date: 0.5, share: 0.8), PrincipalShare(date: 1, share: 0.8),
        ])
      }
    ),
    (
      "market.network.halvings",
      { $0.market.network = MiningNetwork(hashratePH: 1, halvings: [1, 0.5]) }
    ),
    (
      "market.given.btc",
      {
        $0.market.given = GivenPath()
        $0.market.given!.values[0] = [.init(date: 1, value: 9), .init(date: 0.5, value: 8)]
      }
    ),
    (
      "market.given.regime",
      {
        $0.market.given = GivenPath(regimes: [.init(date: 1, value: 0), .init(date: 0, value: 0)])
      }
    ),
    (
      "market.given.shortRate",
      {
        $0.market.given = GivenPath()
        $0.market.given!.values[Driver.shortRate.rawValue] = [.init(date: 1, value: 0.01)]
      }
    ),
    (
      "market.eth.spot",
      {
        $0.market.coins.eth.spotUSD = nil
        $0.miners[0].treasury.holdings.eth = 1
      }
    ),
    (
      "market.btc.spot",
      {
        $0.market.coins.btc.spotUSD = nil
        $0.market.network = MiningNetwork(hashratePH: 1)
      }
    ),
    ("market.network", { $0.miners[0].asics = ASICFleet(petahash: 1) }),
    ("market.power.spotPerMWh", { $0.market.gpus[0].kilowatts = 1 }),
    (
      "market.shortRate", { $0.miners[0].tranches[0].floating = FloatingTerms(margin: 0.05) }
    ),
    ("miners.m.treasury.btc", { $0.miners[0].tranches[0].pledge.btc = 1 }),
    (
      "miners.m.gpuLots.hall.contract.until",
      {
        $0.resolution.contractYield = 0
        $0.miners[0].gpuLots[0].contract = RentalContract(ratePerHour: 1, isAssignable: true)
      }
    ),
    (
      "horizonYears",
      {
        $0.grid = TimeGrid(horizonYears: 100, stepsPerYear: 8766)
        for index in 1...300 { $0.miners.append(Miner(name: "n\(index)")) }
      }
    ),
    ("stepsPerYear", { $0.grid = TimeGrid(horizonYears: 1, stepsPerYear: 100_000) }),
  ]

  /// 200 miners and 876,600 steps are 175 million of at most 200; with a fleet each they would be twice as many.
  @Test func aFleetIsNoLotOfItsOwn() throws {
    var scenario = Self.scenario()
    scenario.market.network = MiningNetwork(hashratePH: 1)
    scenario.grid = TimeGrid(horizonYears: 100, stepsPerYear: 8766)
    scenario.miners = (1...200).map {
      Miner(name: "n\($0)", asics: ASICFleet(petahash: 1))
    }
    try scenario.validate()
  }

  private static let unordered = [
    DatedPayment(date: 1, amountUSD: 1), DatedPayment(date: 0.5, amountUSD: 1),
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

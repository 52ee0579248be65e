import CreditBasics
import StressEngine
import TestSupport
import Testing

/// Numbers at which a kernel would trap, loop or compute nonsense do not pass as valid.
@Suite struct WrongNumberTests {
  /// A scenario with every term that a number can be wrong in.
  private static func scenario() -> Scenario {
    var market = SmallScenarios.market(
      depth: CoinDepth(usdPerDay: 1e8),
      gpus: [
        GPUClass(name: "g", resalePriceUSD: 100, depth: HardwareDepth(units: 1000))
      ])
    market.network = MiningNetwork(hashratePH: 1e6, blockSubsidy: 3, halvings: [0.5])
    market.power = QuotedMarket(spot: 50)
    market.shortRate = ShortRateMarket(initial: 0.04)
    market.rigDepth = HardwareDepth(units: 1e4)
    market.jumps = [
      JumpEvent(
        name: "crash", intensityPerYear: [1], shape: .normal(mean: [0, 0, 0], sd: [0, 0, 0]))
    ]
    market.launches = [Launch(name: "next", date: 1, impacts: [LaunchImpact(gpu: 0)])]
    var loan = SmallScenarios.loan(principal: 100)
    loan.pledge.btc = 1
    loan.floating = FloatingTerms(margin: 0.05)
    loan.commitment = Commitment(amountUSD: 10)
    loan.reserve = ReserveTerms(months: 6)
    loan.sweep = SweepTerms(share: 0.5)
    loan.margin = MarginTerms(initialLTV: 0.5, callLTV: 0.6, liquidationLTV: 0.7)
    loan.covenant = CovenantTerms(minDSCR: 1)
    loan.refinance = RefinanceTerms(termYears: 1)
    var miner = Miner(
      name: "m", cashUSD: 1, treasury: Treasury(holdings: PerCoin(btc: 2, eth: 1)),
      asics: ASICFleet(petahash: 1, joulesPerTerahash: 20), marketCap: nil, tranches: [loan])
    miner.rigLots = [RigLot(name: "r", fleet: ASICFleet(petahash: 1))]
    miner.gpuLots = [
      GPULot(name: "hall", gpu: 0, count: 1, contract: RentalContract(ratePerHour: 1))
    ]
    miner.leases = [Lease(name: "site", revenuePerYear: 1)]
    miner.orders = [Order(name: "o", payments: [DatedPayment(date: 0.5, amountUSD: 1)])]
    miner.payments = [DatedPayment(date: 0.5, amountUSD: 1)]
    miner.distributions = DistributionTerms(share: 0.5)
    miner.marketCap = MarketCapitalisation(initialUSD: 1e6)
    miner.insolvency = InsolvencyTest()
    miner.support = ParentSupport()
    let owner = Miner(name: "owner")
    miner.parent = 1
    var whole = SmallScenarios.scenario([miner, owner], market: market, years: 1)
    whole.tenants = [Tenant(name: "t")]
    return whole
  }

  @Test func theWholeScenarioPasses() throws { try Self.scenario().validate() }

  /// Where a number stands, its key path, and values that are wrong there.
  private struct Place: Sendable {
    let path: String
    let wrong: [Double]
    let set: @Sendable (inout Scenario, Double) -> Void
  }

  private static let infinite = [Double.nan, .infinity, -.infinity, 1e300]
  private static let negative = infinite + [-1]
  private static let notPositive = negative + [0]
  private static let noShare = negative + [2]
  /// Infinity means none there.
  private static let finiteOrNone = [Double.nan, -.infinity, 1e300]

  private static func place(
    _ path: String, _ wrong: [Double], _ key: WritableKeyPath<Scenario, Double> & Sendable
  ) -> Place {
    Place(path: path, wrong: wrong) { $0[keyPath: key] = $1 }
  }

  private static func miner(
    _ path: String, _ wrong: [Double], _ key: WritableKeyPath<Miner, Double> & Sendable
  ) -> Place {
    Place(path: "miners.m.\(path)", wrong: wrong) { $0.miners[0][keyPath: key] = $1 }
  }

  private static func loan(
    _ path: String, _ wrong: [Double], _ key: WritableKeyPath<Tranche, Double> & Sendable
  ) -> Place {
    Place(path: "miners.m.tranches.loan.\(path)", wrong: wrong) {
      $0.miners[0].tranches[0][keyPath: key] = $1
    }
  }

  private static let ofMarket: [Place] = [
    place("riskFreeRate", infinite, \.riskFreeRate),
    place("lenderView.usefulLifeYears", notPositive, \.lenderView.usefulLifeYears),
    place("resolution.costRate", noShare, \.resolution.costRate),
    place("resolution.lagYears", negative, \.resolution.lagYears),
    place("resolution.subsidiaryHaircut", noShare, \.resolution.subsidiaryHaircut),
    Place(path: "market.btc.spot", wrong: notPositive) { $0.market.coins.btc.spotUSD = $1 },
    place("market.coinDepth.btc.usdPerDay", notPositive, \.market.coins.btc.depth!.usdPerDay),
    place(
      "market.coinDepth.eth.permanentShare", noShare, \.market.coins.eth.depth!.permanentShare),
    place("market.network.hashrate", notPositive, \.market.network!.hashratePH),
    place("market.network.growth", infinite, \.market.network!.growth),
    place("market.network.meanReversion", negative, \.market.network!.meanReversion),
    place("market.network.blockSubsidy", negative, \.market.network!.blockSubsidy),
    place("market.network.halvings", infinite, \.market.network!.halvings[0]),
    place("market.power.spotPerMWh", negative, \.market.power!.spot),
    place("market.shortRate.initial", infinite, \.market.shortRate!.initial),
    place("market.rigDepth.petahash", notPositive, \.market.rigDepth!.units),
    place("market.rigElasticity", negative, \.market.rigElasticity),
    place("market.regimes.calm.btc.drift", infinite, \.market.regimes[0].coins.btc.drift),
    place("market.regimes.calm.eth.volatility", negative, \.market.regimes[0].coins.eth.volatility),
    place(
      "market.regimes.calm.computeRent.annualDecline", infinite + [1, 2],
      \.market.regimes[0].rentAnnualDecline),
    place("market.regimes.calm.utilisation", noShare, \.market.regimes[0].utilisation),
    place(
      "market.regimes.calm.tenantDefaultPerYear", negative,
      \.market.regimes[0].tenantDefaultPerYear),
    place("market.switching.calm.calm", negative, \.market.switching[0][0]),
    place("market.jumps.crash.intensity", negative, \.market.jumps[0].intensityPerYear[0]),
    Place(path: "market.jumps.crash.btc.mean", wrong: infinite) {
      $0.market.jumps[0].shape = .normal(mean: [$1, 0, 0], sd: [0, 0, 0])
    },
    Place(path: "market.jumps.crash.btc.up", wrong: negative + [1]) {
      $0.market.compensateJumps = true
      $0.market.jumps[0].shape = .doubleExponential(
        upProbability: 0.5, up: [$1, 0, 0], down: [0, 0, 0])
    },
    place("market.gpus.g.resalePrice", negative, \.market.gpus[0].resalePriceUSD),
    place("market.gpus.g.depth.units", notPositive, \.market.gpus[0].depth!.units),
    place("market.launches.next.date", infinite, \.market.launches[0].date),
    place(
      "market.launches.next.impact.g.rent", noShare, \.market.launches[0].impacts[0].rentHaircut),
    Place(path: "market.given.btc", wrong: notPositive) {
      $0.market.given = GivenPath()
      $0.market.given!.values[0] = [GivenPath.Row(date: 0.5, value: $1)]
    },
    Place(path: "market.given.btc", wrong: notPositive) {
      $0.market.given = GivenPath()
      $0.market.given!.values[0] = [GivenPath.Row(date: $1, value: 100)]
    },
    Place(path: "market.given.regime", wrong: infinite) {
      $0.market.given = GivenPath(regimes: [GivenPath.Row(date: $1, value: 0)])
    },
    place("tenants.t.risk", negative, \.tenants[0].risk),
  ]

  private static let ofMiners: [Place] = [
    miner("cash", infinite, \.cashUSD),
    miner("cashYield", infinite, \.cashYield),
    miner("graceDays", negative, \.graceDays),
    miner("overheadPerYear", infinite, \.overheadPerYear),
    miner("idiosyncraticVolatility", negative, \.idiosyncraticVolatility),
    miner("treasury.btc", negative, \.treasury.holdings.btc),
    miner("treasury.hodl", noShare, \.treasury.hodl),
    miner("treasury.maxSaleSharePerWeek", noShare, \.treasury.maxSaleSharePerWeek),
    miner("power.until", finiteOrNone, \.power.until),
    miner("equity.perWeek", noShare, \.equityIssuancePerWeek),
    miner("equity.marketCap", notPositive, \.marketCap!.initialUSD),
    miner("support.cap", finiteOrNone + [-1], \.support!.capUSD),
    miner("distributions.share", noShare, \.distributions!.share),
    miner("insolvency.barrier", negative, \.insolvency!.barrier),
    miner("asics.petahash", negative, \.asics!.petahash),
    miner("asics.uptime", noShare, \.asics!.uptime),
    miner("rigLots.r.joulesPerTerahash", negative, \.rigLots[0].fleet.joulesPerTerahash),
    miner("rigLots.r.meanDelayYears", negative, \.rigLots[0].meanDelayYears),
    miner("gpuLots.hall.count", negative, \.gpuLots[0].count),
    miner("gpuLots.hall.contract.share", noShare, \.gpuLots[0].contract!.share),
    miner("gpuLots.hall.contract.until", finiteOrNone, \.gpuLots[0].contract!.until),
    Place(path: "miners.m.gpuLots.hall.inService", wrong: infinite) {
      $0.miners[0].gpuLots[0].inService = $1
    },
    miner("leases.site.revenuePerYear", negative, \.leases[0].revenuePerYear),
    Place(path: "miners.m.leases.site.discountRate", wrong: notPositive) {
      $0.miners[0].leases[0].discountRate = $1
    },
    miner("orders.o.payments", infinite, \.orders[0].payments[0].date),
    miner("orders.o.payments", negative, \.orders[0].payments[0].amountUSD),
    miner("payments", infinite, \.payments[0].date),
    miner("payments", infinite, \.payments[0].amountUSD),
  ]

  private static let ofDebt: [Place] = [
    loan("principal", negative, \.principalUSD),
    loan("coupon", infinite, \.coupon),
    loan("maturity", infinite, \.maturity),
    loan("balloonShare", noShare, \.balloonShare),
    loan("heldShare", noShare, \.heldShare),
    loan("pledge.btc", negative, \.pledge.btc),
    loan("floating.margin", infinite, \.floating!.margin),
    loan("commitment.amount", negative, \.commitment!.amountUSD),
    loan("reserve.months", notPositive, \.reserve!.months),
    loan("sweep.share", noShare, \.sweep!.share),
    loan("sweep.belowDSCR", finiteOrNone, \.sweep!.belowDSCR),
    loan("margin.restoreLTV", notPositive, \.margin!.restoreLTV),
    loan("refinance.termYears", notPositive, \.refinance!.termYears),
    loan("refinance.windowYears", negative, \.refinance!.windowYears),
    loan("refinance.maxLTV", finiteOrNone + [0, -1], \.refinance!.maxLTV),
    Place(path: "miners.m.tranches.loan.covenant.maxLTV", wrong: finiteOrNone + [0, -1]) {
      $0.miners[0].tranches[0].covenant!.maxLTV = $1
    },
    Place(path: "miners.m.tranches.loan.conversion.premium", wrong: infinite + [-1]) {
      $0.miners[0].tranches[0].conversionPremium = $1
    },
    Place(path: "miners.m.tranches.loan.puts", wrong: infinite) {
      $0.miners[0].tranches[0].puts = [$1]
    },
    Place(path: "miners.m.tranches.loan.amortisation", wrong: infinite) {
      $0.miners[0].tranches[0].amortisation = .custom([PrincipalShare(date: $1, share: 0.5)])
    },
    Place(path: "miners.m.tranches.loan.amortisation", wrong: noShare) {
      $0.miners[0].tranches[0].amortisation = .custom([PrincipalShare(date: 1, share: $1)])
    },
  ]

  private static let places = ofMarket + ofMiners + ofDebt

  @Test(arguments: places.indices) func aWrongNumberIsNamed(index: Int) {
    let place = Self.places[index]
    for value in place.wrong {
      var scenario = Self.scenario()
      place.set(&scenario, value)
      let fault = #expect(throws: ScenarioFault.self) { try scenario.validate() }
      #expect(fault?.path == place.path, "\(value)")
    }
  }

  private static let counts: [(path: String, @Sendable (inout Scenario, Int) -> Void)] = [
    ("tranches.loan.paymentsPerYear", { $0.miners[0].tranches[0].paymentsPerYear = $1 }),
    (
      "tranches.loan.covenant.testsPerYear",
      { $0.miners[0].tranches[0].covenant!.testsPerYear = $1 }
    ),
    ("distributions.perYear", { $0.miners[0].distributions!.perYear = $1 }),
  ]

  @Test(arguments: counts.indices, [0, -1, 367, Int.max])
  func aWrongCountIsNamed(index: Int, count: Int) {
    var scenario = Self.scenario()
    Self.counts[index].1(&scenario, count)
    let fault = #expect(throws: ScenarioFault.self) { try scenario.validate() }
    #expect(fault?.path == "miners.m." + Self.counts[index].path)
  }

  @Test(arguments: [.nan, -1, 0, 0.001, 101, .infinity, -.infinity, 1e12, 1e300])
  func aClockThatCannotRunIsNamed(years: Double) {
    var scenario = Self.scenario()
    scenario.grid = TimeGrid(horizonYears: years, stepsPerYear: 52)
    let fault = #expect(throws: ScenarioFault.self) { try scenario.validate() }
    #expect(fault?.path == "horizonYears")
  }

  @Test func theMessageSaysWhatIsAllowedAndWhatWasFound() {
    var scenario = Self.scenario()
    scenario.miners[0].tranches[0].reserve!.months = 0
    let months = #expect(throws: ScenarioFault.self) { try scenario.validate() }
    #expect(months?.message == "expected more than 0, up to 1200, found 0")
    scenario = Self.scenario()
    scenario.miners[0].tranches[0].sweep!.belowDSCR = .nan
    let sweep = #expect(throws: ScenarioFault.self) { try scenario.validate() }
    #expect(sweep?.message == "expected -1000000 to 1000000, or infinity, found nan")
  }
}

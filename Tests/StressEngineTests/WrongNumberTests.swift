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
    loan.covenant = CovenantTerms(minDSCR: 1, maxLTV: 2, minLiquidityUSD: 1)
    loan.conversionPremium = 0.3
    loan.refinance = RefinanceTerms(termYears: 1)
    var miner = Miner(
      name: "m", cashUSD: 1, treasury: Treasury(holdings: PerCoin(btc: 2, eth: 1)),
      asics: ASICFleet(petahash: 1, joulesPerTerahash: 20), marketCap: nil, tranches: [loan])
    miner.rigLots = [RigLot(name: "r", fleet: ASICFleet(petahash: 1))]
    miner.gpuLots = [
      GPULot(
        name: "hall", gpu: 0, count: 1, inService: 0.5, contract: RentalContract(ratePerHour: 1))
    ]
    miner.leases = [Lease(name: "site", revenuePerYear: 1, discountRate: 0.1)]
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

  /// The numbers of a part of a scenario, by the values that are wrong for them: keys, and where they stand.
  private typealias Numbers<Part> = KeyValuePairs<
    [Double], KeyValuePairs<String, WritableKeyPath<Part, Double> & Sendable>
  >

  private static func places<Part>(
    _ path: String, _ part: WritableKeyPath<Scenario, Part> & Sendable, _ numbers: Numbers<Part>
  ) -> [Place] {
    numbers.flatMap { wrong, keys in
      keys.map { key, number in
        Place(path: path + key, wrong: wrong) { $0[keyPath: part][keyPath: number] = $1 }
      }
    }
  }

  private static let ofScenario: Numbers<Scenario> = [
    infinite: ["riskFreeRate": \.riskFreeRate],
    notPositive: ["lenderView.usefulLifeYears": \.lenderView.usefulLifeYears],
    negative: [
      "resolution.lagYears": \.resolution.lagYears,
      "resolution.leaseLagYears": \.resolution.leaseLagYears,
      "resolution.contractYield": \.resolution.contractYield,
      "tenants.t.risk": \.tenants[0].risk,
    ],
    noShare: [
      "resolution.costRate": \.resolution.costRate,
      "resolution.coinCostRate": \.resolution.coinCostRate,
      "resolution.relocationHaircut": \.resolution.relocationHaircut,
      "resolution.scrapShare": \.resolution.scrapShare,
      "resolution.leaseHaircut": \.resolution.leaseHaircut,
      "resolution.subsidiaryHaircut": \.resolution.subsidiaryHaircut,
    ],
  ]

  private static let ofMarket: Numbers<Market> = [
    infinite: [
      "network.growth": \.network!.growth, "network.halvings": \.network!.halvings[0],
      "shortRate.initial": \.shortRate!.initial, "shortRate.mean": \.shortRate!.mean,
      "gpus.g.resaleDecline": \.gpus[0].resaleDecline, "launches.next.date": \.launches[0].date,
    ],
    negative: [
      "computeRent.meanReversion": \.rentMeanReversion, "rigElasticity": \.rigElasticity,
      "network.meanReversion": \.network!.meanReversion,
      "network.blockSubsidy": \.network!.blockSubsidy, "network.feeShare": \.network!.feeShare,
      "power.spotPerMWh": \.power!.spot, "power.meanReversion": \.power!.meanReversion,
      "switching.calm.calm": \.switching[0][0],
      "jumps.crash.intensity": \.jumps[0].intensityPerYear[0],
      "gpus.g.rentPerHour": \.gpus[0].rentPerHour, "gpus.g.resalePrice": \.gpus[0].resalePriceUSD,
      "gpus.g.opexPerHour": \.gpus[0].opexPerHour, "gpus.g.kilowatts": \.gpus[0].kilowatts,
      "launches.next.meanDelayYears": \.launches[0].meanDelayYears,
    ],
    notPositive: [
      "btc.spot": \.coins.btc.spotUSD!, "coinDepth.btc.usdPerDay": \.coins.btc.depth!.usdPerDay,
      "network.hashrate": \.network!.hashratePH, "rigDepth.petahash": \.rigDepth!.units,
      "gpus.g.depth.units": \.gpus[0].depth!.units,
    ],
    noShare: [
      "coinDepth.eth.permanentShare": \.coins.eth.depth!.permanentShare,
      "network.revenueElasticity": \.network!.revenueElasticity,
      "launches.next.impact.g.rent": \.launches[0].impacts[0].rentHaircut,
      "launches.next.impact.g.resale": \.launches[0].impacts[0].resaleHaircut,
    ],
  ]

  private static let ofRegime: Numbers<Regime> = [
    infinite: ["btc.drift": \.coins.btc.drift, "refinancingPremium": \.refinancingPremium],
    negative: [
      "eth.volatility": \.coins.eth.volatility, "computeRent.volatility": \.rentVolatility,
      "shortRate.volatility": \.shortRateVolatility,
      "tenantDefaultPerYear": \.tenantDefaultPerYear,
    ],
    noShare: ["utilisation": \.utilisation],
    infinite + [1, 2]: ["computeRent.annualDecline": \.rentAnnualDecline],
  ]

  /// Numbers of a market that are set in a way of their own.
  private static let ofLists = [
    Place(path: "market.jumps.crash.btc.mean", wrong: infinite) {
      $0.market.jumps[0].shape = .normal(mean: [$1, 0, 0], sd: [0, 0, 0])
    },
    Place(path: "market.jumps.crash.btc.up", wrong: negative + [1]) {
      $0.market.compensateJumps = true
      $0.market.jumps[0].shape = .doubleExponential(
        upProbability: 0.5, up: [$1, 0, 0], down: [0, 0, 0])
    },
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
  ]

  private static let ofMiner: Numbers<Miner> = [
    infinite: [
      "cash": \.cashUSD, "cashYield": \.cashYield, "overheadPerYear": \.overheadPerYear,
      "equity.beta.btc": \.marketCap!.beta.btc, "gpuLots.hall.inService": \.gpuLots[0].inService!,
      "orders.o.payments": \.orders[0].payments[0].date, "payments": \.payments[0].date,
    ],
    negative: [
      "minimumCash": \.minimumCashUSD, "graceDays": \.graceDays,
      "idiosyncraticVolatility": \.idiosyncraticVolatility,
      "treasury.btc": \.treasury.holdings.btc, "power.fixedPrice": \.power.fixedPrice,
      "insolvency.barrier": \.insolvency!.barrier, "support.keep": \.support!.keepUSD,
      "asics.petahash": \.asics!.petahash,
      "rigLots.r.joulesPerTerahash": \.rigLots[0].fleet.joulesPerTerahash,
      "rigLots.r.meanDelayYears": \.rigLots[0].meanDelayYears,
      "gpuLots.hall.count": \.gpuLots[0].count,
      "leases.site.revenuePerYear": \.leases[0].revenuePerYear,
      "leases.site.meanDelayYears": \.leases[0].meanDelayYears,
      "leases.site.reletYears": \.leases[0].reletYears,
      "orders.o.payments": \.orders[0].payments[0].amountUSD,
    ],
    notPositive: [
      "equity.marketCap": \.marketCap!.initialUSD,
      "leases.site.discountRate": \.leases[0].discountRate!,
    ],
    noShare: [
      "treasury.hodl": \.treasury.hodl,
      "treasury.maxSaleSharePerWeek": \.treasury.maxSaleSharePerWeek,
      "power.fixedShare": \.power.fixedShare, "power.resaleShare": \.power.resaleShare,
      "equity.perWeek": \.equityIssuancePerWeek, "distributions.share": \.distributions!.share,
      "asics.uptime": \.asics!.uptime,
      "gpuLots.hall.contract.share": \.gpuLots[0].contract!.share,
      "gpuLots.hall.contract.prepaid": \.gpuLots[0].contract!.prepaid,
      "leases.site.costShare": \.leases[0].costShare,
      "leases.site.reletShare": \.leases[0].reletShare,
      "orders.o.advanceRate": \.orders[0].advanceRate,
    ],
    finiteOrNone: [
      "power.until": \.power.until, "gpuLots.hall.contract.until": \.gpuLots[0].contract!.until,
      "leases.site.until": \.leases[0].until,
    ],
    finiteOrNone + [-1]: ["support.cap": \.support!.capUSD],
  ]

  private static let ofLoan: Numbers<Tranche> = [
    infinite: [
      "coupon": \.coupon, "maturity": \.maturity, "floating.margin": \.floating!.margin,
      "floating.floor": \.floating!.floor, "floating.hedgedRate": \.floating!.hedgedRate,
      "commitment.feePerYear": \.commitment!.feePerYear, "refinance.stepUp": \.refinance!.stepUp,
    ],
    negative: [
      "principal": \.principalUSD, "pledge.btc": \.pledge.btc, "pledge.eth": \.pledge.eth,
      "commitment.amount": \.commitment!.amountUSD, "reserve.initial": \.reserve!.initialUSD,
      "sweep.keep": \.sweep!.keepUSD, "refinance.windowYears": \.refinance!.windowYears,
      "covenant.minLiquidity": \.covenant!.minLiquidityUSD!,
    ],
    notPositive: [
      "reserve.months": \.reserve!.months, "margin.restoreLTV": \.margin!.restoreLTV,
      "margin.liquidationLTV": \.margin!.liquidationLTV,
      "refinance.termYears": \.refinance!.termYears,
    ],
    noShare: [
      "balloonShare": \.balloonShare, "heldShare": \.heldShare, "sweep.share": \.sweep!.share,
      "floating.hedgedShare": \.floating!.hedgedShare,
    ],
    finiteOrNone: ["sweep.belowDSCR": \.sweep!.belowDSCR],
    finiteOrNone + [0, -1]: [
      "refinance.maxLTV": \.refinance!.maxLTV, "covenant.maxLTV": \.covenant!.maxLTV!,
    ],
    infinite + [-1]: ["conversion.premium": \.conversionPremium!],
  ]

  /// Numbers of a loan that stand in lists.
  private static let ofSchedules = [
    Place(path: "miners.m.tranches.loan.puts", wrong: infinite) {
      $0.miners[0].tranches[0].puts = [$1]
    },
    Place(path: "miners.m.tranches.loan.amortisation", wrong: infinite) {
      $0.miners[0].tranches[0].amortisation = .custom([PrincipalShare(date: $1, share: 0.5)])
    },
    Place(path: "miners.m.tranches.loan.amortisation", wrong: noShare) {
      $0.miners[0].tranches[0].amortisation = .custom([PrincipalShare(date: 1, share: $1)])
    },
    Place(path: "miners.m.payments", wrong: infinite) { $0.miners[0].payments[0].amountUSD = $1 },
  ]

  private static let places =
    places("", \.self, ofScenario) + places("market.", \.market, ofMarket)
    + places("market.regimes.calm.", \.market.regimes[0], ofRegime) + ofLists
    + places("miners.m.", \.miners[0], ofMiner)
    + places("miners.m.tranches.loan.", \.miners[0].tranches[0], ofLoan) + ofSchedules

  @Test(arguments: places.indices) func aWrongNumberIsNamed(index: Int) throws {
    let place = Self.places[index]
    for value in place.wrong {
      var scenario = Self.scenario()
      place.set(&scenario, value)
      let fault = try #require(throws: ScenarioFault.self) { try scenario.validate() }
      #expect(fault.path == place.path, "\(value)")
      let found = value.isFinite ? JSONScalar.shortest(value) : "\(value)"
      #expect(fault.message.hasPrefix("expected ") && fault.message.hasSuffix(", found \(found)"))
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

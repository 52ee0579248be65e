import CreditBasics
import ScenarioFiles
import Testing

/// The whole format read once, against values written down by hand.
@Suite struct FullExampleTests {
  let scenario: Scenario

  init() throws {
    scenario = try ScenarioReader.read(text: FullExample.text, name: "full.json5").scenario
  }

  @Test func frame() {
    #expect(scenario.name == "double-leverage")
    #expect(scenario.asOf == "2025-12-31")
    #expect(scenario.grid == TimeGrid(horizonYears: 5, stepsPerYear: 52))
    #expect(scenario.riskFreeRate == 0.037)
    #expect(scenario.simulation == Simulation(paths: 2000, seed: .max))
    #expect(scenario.lenderView == LenderView(regime: 0, usefulLifeYears: 5.5))
    #expect(
      scenario.resolution
        == ResolutionTerms(
          costRate: 0.08, coinCostRate: 0.005, lagYears: 0.75, relocationHaircut: 0.25,
          scrapShare: 0.05, leaseHaircut: 0.2, leaseLagYears: 0.5, contractYield: 0.1,
          subsidiaryHaircut: 0.6))
    #expect(
      scenario.tenants == [
        Tenant(name: "AI lab", risk: 1.5, guarantor: 1), Tenant(name: "hyperscaler", risk: 0.02),
      ])
  }

  @Test func regimes() {
    let market = scenario.market
    #expect(market.regimes.map(\.name) == ["calm", "stress"])
    #expect(market.initialRegime == [0.9, 0.1])
    #expect(market.switching == [[0, 4.4], [18, 0]])
    var correlation = Regime.uncorrelated
    for (row, column, value) in [(0, 1, 0.88), (0, 3, 0.55), (1, 3, 0.55)] {
      correlation[row][column] = value
      correlation[column][row] = value
    }
    #expect(
      market.regimes[1]
        == Regime(
          name: "stress",
          coins: PerCoin(
            btc: CoinDynamics(drift: -0.5, volatility: 0.82),
            eth: CoinDynamics(drift: -0.6, volatility: 1.05)),
          hashrateVolatility: 0.15, rentAnnualDecline: 0.35, rentVolatility: 0.45,
          powerVolatility: 0.4, shortRateVolatility: 0.012, shortRateMean: 0.05,
          correlation: correlation, utilisation: 0.5,
          tenantDefaultPerYear: 0.1, refinancingOpen: false,
          refinancingPremium: 0.03, equityOpen: false))
  }

  @Test func market() {
    let market = scenario.market
    #expect(
      market.coins
        == PerCoin(
          btc: CoinMarket(spotUSD: 87500, depth: CoinDepth(usdPerDay: 3e9, permanentShare: 0.1)),
          eth: CoinMarket(spotUSD: 2970, depth: CoinDepth(usdPerDay: 1e9, permanentShare: 0.1))))
    #expect(market.compensateJumps)
    // 836 and 2297 days after the as-of date.
    #expect(
      market.network
        == MiningNetwork(
          hashratePH: 1.05e6, growth: 0.2, revenueElasticity: 0.6, meanReversion: 0.68,
          blockSubsidy: 3.125, feeShare: 0.01, halvings: [836 / 365.25, 2297 / 365.25]))
    #expect(market.rentMeanReversion == 0.8)
    #expect(market.power == QuotedMarket(spot: 45, meanReversion: 2))
    #expect(
      market.shortRate == ShortRateMarket(initial: 0.0375, mean: 0.035, meanReversion: 0.4))
    // 90 days after the as-of date, and 30 before it.
    let values = [90000, 3100, 1.1e6, 0.9, 50, 0.04].map {
      [GivenPath.Row(date: 90 / 365.25, value: $0)]
    }
    let stages = [(-30 / 365.25, 0), (90 / 365.25, 1)].map {
      GivenPath.Row(date: $0.0, value: $0.1)
    }
    #expect(market.given == GivenPath(values: values, regimes: stages))
    #expect(market.rigElasticity == 1.3)
    #expect(market.rigDepth == HardwareDepth(units: 40000, absorptionPerYear: 4))
    #expect(
      market.jumps == [
        JumpEvent(
          name: "crypto crash", intensityPerYear: [2.5, 12],
          shape: .doubleExponential(
            upProbability: 0.4, up: [0.09, 0.117, 0], down: [0.1, 0.13, 0])),
        JumpEvent(
          name: "systemic shock", intensityPerYear: [0.05, 0.5],
          shape: .normal(mean: [-0.15, -0.2, -0.25], sd: [0.1, 0.12, 0.1])),
      ])
    #expect(
      market.gpus == [
        GPUClass(
          name: "H100", rentPerHour: 2.2, newPriceUSD: 42000, resalePriceUSD: 20000,
          resaleDecline: 0.26, rentSensitivity: 0.6, kilowatts: 1.4, opexPerHour: 0.35,
          depth: HardwareDepth(units: 20000, absorptionPerYear: 2))
      ])
    #expect(
      market.launches == [
        Launch(
          name: "Rubin", date: 273 / 365.25, meanDelayYears: 0.25,
          impacts: [LaunchImpact(gpu: 0, rentHaircut: 0.1, resaleHaircut: 0.2)])
      ])
  }

  @Test func miner() {
    let contract = RentalContract(
      share: 0.7, ratePerHour: 2.4, until: 821 / 365.25, walkAwayBelow: 0.6, tenantRisk: 1.5,
      tenant: 0, isAssignable: true, prepaid: 0.2)
    let expected = Miner(
      name: "hy-pivot", parent: 1, support: ParentSupport(capUSD: 5e7, keepUSD: 1e7), cashUSD: 4e8,
      cashYield: 0.03, minimumCashUSD: 5e7, graceDays: 28,
      overheadPerYear: 9e7, idiosyncraticVolatility: 0.1,
      treasury: Treasury(
        holdings: PerCoin(btc: 12000, eth: 10), ethStakingYield: 0.03, hodl: 0.3,
        saleOrder: [.btc, .eth], maxSaleSharePerWeek: 0.25),
      asics: ASICFleet(
        petahash: 50000, joulesPerTerahash: 18, uptime: 0.95, resalePerTerahash: 13),
      rigLots: [
        RigLot(
          name: "S21",
          fleet: ASICFleet(
            petahash: 20000, joulesPerTerahash: 17, uptime: 0.9, resalePerTerahash: 15),
          inService: 181 / 365.25, meanDelayYears: 0.2, liens: [3, 2], order: 0)
      ],
      power: PowerContract(
        fixedPrice: 42, fixedShare: 0.8, until: 1096 / 365.25, resaleShare: 0.5),
      equityIssuancePerWeek: 0.005, prefundWeeks: 26,
      distributions: DistributionTerms(share: 0.4, keepUSD: 3e7, perYear: 4, minDSCR: 1.35),
      marketCap: MarketCapitalisation(
        initialUSD: 8.7e8, beta: PerCoin(btc: 1.4, eth: 0.1), rentBeta: 0.3),
      orders: [
        Order(
          name: "H100 order",
          payments: [
            DatedPayment(date: 90 / 365.25, amountUSD: 2e8),
            DatedPayment(date: 181 / 365.25, amountUSD: 3e8),
          ], fundedBy: 3, advanceRate: 0.8, isCancellable: true)
      ],
      payments: [DatedPayment(date: 105 / 365.25, amountUSD: 3e6)],
      gpuLots: [
        GPULot(
          name: "campus", gpu: 0, count: 10000, inService: 90 / 365.25, meanDelayYears: 0.1,
          pledgedTo: 2, order: 0, contract: contract)
      ],
      leases: [
        Lease(
          name: "colocation", revenuePerYear: 1.2e8, costShare: 0.16, from: 181 / 365.25,
          until: 3834 / 365.25, meanDelayYears: 0.25, tenantRisk: 0.5, tenant: 1,
          discountRate: 0.09, reletYears: 0.5,
          reletShare: 0.7, liens: [3], order: 0)
      ],
      tranches: tranches, insolvency: InsolvencyTest(barrier: 0.9, tested: .atHorizon),
      tags: ["sector": "AI cloud", "own rating": "BB-"])
    #expect(scenario.miners[0] == expected)
  }

  private var tranches: [Tranche] {
    [
      Tranche(
        name: "2029 convertible", kind: .convertible, principalUSD: 3e8, coupon: 0.01,
        maturity: 1431 / 365.25, paymentsPerYear: 2, amortisation: .bullet, seniority: 3,
        conversionPremium: 0.4, puts: [700 / 365.25]),
      Tranche(
        name: "2030 notes", kind: .highYield, principalUSD: 4e8, coupon: 0.0925,
        maturity: 1642 / 365.25, paymentsPerYear: 2,
        amortisation: .custom([
          PrincipalShare(date: 912 / 365.25, share: 0.25),
          PrincipalShare(date: 1277 / 365.25, share: 0.25),
        ]), seniority: 2,
        refinance: RefinanceTerms(
          maxLTV: 0.7, minDSCR: 1.3, termYears: 3, stepUp: 0.02, windowYears: 1)),
      Tranche(
        name: "GPU loan", kind: .abl, principalUSD: 2e8, coupon: 0.105, maturity: 1461 / 365.25,
        paymentsPerYear: 12, amortisation: .annuity, seniority: 4, heldShare: 0.9,
        marketSpread: 0.04,
        pledge: PerCoin(btc: 1500, eth: 1),
        margin: MarginTerms(
          initialLTV: 0.65, callLTV: 0.8, liquidationLTV: 0.9, restoreLTV: 0.7, releaseLTV: 0.55,
          remedy: .seize),
        covenant: CovenantTerms(
          minDSCR: 1.2, maxLTV: 0.95, minLiquidityUSD: 2e7, testsPerYear: 2, breachesToDefault: 2,
          equityCures: 3)),
      // 0.0425 + half at 3.6 % and half at 3.75 %.
      Tranche(
        name: "term loan", kind: .abl, principalUSD: 1.5e8, coupon: 0.0425 + 0.018 + 0.01875,
        maturity: 1826 / 365.25, paymentsPerYear: 4, amortisation: .straightLine, seniority: 1,
        floating: FloatingTerms(
          margin: 0.0425, floor: 0.01, hedgedShare: 0.5, hedgedRate: 0.036),
        amortisationFrom: 546 / 365.25, balloonShare: 0.2, pikUntil: 365 / 365.25,
        commitment: Commitment(
          amountUSD: 4e8, availableUntil: 455 / 365.25, feePerYear: 0.01),
        reserve: ReserveTerms(months: 6, initialUSD: 1e7),
        sweep: SweepTerms(share: 0.5, keepUSD: 2e7, belowDSCR: 1.35)),
    ]
  }
}

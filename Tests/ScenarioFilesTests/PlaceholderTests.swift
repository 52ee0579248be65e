import CreditBasics
import ScenarioFiles
import Testing

/// What holds when keys are absent.
@Suite struct PlaceholderTests {
  private func read(
    top: String = "", market: String = "", miner: String = "cash: 0"
  ) throws(ScenarioError) -> Scenario {
    let text = SmallScenario.text(top: top, market: market, miner: miner)
    return try ScenarioReader.read(text: text, name: "small.json5").scenario
  }

  @Test func smallestScenario() throws {
    // The vocabulary's own placeholders are those of the format.
    let expected = try Scenario(
      name: "small", asOf: "2025-12-31", grid: TimeGrid(horizonYears: 1, stepsPerYear: 52),
      riskFreeRate: 0, simulation: Simulation(), lenderView: LenderView(regime: 0),
      market: Market(
        regimes: [Regime(name: "calm")], initialRegime: [1], switching: [[0]]),
      resolution: ResolutionTerms(), miners: [Miner(name: "a")])
    #expect(try read() == expected)
  }

  @Test func simulationIsLargeByDefault() throws {
    #expect(try read().simulation == Simulation(paths: 100_000, seed: 1))
  }

  static let kinds: [(TrancheKind, Amortisation, seniority: Int, payments: Int, MarginRemedy)] = [
    (.convertible, .bullet, 3, 2, .default), (.highYield, .bullet, 2, 2, .default),
    (.abl, .straightLine, 1, 4, .default), (.projectFinance, .annuity, 1, 4, .default),
    (.bitcoinLoan, .bullet, 1, 12, .seize),
  ]

  @Test(arguments: kinds)
  func kindsSetTerms(
    kind: TrancheKind, amortisation: Amortisation, seniority: Int, payments: Int,
    remedy: MarginRemedy
  ) throws {
    let plain = "kind: '\(kind.rawValue)', principal: 1, coupon: 0, maturity: '2025-12-31'"
    let margin = "margin: {initialLTV: 0.6, callLTV: 0.6, liquidationLTV: 0.6}"
    let scenario = try read(miner: "tranches: {x: {\(plain), \(margin)}, y: {\(plain)}}")
    let tranches = scenario.miners[0].tranches
    #expect(
      tranches[0]
        == Tranche(
          name: "x", kind: kind, principalUSD: 1, coupon: 0, maturity: 0,
          paymentsPerYear: payments, amortisation: amortisation, seniority: seniority,
          margin: MarginTerms(
            initialLTV: 0.6, callLTV: 0.6, liquidationLTV: 0.6, remedy: remedy)))
    #expect(tranches[1].margin == nil && tranches[1].covenant == nil)
    #expect(tranches[1].conversionPremium == nil && tranches[1].refinance == nil)
  }

  @Test func optionalTermsHaveTheirOwn() throws {
    let loan = "kind: 'abl', principal: 1, coupon: 0, maturity: '2026-12-31'"
    let scenario = try read(
      market: "gpus: {G: {rentPerHour: 0, resalePrice: 0}}, launches: {L: {impact: {G: {}}}},",
      miner: """
        tranches: {x: {\(loan), covenant: {minDSCR: 1.2}, refinance: {termYears: 3}}},
        gpuLots: {l: {gpu: 'G', count: 1, contract: {ratePerHour: 2}}},
        leases: {h: {revenuePerYear: 1}}, insolvency: {}
        """)
    let miner = scenario.miners[0]
    #expect(miner.tranches[0].covenant == CovenantTerms(minDSCR: 1.2))
    #expect(miner.tranches[0].refinance == RefinanceTerms(termYears: 3))
    #expect(
      miner.gpuLots == [
        GPULot(name: "l", gpu: 0, count: 1, contract: RentalContract(ratePerHour: 2))
      ])
    #expect(miner.leases == [Lease(name: "h", revenuePerYear: 1)])
    #expect(miner.insolvency == InsolvencyTest(barrier: 1, tested: .everyStep))
    #expect(
      scenario.market.launches == [Launch(name: "L", date: 0, impacts: [LaunchImpact(gpu: 0)])])
  }

  @Test func initialRegimeIsTheFirstAndLendersTakeTheLikeliest() throws {
    let text = SmallScenario.text().replacing(
      "regimes: { calm: {} }", with: "regimes: { winter: {}, calm: {}, stress: {} }")
    let first = try ScenarioReader.read(text: text, name: "small.json5").scenario
    #expect(first.market.initialRegime == [1, 0, 0])
    #expect(first.lenderView.regime == 0)
    let set = "market.initialRegime={stress: 0.4, winter: 0.4, calm: 0.2}"
    let tie = try ScenarioReader.read(text: text, name: "small.json5", overrides: [set]).scenario
    #expect(tie.market.initialRegime == [0.2, 0.4, 0.4])
    #expect(tie.lenderView.regime == 1)
    #expect(tie.lenderView.regime == tie.market.initiallyMostProbableRegime)
  }
}

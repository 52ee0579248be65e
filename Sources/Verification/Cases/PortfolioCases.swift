import CreditBasics
import Foundation

/// Defaults of several borrowers together.
enum PortfolioCases {
  static var all: [VerificationCase] { [joint, vasicek] }

  /// Bitcoin, Ether and GPUs as assets, correlated in pairs.
  private static var joint: VerificationCase {
    let pairs: [(Driver, Driver, Double)] = [
      (.btc, .eth, 0.8), (.btc, .computeRent, 0.3), (.eth, .computeRent, 0.45),
    ]
    let (btc, eth) = (
      CoinDynamics(drift: 0.05, volatility: 0.5), CoinDynamics(drift: 0, volatility: 0.7)
    )
    let rent = MeanReversion(speed: 1, volatility: 0.6)
    let (debts, years) = ([700.0, 500.0, 850.0], 1.0)
    var regime = ScenarioParts.regime(btc: btc, eth: eth, correlation: pairs)
    regime.rentVolatility = rent.volatility
    var market = ScenarioParts.market([regime])
    market.rentMeanReversion = rent.speed
    market.gpus = [GPUClass(name: "GPU", resalePriceUSD: 100, rentSensitivity: 0.9)]
    let owner = Miner(
      name: "gpu firm", gpuLots: [GPULot(name: "lot", gpu: 0, count: 10)],
      tranches: [ScenarioParts.loan(principal: debts[2])],
      insolvency: InsolvencyTest(tested: .atHorizon))
    // With one step a year the correlation of reverting noise is that of the shocks.
    let scenario = ScenarioParts.scenario(
      "joint-default", market,
      [
        ScenarioParts.coinFirm("btc firm", debt: debts[0]),
        ScenarioParts.coinFirm("eth firm", .eth, debt: debts[1]), owner,
      ], years: years, stepsPerYear: 1, seed: 1954)
    let thresholds = [
      -MertonFirm(
        assets: 1000, debt: debts[0], drift: btc.drift, volatility: btc.volatility, years: years
      ).distanceToDefault,
      -MertonFirm(
        assets: 1000, debt: debts[1], drift: eth.drift, volatility: eth.volatility, years: years
      ).distanceToDefault,
      log(debts[2] / 1000) / (0.9 * rent.variance(years).squareRoot()),
    ]
    let names = scenario.miners.map(\.name)
    let indices = [(0, 1), (0, 2), (1, 2)]
    return VerificationCase(
      source: "bivariate normal; Plackett (1954)", scenario: scenario,
      checks: names.indices.map {
        .defaultProbability(names[$0], exact: NormalLaw.distribution(thresholds[$0]))
      }
        + zip(indices, pairs).map { index, pair in
          .jointDefault(
            names[index.0], names[index.1],
            exact: NormalLaw.bivariate(
              thresholds[index.0], thresholds[index.1], correlation: pair.2))
        })
  }

  /// Thirty equal borrowers with Bitcoin in common; lenders recover nothing.
  static var vasicekBook: (book: HomogeneousBook, scenario: Scenario, lossEach: Double) {
    let (common, own, years) = (0.35, 0.5, 1.0)
    let total = (common * common + own * own).squareRoot()
    let firm = MertonFirm(assets: 1000, debt: 450, drift: 0.02, volatility: total, years: years)
    let book = HomogeneousBook(
      borrowers: 30, defaultProbability: firm.defaultProbability,
      correlation: common * common / (total * total))
    let names = (0..<book.borrowers).map { $0 < 10 ? "firm 0\($0)" : "firm \($0)" }
    let market = ScenarioParts.market(btc: CoinDynamics(drift: firm.drift, volatility: common))
    let scenario = ScenarioParts.scenario(
      "vasicek-2002", market,
      names.map { ScenarioParts.coinFirm($0, debt: firm.debt, ownVolatility: own) },
      years: years, stepsPerYear: 2, rate: 0.03, resolution: ResolutionTerms(coinCostRate: 1),
      seed: 1987)
    return (book, scenario, exp(-0.03 * years) * firm.debt)
  }

  private static var vasicek: VerificationCase {
    let (book, scenario, lossEach) = vasicekBook
    let counts = book.counts
    let names = scenario.miners.map(\.name)
    let losses = DiscreteLoss(
      points: counts.enumerated().map { (Double($0.offset) * lossEach, $0.element) })
    return VerificationCase(
      source: "Vasicek (1987, 2002)", scenario: scenario,
      checks: [
        .defaultProbability(names[7], exact: book.defaultProbability),
        .jointDefault(names[3], names[21], exact: book.jointProbability),
        .expectedLoss(exact: Double(book.borrowers) * book.defaultProbability * lossEach),
      ] + [0, 1, 2, 5, 10, 15].map { .defaults($0, exact: counts[$0]) }
        + [950, 990, 995, 999].map {
          .expectedShortfall($0, exact: losses.expectedShortfall(Double($0) / 1000))
        })
  }
}

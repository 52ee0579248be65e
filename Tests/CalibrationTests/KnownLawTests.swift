import Foundation
import PathLedger
import ScenarioFiles
import TestSupport
import Testing

@testable import Calibration

/// Parameters that are known because the engine itself made the history.
@Suite struct KnownLawTests {
  /// Twenty years of weeks of two coins in two regimes, by the scalar twin.
  static func history(path: UInt64) throws -> (history: PriceHistory, weeks: WeeklyReturns) {
    let text = """
      {
        name: "law", asOf: "2000-01-01", horizonYears: 20, stepsPerYear: 52,
        market: {
          initialRegime: { calm: 0.7, stress: 0.3 },
          switching: { calm: { stress: 3 }, stress: { calm: 8 } },
          regimes: {
            calm: {
              btc: { drift: 0.2, volatility: 0.4 }, eth: { drift: 0.2, volatility: 0.6 },
              networkHashrate: { volatility: 0.2 },
              computeRent: { annualDecline: 0.2, volatility: 0.3 }, correlation: { btc: { eth: 0.8 } },
            },
            stress: {
              btc: { drift: 0.3, volatility: 1.1 }, eth: { drift: 0.4, volatility: 1.4 },
              networkHashrate: { volatility: 0.2 },
              computeRent: { annualDecline: 0.2, volatility: 0.3 }, correlation: { btc: { eth: 0.6 } },
            },
          },
          btc: { spot: 100 }, eth: { spot: 10 }, computeRent: { meanReversion: 2 },
          network: { hashrate: 1000, growth: 0.1, revenueElasticity: 0.6, meanReversion: 0.8, blockSubsidy: 1 },
        },
        miners: { idle: { treasury: { btc: 1, eth: 1 } } },
      }
      """
    let scenario = try ScenarioReader.read(text: text, name: "law.json5").scenario
    let market = PathLedger(scenario: scenario).run(path: path, recording: true).market
    let series = { (value: (MarketSnapshot) -> Double) in
      // Days of a 52nd of a year, seven by seven: dated before the first halving.
      PriceHistory.Series(
        days: market.map { 7 * $0.step }, logs: market.map { logarithm(value($0)) })
    }
    let history = PriceHistory(series: [
      .btc: series { $0.coinUSD.btc }, .eth: series { $0.coinUSD.eth },
      .computeRent: series { $0.rentIndex }, .networkHashrate: series { $0.hashratePH },
    ])
    return (history, try #require(WeeklyReturns(history, weekday: 3)))
  }

  /// A model that another history made very likely is improved on this one until nothing is gained.
  @Test func aRefitForgetsTheLikelihoodOfOtherReturns() throws {
    let (_, weeks) = try Self.history(path: 3)
    let fresh = try #require(RegimeModel.fit(weeks, regimes: 2))
    var known = fresh
    known.transition = [[0.8, 0.2], [0.2, 0.8]]
    known.logLikelihood = 1e6
    let again = known.maximised(weeks.rows, rounds: 500)
    #expect(abs(again.logLikelihood - fresh.logLikelihood) < 0.01)
    #expect(abs(again.transition[0][0] - fresh.transition[0][0]) < 0.01)
  }

  @Test func regimesAreRecovered() throws {
    let (_, weeks) = try Self.history(path: 3)
    let model = try #require(RegimeModel.fit(weeks, regimes: 2))
    let errors = RegimeErrors(model, weeks.rows)
    for (regime, truth) in [[0.4, 0.6], [1.1, 1.4]].enumerated() {
      for coin in 0..<2 {
        expectAgrees(
          model.volatility(regime, coin),
          standardError: try #require(errors.volatility[regime][coin].error),
          with: truth[coin], "volatility \(regime) \(coin)")
      }
      expectAgrees(
        try #require(model.correlation(regime)),
        standardError: try #require(errors.correlation[regime].error),
        with: [0.8, 0.6][regime], "correlation \(regime)")
    }
    // Over a week with switching: P = 1 − q/(q + s) (1 − e^{−(q+s)Δ}).
    let leave = [3.0, 8.0]
    for regime in 0..<2 {
      let decay = 1 - exponential(-11 * 7 / 365.25)
      expectAgrees(
        model.transition[regime][regime],
        standardError: try #require(errors.transition[regime][regime].error),
        with: 1 - leave[regime] / 11 * decay, "stays \(regime)")
      // The generator reproduces the matrix that it comes from.
      let q = SwitchingFit(model.transition).intensities
      let sum = q[0][1] + q[1][0]
      expectEqual(
        model.transition[regime][1 - regime],
        q[regime][1 - regime] / sum * (1 - exponential(-sum * 7 / 365.25)), within: 1e-6)
    }
  }

  @Test func driftsVolatilitiesAndCorrelationsAreRecovered() throws {
    let (history, _) = try Self.history(path: 4)
    let hash = try #require(history.series[.networkHashrate].flatMap { DiffusionFit($0) })
    #expect(hash.count == 1039)
    let rent = try #require(history.series[.computeRent].flatMap { ReversionFit($0) })
    expectAgrees(
      rent.volatility.value, standardError: try #require(rent.volatility.error), with: 0.3,
      "rent volatility")
    expectAgrees(
      rent.speed.value, standardError: try #require(rent.speed.error), with: 2, "rent reversion")
    expectAgrees(
      rent.trend.value, standardError: try #require(rent.trend.error), with: logarithm(0.8),
      "rent trend")
  }

  @Test func hashrateElasticityIsRecovered() throws {
    let (history, _) = try Self.history(path: 5)
    let fit = try #require(HashrateFit(history, halvings: Halvings.chain))
    for (name, fitted, truth) in [
      ("speed", fit.speed, 0.8), ("elasticity", fit.elasticity, 0.6), ("growth", fit.growth, 0.1),
    ] {
      expectAgrees(fitted.value, standardError: try #require(fitted.error), with: truth, name)
    }
  }

  @Test func backTestOfTheTrueLawPasses() throws {
    let (history, weeks) = try Self.history(path: 6)
    let report = CalibrationReport(history, regimes: 2, weekday: 3)
    let test = try #require(report.backTest)
    #expect(test.rows.count == 2 * 4 * 2)
    #expect(test.rows.allSatisfy { $0.pValue > 1e-4 })
    #expect(test.quantiles[.btc]?.count == weeks.rows.count)
  }

  /// The fragment is a scenario's market: it can be extended, and means what was fitted.
  @Test func fragmentCanBeExtended() throws {
    let (history, _) = try Self.history(path: 7)
    let report = CalibrationReport(history, regimes: 3, weekday: 3)
    let fragment = MarketFragment(report, source: "law.csv", over: nil).text
    let document = try ScenarioDocument.parse(
      String(fragment.dropLast(fragment.reversed().firstIndex { $0 == "}" }! + 1))
        + "miners: { idle: { treasury: { btc: 1 } } } }", name: "market.json5",
      overrides: ["name=x", "asOf=2025-12-31", "horizonYears=1", "market.network=null"])
    #expect(fragment.contains("calibratedOn: { btc: \"1989-11-"))
    let market = try document.resolve().scenario.market
    #expect(market.regimes.map(\.name) == ["calm", "middle", "stress"])
    let model = try #require(report.regimes)
    expectEqual(market.regimes[2].coins.btc.volatility, model.volatility(2, 0), within: 6e-3)
    let switching = try #require(report.switching)
    expectEqual(market.switching[0][2], switching.intensities[0][2], within: 1e-3, absolute: 1e-3)
    for (given, written) in zip(market.initialRegime, switching.shares) {
      expectEqual(given, written, absolute: 2e-4)
    }
  }

  /// Over a scenario with a regime of its own, the regime stays with its share.
  @Test func fragmentKeepsTheRegimesOfItsBase() throws {
    let (history, _) = try Self.history(path: 7)
    let report = CalibrationReport(history, regimes: 2, weekday: 3)
    let file = RepositoryFiles.path("scenarios/baseline.json5")
    let base = try ScenarioReader.read(file: file).scenario
    let fragment = MarketFragment(
      report, source: "law.csv", over: .init(base, file: file, fitted: ["calm", "stress"]))
    let market = try ScenarioReader.read(text: fragment.text, name: "market.json5").scenario.market
    #expect(market.regimes.map(\.name) == ["calm", "stress", "winter"])
    #expect(market.initialRegime[2] == base.market.initialRegime[2])
    #expect(market.switching[0][2] == base.market.switching[0][2])
    let model = try #require(report.regimes)
    let share = model.stationary[0] * (1 - base.market.initialRegime[2])
    expectEqual(market.initialRegime[0], share, within: 1e-3)
  }

  /// Of nine windows at 1 %, one below is p = 0.079 and two are p < 0.01: where losses come twice as often,
  /// the test rejects with the probability of two or more, 1 − 0.98⁹ − 9 · 0.02 · 0.98⁸ = 0.0131.
  @Test func powerIsTheProbabilityOfTheCountsThatReject() {
    #expect(BackTest.kupiec(1, of: 9, 0.01) > 0.05 && BackTest.kupiec(2, of: 9, 0.01) < 0.05)
    expectEqual(
      BackTest.power(of: 9, 0.01, when: 0.02, at: 0.05), 0.013115, absolute: 1e-6)
    #expect(BackTest.power(of: 0, 0.01, when: 0.02, at: 0.05) == 0)
  }

  @Test func kupiecAgreesWithItsPaper() {
    // LR = 2 ln(((1 − x/n)^(n−x) (x/n)^x) / ((1 − p)^(n−x) p^x)); 7 failures of 250 at 1 %: LR = 5.497.
    expectEqual(BackTest.kupiec(7, of: 250, 0.01), 0.01905, within: 1e-3)
    expectEqual(BackTest.kupiec(0, of: 100, 0.05), 0.001360, within: 1e-3)
    expectEqual(BackTest.kupiec(5, of: 100, 0.05), 1, within: 1e-9)
  }
}

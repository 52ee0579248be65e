import CreditBasics
import Foundation
import Reporting
import RiskMeasures
import ScenarioFiles
import ScenarioWarnings
import StressEngine
import TestSupport
import Testing

/// Valid scenarios at the edges of what the format allows give finite numbers or empty fields.
@Suite struct ExtremeScenarioTests {
  private static func scenario(_ name: String, _ overrides: [String]) throws -> Scenario {
    let file = RepositoryFiles.path("scenarios/\(name).json5")
    let read = try ScenarioReader.read(file: file, overrides: ["simulation.paths=16"] + overrides)
    #expect(read.warnings.allSatisfy { !$0.message.isEmpty })
    return read.scenario
  }

  /// Looks at the numbers themselves: a table would leave the field of a NaN empty.
  ///
  /// Where assets have vanished an LTV is infinite; nothing else may be.
  private func expectFinite(_ scenario: Scenario) throws {
    let run = StressRun(scenario, threads: 1)
    let result = run.result(of: try #require(run.run()))
    let infinite = namesOfInfinities(in: result)
    let undefined = namesOfNaN(in: result)
    #expect(undefined == [], "NaN in \(undefined.sorted())")
    #expect(
      infinite.isSubset(of: ["extras.Array<LoanToValueFanRow>.quantiles"]),
      "infinite: \(infinite.sorted())")
  }

  private static func volatilities(_ value: Double) -> [String] {
    ["calm", "stress"].flatMap { regime in
      ["btc", "networkHashrate", "powerPrice"].map {
        "market.regimes.\(regime).\($0).volatility=\(value)"
      }
    }
  }

  @Test(arguments: [0, 5.0]) func volatility(value: Double) throws {
    try expectFinite(Self.scenario("starter", Self.volatilities(value)))
  }

  @Test(arguments: ["starter", "double-leverage"]) func fiftyYears(name: String) throws {
    try expectFinite(Self.scenario(name, ["horizonYears=50", "stepsPerYear=12"]))
  }

  @Test(arguments: ["starter", "double-leverage"]) func oneStepAYear(name: String) throws {
    try expectFinite(Self.scenario(name, ["stepsPerYear=1"]))
  }

  @Test func hourlySteps() throws {
    try expectFinite(Self.scenario("starter", ["stepsPerYear=8766", "horizonYears=1"]))
  }

  /// Markets that take next to nothing, down to the smallest number that a scenario may hold.
  @Test(arguments: ["1e-100", "1e-9", "1", "1e5"])
  func hardlyAnyDepth(dollars: String) throws {
    let depths = ["btc", "eth"].map { "market.coinDepth.\($0).usdPerDay=\(dollars)" }
    let units = ["H100", "B200"].map { "market.gpus.\($0).depth.units=\(dollars)" }
    try expectFinite(Self.scenario("severe", depths + units))
    try expectFinite(Self.scenario("crowded-collateral", depths + units))
  }

  @Test func hardlyAnyNetwork() throws {
    try expectFinite(Self.scenario("baseline", ["market.network.hashrate=1e-100"]))
    try expectFinite(Self.scenario("baseline", ["market.btc.spot=1e-100"]))
    #expect(throws: (any Error).self) {
      try Self.scenario("baseline", ["market.network.hashrate=1051e-320"])
    }
  }

  @Test func twoHundredMiners() throws {
    var scenario = try Self.scenario("starter", ["horizonYears=1"])
    let miner = scenario.miners[0]
    scenario.miners = (0..<200).map { index in
      var copy = miner
      copy.name = "miner \(1000 + index)"
      return copy
    }
    try expectFinite(scenario)
  }

  @Test func fiftyTranches() throws {
    var scenario = try Self.scenario("starter", [])
    let tranche = scenario.miners[0].tranches[1]
    scenario.miners[0].tranches += (0..<48).map { index in
      var copy = tranche
      copy.name = "z \(1000 + index)"
      return copy
    }
    try expectFinite(scenario)
  }

  @Test func everythingZero() throws {
    let text = """
      { name: "zero", asOf: "2025-12-31", horizonYears: 1, simulation: { paths: 16 },
        market: { regimes: { calm: {} } }, miners: { nothing: {}, poor: { cash: 0 } } }
      """
    try expectFinite(ScenarioReader.read(text: text, name: "zero").scenario)
  }
}

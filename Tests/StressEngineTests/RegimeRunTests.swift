import CreditBasics
import Foundation
import RiskMeasures
import StressEngine
import TestSupport
import Testing

/// Time in regimes, and how they lie to the largest fall of rent, in whole runs.
@Suite struct RegimeRunTests {
  func rows(_ scenario: Scenario) throws -> [RegimeRow] {
    let run = StressRun(scenario, threads: 2, extras: .regimes)
    let tally = try #require(run.run())
    return try #require(run.result(of: tally).extras[RegimeRow.self])
  }

  func scenario(_ years: Double) -> Scenario {
    var scenario = SmallScenarios.scenario([Miner(name: "a")], years: years)
    scenario.market.regimes = [
      Regime(name: "calm"), Regime(name: "crunch", refinancingOpen: false),
    ]
    scenario.market.initialRegime = [1, 0]
    scenario.market.switching = [[0, 0], [0, 0]]
    return scenario
  }

  /// A crunch from month 12 to 18; rent halves from month 24 to 36 and falls by a fifth in the year after.
  @Test func aGivenPathByHand() throws {
    var scenario = scenario(4)
    var given = GivenPath()
    given.regimes = [
      GivenPath.Row(date: 0, value: 0), GivenPath.Row(date: 1, value: 1),
      GivenPath.Row(date: 1.5, value: 0),
    ]
    given.values[Driver.computeRent.rawValue] = [
      GivenPath.Row(date: 2, value: 1), GivenPath.Row(date: 3, value: 0.5),
      GivenPath.Row(date: 4, value: 0.4),
    ]
    scenario.market.given = given
    let rows = try rows(scenario)
    #expect(rows.map(\.name) == ["calm", "crunch", "CRUNCH"])
    #expect(rows.map(\.timeShare.value) == [0.875, 0.125, 0.125])
    #expect(rows.map(\.entries.count) == [1, 1, 1])
    #expect(rows.map { $0.firstYear?.value } == [0, 1, 1])
    #expect(rows.map { $0.lead?.months.value } == [24, 12, 12])
    #expect(rows.map { $0.lead?.quantiles } == [[24, 24, 24], [12, 12, 12], [12, 12, 12]])
    #expect(rows.map { $0.lead?.unrelatedMonths } == [24, 12, 12])
    #expect(rows.map { $0.lead?.before.count } == [1, 1, 1])
  }

  /// Rent that falls by the same every year falls most at once, and a crunch of the second year is late.
  @Test func aCrunchAfterTheFallHasANegativeLead() throws {
    var scenario = scenario(3)
    for regime in 0...1 { scenario.market.regimes[regime].rentAnnualDecline = 0.3 }
    var given = GivenPath()
    given.regimes = [
      GivenPath.Row(date: 0, value: 0), GivenPath.Row(date: 1.25, value: 1),
    ]
    scenario.market.given = given
    let crunch = try #require(try rows(scenario).last)
    #expect(crunch.timeShare.value == 21.0 / 36)
    #expect(crunch.lead?.months.value == -15)
    #expect(crunch.lead?.quantiles == [-15, -15, -15])
    #expect(crunch.lead?.before.count == 0)
  }

  /// Two states with intensities 1 and 3: the mean share of steps and the chance of a first visit.
  @Test func timeInRegimesInClosedForm() throws {
    var scenario = scenario(2)
    scenario.market.switching = [[0, 1], [3, 0]]
    scenario.simulation.paths = 20_000
    let rows = try rows(scenario)
    #expect(rows.map(\.name) == ["calm", "crunch", "CRUNCH"])
    // P(crunch in step k) = (1 − e^(−4 k/12)) / 4; the first step is calm.
    let inCrunch = (0..<24).map { step -> Double in (1 - exp(-Double(step) / 3)) / 4 }
    let share = inCrunch.reduce(0, +) / 24
    expectAgrees(
      rows[1].timeShare.value, standardError: try #require(rows[1].timeShare.standardError),
      with: share)
    // It stays calm over a step with the probability of P itself, which counts returns within the step.
    let stays = 1 - inCrunch[1]
    expectAgrees(
      rows[1].entries.value, standardError: rows[1].entries.standardError,
      with: 1 - pow(stays, 23))
    // Nothing moves rent: there is no fall to be compared with.
    #expect(rows.allSatisfy { $0.lead == nil })
  }
}

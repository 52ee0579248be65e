import CreditBasics
import Foundation

/// The figures of a `scenario.json` that a run's manifest repeats; nil where one is missing.
private struct ScenarioFigures: Decodable {
  struct Simulation: Decodable {
    var paths: Int?
    var seed: UInt64?
  }

  var name: String?
  var simulation: Simulation?
  var horizonYears: Double?
  var stepsPerYear: Int?

  var steps: Int? {
    guard let horizonYears, let stepsPerYear, (0...1000).contains(horizonYears),
      (1...10_000).contains(stepsPerYear)
    else { return nil }
    return TimeGrid(horizonYears: horizonYears, stepsPerYear: stepsPerYear).stepCount
  }
}

extension ManifestText {
  /// The name of a member that differs from the run's scenario; nil where none does, or one of the
  /// two is not known.
  ///
  /// The manifest of an answer to a question counts other paths than its scenario's.
  ///
  /// - Parameter scenario: The text of `scenario.json`.
  func figure(differingFrom scenario: String?) -> String? {
    guard lossQuantiles != nil, let scenario,
      let there = try? JSONDecoder().decode(ScenarioFigures.self, from: Data(scenario.utf8))
    else { return nil }
    func differ<Value: Equatable>(_ said: Value?, _ there: Value?) -> Bool {
      there != nil && said != there
    }
    if differ(self.scenario, there.name) { return "scenario" }
    if differ(seed, there.simulation?.seed) { return "seed" }
    if differ(paths, there.simulation?.paths) { return "paths" }
    return differ(steps, there.steps) ? "steps" : nil
  }
}

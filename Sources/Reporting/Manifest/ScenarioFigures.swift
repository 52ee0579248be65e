import CreditBasics
import Foundation

/// The figures of a `scenario.json` that every version of the program reads alike: those that a run's manifest
/// repeats, and its dates; nil where one is missing.
package struct ScenarioFigures: Decodable {
  fileprivate struct Simulation: Decodable {
    var paths: Int?
    var seed: UInt64?
  }

  fileprivate var name: String?
  fileprivate var simulation: Simulation?
  /// The as-of date as written.
  package private(set) var asOf: String?
  private var horizonYears: Double?
  private var stepsPerYear: Int?

  /// Reads the text of a `scenario.json`; nil for one without these members' types.
  package init?(_ text: String) {
    guard let read = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else { return nil }
    self = read
  }

  /// Horizon and steps; nil where one of them is missing or cannot be meant.
  package var grid: TimeGrid? {
    guard let horizonYears, let stepsPerYear, (0...1000).contains(horizonYears),
      (1...10_000).contains(stepsPerYear)
    else { return nil }
    return TimeGrid(horizonYears: horizonYears, stepsPerYear: stepsPerYear)
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
    guard lossQuantiles != nil, let there = scenario.flatMap({ ScenarioFigures($0) }) else {
      return nil
    }
    func differ<Value: Equatable>(_ said: Value?, _ there: Value?) -> Bool {
      there != nil && said != there
    }
    if differ(self.scenario, there.name) { return "scenario" }
    if differ(seed, there.simulation?.seed) { return "seed" }
    if differ(paths, there.simulation?.paths) { return "paths" }
    return differ(steps, there.grid?.stepCount) ? "steps" : nil
  }
}

import CreditBasics
import RiskMeasures
import ScenarioFiles

/// One-at-a-time changes of assumptions, ranked by what they do to a measure.
package struct Tornado: Sendable {
  /// An assumption with its two ends.
  package struct Assumption: Sendable {
    /// What people call it.
    package let name: String
    /// The levers, pulled together, each with a low and a high value.
    package let levers: [Lever]
    /// What the standard list says of it; nil for the user's own.
    package let standard: StandardAssumption?
    let low: Scenario
    let high: Scenario
  }

  /// What the two ends of an assumption do.
  package struct Effect: Sendable {
    package let assumption: Assumption
    /// The measure at the ends; nil where undefined.
    package let low: Estimate?, high: Estimate?
    /// The measure at the ends less that without changes, on common draws.
    package let lowDifference: Estimate?, highDifference: Estimate?
    /// The measure at the high end less that at the low end, on common draws.
    package let swing: Estimate?

    package init(
      assumption: Assumption, low: Estimate?, high: Estimate?, lowDifference: Estimate?,
      highDifference: Estimate?, swing: Estimate?
    ) {
      (self.assumption, self.low, self.high) = (assumption, low, high)
      (self.lowDifference, self.highDifference) = (lowDifference, highDifference)
      self.swing = swing
    }

    /// Size of the effect: the largest of the three differences.
    package var size: Double {
      [lowDifference, highDifference, swing].compactMap { $0.map { abs($0.value) } }.max() ?? 0
    }
  }

  /// The scenario without changes.
  package let base: Scenario
  package let measure: Measure
  package let assumptions: [Assumption]
  /// Names of standard assumptions that the scenario does not have, or that would make it invalid.
  package let leftOut: [String]
  /// The book of the scenario without changes.
  package let book: BookShape

  /// Checks every end of every assumption; nothing is run.
  ///
  /// - Parameter levers: the user's own; the standard list when empty.
  /// - Throws: `QuestionError`, or the `ScenarioError` of an invalid end of the user's own.
  package init(_ varied: VariedScenario, measure text: String?, levers: [Lever]) throws {
    base = varied.base.scenario
    book = BookShape(base)
    measure =
      try text.map { [book] in try Measure(parsing: $0, book: book) } ?? .expectedLoss(miner: nil)
    guard levers.isEmpty else {
      assumptions = try levers.map { lever in
        let one = try Self.assumption(lever.name, [lever], of: nil, varied)
        guard one.low != one.high else {
          let typed = (lever.change == .overlay ? "" : lever.pattern) + lever.change.rawValue
          throw QuestionError(
            "--vary \(typed)\(lever.values.joined(separator: ":")): expected two ends that differ, "
              + "found the same scenario at both")
        }
        return one
      }
      leftOut = []
      return
    }
    var found: [Assumption] = []
    var missing: [String] = []
    for standard in StandardAssumption.all {
      if let one = try? Self.assumption(standard.name, standard.levers, of: standard, varied),
        one.low != one.high
      {
        found.append(one)
      } else {
        missing.append(standard.name)
      }
    }
    assumptions = found
    leftOut = missing
  }

  private static func assumption(
    _ name: String, _ levers: [Lever], of standard: StandardAssumption?, _ varied: VariedScenario
  ) throws -> Assumption {
    let end = { (index: Int) in
      try varied.pulling(levers.map { (lever: $0, value: $0.values[index]) }).resolve().scenario
    }
    return Assumption(
      name: name, levers: levers, standard: standard, low: try end(0), high: try end(1))
  }

  /// Paths simulated by all runs.
  package var pathCount: Int { (2 * assumptions.count + 1) * base.simulation.paths }

  /// Runs everything on common draws.
  ///
  /// - Returns: The greatest effect first; nil when told to stop.
  package func run(_ runs: PairedRuns) -> (base: Estimate?, effects: [Effect])? {
    guard let base = runs.samples([measure], of: base)?[0] else { return nil }
    var effects: [Effect] = []
    for assumption in assumptions {
      guard let low = runs.samples([measure], of: assumption.low)?[0],
        let high = runs.samples([measure], of: assumption.high)?[0]
      else { return nil }
      effects.append(
        Effect(
          assumption: assumption, low: low.estimate, high: high.estimate,
          lowDifference: low.difference(from: base), highDifference: high.difference(from: base),
          swing: high.difference(from: low)))
    }
    return (base.estimate, effects.stablySorted { $0.size > $1.size })
  }
}

import CreditBasics
import Reporting
import RiskMeasures
import ScenarioFiles

/// The value of an input at which a measure crosses a target, on common draws.
///
/// The measure of one set of paths is a step function of the input. Its crossing is found to a width far
/// below what the draws can tell, and its error is that of the measure over the slope:
/// `se(x) = se(measure at x) / |∂measure/∂x|`, the slope from a central difference over two such errors.
package struct ReverseStress: Sendable {
  /// What the search has found.
  package struct Solution: Sendable {
    /// The value.
    package let x: Double
    /// Its standard error; nil where the measure does not move around `x`.
    package let standardError: Double?
    /// The measure at `x`, on the draws of the search.
    package let estimate: Estimate
    /// Change of the measure by unit of the input.
    package let slope: Double
    /// Number of runs.
    package let runs: Int
  }

  /// How a search ends.
  package enum Answer: Sendable {
    case found(Solution)
    /// The target is not between the measure's values at the ends.
    case outside(low: Estimate, high: Estimate)
    /// The measure is undefined at this value.
    case undefined(Double)
    case stopped
  }

  /// The lever.
  package let lever: Lever
  /// The target.
  package let target: Target
  let varied: VariedScenario
  let book: BookShape
  /// Further levers, pulled to a value before the search.
  let fixed: [(lever: Lever, value: String)]

  /// Width of the final bracket over that of the first.
  static let relativeWidth = 1e-4

  /// Checks both ends of the bracket; nothing is run.
  package init(
    _ varied: VariedScenario, lever: Lever, target: Target,
    fixed: [(lever: Lever, value: String)] = []
  ) throws {
    self.varied = varied
    self.lever = lever
    self.target = target
    self.fixed = fixed
    book = BookShape(varied.base.scenario)
    for end in lever.values { _ = try scenario(end) }
  }

  /// The scenario with the lever at a value.
  package func scenario(_ value: String) throws -> Scenario {
    try varied.pulling(fixed + [(lever: lever, value: value)]).resolve().scenario
  }

  /// Searches.
  package func solve(_ runs: PairedRuns) throws -> Answer {
    var count = 0
    var undefined: Double?
    func sample(_ x: Double) throws -> MeasureSample? {
      count += 1
      let samples = runs.samples([target.measure], of: try scenario(NumberWords.shortest(x)))
      if let found = samples?[0], found.value == nil { undefined = x }
      return samples?[0].value == nil ? nil : samples?[0]
    }
    func failed() -> Answer { undefined.map { .undefined($0) } ?? .stopped }
    let ends = (lever.numbers ?? []).sorted()
    guard let low = try sample(ends[0]), let high = try sample(ends[1]), let atLow = low.estimate,
      let atHigh = high.estimate
    else { return failed() }
    guard (atLow.value - target.value) * (atHigh.value - target.value) <= 0 else {
      return .outside(low: atLow, high: atHigh)
    }
    let finder = RootFinder(tolerance: (ends[1] - ends[0]) * Self.relativeWidth)
    let root = try finder.root(
      from: (ends[0], atLow.value - target.value), to: (ends[1], atHigh.value - target.value)
    ) { x in try sample(x)?.value.map { $0 - target.value } }
    guard let x = root, let estimate = try sample(x)?.estimate else { return failed() }
    let error = estimate.standardError ?? 0
    let secant = abs(atHigh.value - atLow.value) / (ends[1] - ends[0])
    let reach = secant > 0 ? 2 * error / secant : 0
    let half = max(reach, 0.01 * (ends[1] - ends[0]))
    let (left, right) = (max(ends[0], x - half), min(ends[1], x + half))
    guard let below = try sample(left)?.value, let above = try sample(right)?.value else {
      return failed()
    }
    let slope = (above - below) / (right - left)
    return .found(
      Solution(
        x: x, standardError: slope == 0 ? nil : error / abs(slope), estimate: estimate,
        slope: slope, runs: count))
  }

  /// The measure at a value on other draws, which the search has not seen.
  package func check(_ x: Double, _ runs: PairedRuns) throws -> Estimate? {
    var other = try scenario(NumberWords.shortest(x))
    other.simulation.seed = other.simulation.seed &+ 0x9E37_79B9_7F4A_7C15
    return runs.estimate(target.measure, of: other)
  }

  /// Why there is no answer, in one line.
  package func refusal(_ low: Estimate, _ high: Estimate) -> String {
    let shown = { (estimate: Estimate) in
      NumberWords.shown(estimate.value, target.measure.unit) + " ± "
        + NumberWords.shown(estimate.standardError ?? 0, target.measure.unit, digits: 2)
    }
    return "\(target.measure.text(in: book)) does not cross "
      + "\(NumberWords.shown(target.value, target.measure.unit)) between \(lever.values[0]) and "
      + "\(lever.values[1]): it is \(shown(low)) at \(lever.values[0]) and \(shown(high)) at "
      + "\(lever.values[1]); widen --vary or change --target"
  }
}

// MARK: - Frontier

/// The pairs of two inputs at which a measure is at its target.
package struct Frontier: Sendable {
  /// One point: the first input, and the answer for the second.
  package typealias Point = (x: Double, answer: ReverseStress.Answer)

  /// The input along the frontier, with its values.
  package let along: Lever
  /// The searches, one for each value.
  package let searches: [ReverseStress]

  /// Number of points.
  package static let pointCount = 9

  /// Checks every search; nothing is run.
  package init(_ varied: VariedScenario, along: Lever, lever: Lever, target: Target) throws {
    let ends = along.numbers ?? [0, 1]
    let values = (0..<Self.pointCount).map { index in
      let share = Double(index) / Double(Self.pointCount - 1)
      return NumberWords.significant(ends[0] + share * (ends[1] - ends[0]), 12)
    }
    self.along = Lever(pattern: along.pattern, change: along.change, values: values)
    searches = try values.map {
      try ReverseStress(varied, lever: lever, target: target, fixed: [(along, $0)])
    }
  }

  /// Runs every search; nil when told to stop.
  package func run(_ runs: PairedRuns) throws -> [Point]? {
    var points: [Point] = []
    for (search, value) in zip(searches, along.numbers ?? []) {
      let answer = try search.solve(runs)
      if case .stopped = answer { return nil }
      points.append((value, answer))
    }
    return points
  }
}

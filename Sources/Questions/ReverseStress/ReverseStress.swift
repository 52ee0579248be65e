import CreditBasics
import RiskMeasures
import ScenarioFiles

/// The value of an input at which a measure crosses a target, on common draws.
///
/// The measure of one set of paths is a step function of the input. Its crossing is found to a
/// width far below what the draws can tell, and its error is that of the measure over the slope:
/// `se(x) = se(measure at x) / |∂measure/∂x|`, the slope between two points around `x` that are at
/// least four such errors apart. Where the measure jumps over the target there is no such value,
/// and the answer says so. Where the measure equals the target from one end of the bracket on, the
/// value is where that stretch ends.
package struct ReverseStress: Sendable {
  /// What the search has found.
  package struct Solution: Sendable {
    /// The value, on the input's scale.
    package let x: Double
    /// Its standard error; nil where the measure does not move around `x`, or jumps away from its
    /// target there.
    package let standardError: Double?
    /// The measure at `x`, on the draws of the search.
    package let estimate: Estimate
    /// Change of the measure per unit of the input.
    package let slope: Double
    package let runs: Int
    /// The measure wherever the search has looked, in the order of the input.
    package let looked: [(x: Double, estimate: Estimate)]
  }

  /// Two neighbours between which a measure jumps over its target.
  package struct Jump: Sendable {
    /// The neighbours, on the input's scale.
    package let below: Double, above: Double
    /// The measure at each.
    package let atBelow: Estimate, atAbove: Estimate
    package let runs: Int
  }

  /// How a search ends.
  package enum Answer: Sendable {
    case found(Solution)
    /// The measure passes over the target between two values, and meets it at neither.
    case jumps(Jump)
    /// The target is not between the measure's values at the ends.
    case outside(low: Estimate, high: Estimate)
    /// The measure, or its error, is undefined at this value.
    case undefined(Double)
    case stopped

    package var isFound: Bool { if case .found = self { true } else { false } }
    /// Whether there are too few paths to tell the measure or its error.
    package var isUndefined: Bool { if case .undefined = self { true } else { false } }
  }

  package let lever: Lever
  /// How its values are counted.
  package let scale: InputScale
  package let target: Target
  /// The scenario that is searched.
  package let varied: VariedScenario
  package let book: BookShape
  /// Further levers, pulled to a value before the search.
  let fixed: [(lever: Lever, value: String)]

  var pathCount: Int { varied.base.scenario.simulation.paths }

  /// The standard error of a probability that is the target, `√(t (1 − t) / n)`; nil for other measures.
  ///
  /// It is used in place of the error of the probability found, which is smaller where fewer paths
  /// default and greater where more do: values above the target would pass more easily than values
  /// below it.
  package var errorAtTarget: Double? {
    guard target.measure.unit == .share else { return nil }
    return (target.value * (1 - target.value) / Double(pathCount)).squareRoot()
  }

  /// Width of the first search's final bracket over that of the bracket given.
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
    let scenario = { (value: String) in
      try varied.pulling(fixed + [(lever: lever, value: value)]).resolve().scenario
    }
    for end in lever.values { _ = try scenario(end) }
    scale = InputScale(lever, varied) { (try? scenario($0)) == nil }
  }

  /// The scenario with the lever at a value.
  package func scenario(_ value: String) throws -> Scenario {
    try varied.pulling(fixed + [(lever: lever, value: value)]).resolve().scenario
  }

  /// The ends of the bracket, on the input's scale.
  var ends: [Double] { lever.values.compactMap(scale.number).sorted() }

  package func solve(_ runs: PairedRuns) throws -> Answer {
    let search = Search(self, runs)
    do {
      return try search.answer()
    } catch let end as Search.End {
      return end.undefined.map { .undefined($0) } ?? .stopped
    }
  }

  /// The measure at a value on other draws, which the search has not seen.
  package func check(_ x: Double, _ runs: PairedRuns) throws -> Estimate? {
    var other = try scenario(scale.text(x))
    other.simulation.seed = other.simulation.seed &+ 0x9E37_79B9_7F4A_7C15
    return runs.estimate(target.measure, of: other)
  }
}

// MARK: - The search

/// One search: the runs that it has made, and what it concludes.
private final class Search {
  /// The search cannot go on: it was stopped, or the measure or its error is undefined at a value.
  struct End: Error {
    var undefined: Double?
  }

  private let question: ReverseStress
  private let runs: PairedRuns
  private var known: [Double: Estimate] = [:]
  private var count = 0
  private let target: Double

  init(_ question: ReverseStress, _ runs: PairedRuns) {
    self.question = question
    self.runs = runs
    target = question.target.value
  }

  /// The measure at a value; each value is simulated once.
  private func estimate(_ x: Double) throws -> Estimate {
    let x = question.scale.isCounted ? x.rounded() : x
    if let estimate = known[x] { return estimate }
    count += 1
    let scenario = try question.scenario(question.scale.text(x))
    guard let sample = runs.samples([question.target.measure], of: scenario)?[0] else {
      throw End()
    }
    // A single path has no error, but it does show where the measure jumps.
    guard let estimate = sample.estimate,
      estimate.standardError != nil || sample.contributions.count == 1
    else { throw End(undefined: x) }
    known[x] = estimate
    return estimate
  }

  func answer() throws -> ReverseStress.Answer {
    let ends = question.ends
    let (low, high) = (try estimate(ends[0]), try estimate(ends[1]))
    if question.isTooRare {
      guard isBeside(low, high) else { throw End(undefined: ends[0]) }
      return .outside(low: low, high: high)
    }
    // An end at the target counts as beyond it: the search goes to where the measure leaves the
    // target.
    let flat = low.value == target ? target - high.value : target - low.value
    let isFlat = low.value == target || high.value == target
    let distance = { [target] (value: Double) in
      value == target && isFlat ? flat * .leastNormalMagnitude.squareRoot() : value - target
    }
    let first = (low: distance(low.value), high: distance(high.value))
    guard first.low * first.high < 0 else { return .outside(low: low, high: high) }
    var bracket: (low: RootFinder.Point, high: RootFinder.Point) = (
      (ends[0], first.low), (ends[1], first.high)
    )
    var width = (ends[1] - ends[0]) * ReverseStress.relativeWidth
    // A bracket far wider than the stretch in which the measure changes is narrowed until the
    // measure meets the target.
    for _ in 0..<4 {
      if question.scale.isCounted { width = min(width, 0.5) }
      let found = try RootFinder(tolerance: width).bracket(from: bracket.low, to: bracket.high) {
        distance(try estimate($0).value)
      }
      bracket = found ?? bracket
      let change = isFlat ? 0 : abs(first.high - first.low)
      if let x = try nearest(bracket, within: Self.exactness * change) {
        let sides = isFlat ? try [bracket.low.x, bracket.high.x].map(estimate) : []
        // All paths agree on this stretch, so its end is not known: another path may leave it
        // earlier.
        if sides.contains(where: { $0.value == target && ($0.standardError ?? 0) == 0 }) {
          throw End(undefined: x)
        }
        return .found(try solution(x, width: width, isStep: sides.contains(where: isBeyond)))
      }
      if question.scale.isCounted { break }
      width /= 1000
    }
    let (below, above) = neighbours(bracket)
    return .jumps(
      .init(
        below: below, above: above, atBelow: try estimate(below), atAbove: try estimate(above),
        runs: count))
  }

  /// The two values between which a jump lies.
  private func neighbours(
    _ bracket: (low: RootFinder.Point, high: RootFinder.Point)
  ) -> (Double, Double) {
    guard question.scale.isCounted else { return (bracket.low.x, bracket.high.x) }
    let below = bracket.low.x.rounded()
    return (below, max(below + 1, bracket.high.x.rounded()))
  }

  /// The share of the measure's whole change that a distance from the target may have where all paths
  /// agree, so that no error says what is near.
  private static let exactness = 1e-9

  /// The value of a bracket at which the measure meets the target within two errors, or within `least`.
  private func nearest(
    _ bracket: (low: RootFinder.Point, high: RootFinder.Point), within least: Double
  ) throws -> Double? {
    let middle = (bracket.low.x + bracket.high.x) / 2
    for x in [middle, bracket.low.x, bracket.high.x] {
      let there = try estimate(x)
      let error = question.errorAtTarget ?? there.standardError ?? 0
      if abs(there.value - target) <= max(2 * error, least) {
        return question.scale.isCounted ? x.rounded() : x
      }
    }
    return nil
  }

  /// Whether both values of a probability lie on one side of its target, by more than chance
  /// explains.
  private func isBeside(_ low: Estimate, _ high: Estimate) -> Bool {
    let least = 2 * (question.errorAtTarget ?? 0)
    return min(low.value, high.value) - target > least
      || target - max(low.value, high.value) > least
  }

  /// Whether the measure is beyond its target by more than two errors.
  private func isBeyond(_ there: Estimate) -> Bool {
    abs(there.value - target) > 2 * (there.standardError ?? 0)
  }

  private func solution(
    _ x: Double, width: Double, isStep: Bool
  ) throws -> ReverseStress.Solution {
    let there = try estimate(x)
    let error = there.standardError ?? 0
    let slope = try slope(around: x, error: error, from: 4 * width)
    let looked = known.sorted { $0.key < $1.key }.map { (x: $0.key, estimate: $0.value) }
    return ReverseStress.Solution(
      x: x, standardError: slope == 0 || isStep ? nil : error / abs(slope), estimate: there,
      slope: slope, runs: count, looked: looked)
  }

  /// Standard errors by which the measures at two points must differ to tell a slope.
  ///
  /// The first pair that differs enough is too steep by chance: by a tenth to a fifth if two errors
  /// are enough, by half of that if it takes four.
  private static let errorsApart = 4.0

  /// The slope between two points whose measures differ by `errorsApart`, or else between the
  /// bracket's ends.
  private func slope(around x: Double, error: Double, from first: Double) throws -> Double {
    let ends = question.ends
    var half = question.scale.isCounted ? max(first, 1).rounded(.up) : first
    for _ in 0..<30 {
      let (left, right) = (max(ends[0], x - half), min(ends[1], x + half))
      let change = try estimate(right).value - estimate(left).value
      let wanted = Self.errorsApart * error
      if abs(change) >= wanted, change != 0 { return change / (right - left) }
      if left == ends[0], right == ends[1] { return change / (right - left) }
      // The next distance is what the slope so far asks for, but not much farther at once.
      let next = change == 0 ? 10 * half : 1.2 * half * wanted / abs(change)
      half = min(max(next, 2 * half), 10 * half)
      if question.scale.isCounted { half = half.rounded(.up) }
    }
    return 0
  }
}

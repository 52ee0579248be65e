import CreditBasics

/// The pairs of two inputs at which a measure is at its target.
package struct Frontier: Sendable {
  /// One point: the first input, and the answer for the second.
  package typealias Point = (x: String, answer: ReverseStress.Answer)

  /// The input along the frontier, with its values.
  package let along: Lever
  /// The searches, one for each value.
  package let searches: [ReverseStress]

  package static let pointCount = 9

  /// Checks every search; nothing is run.
  package init(_ varied: VariedScenario, along: Lever, lever: Lever, target: Target) throws {
    try varied.refuseSharedPaths([along, lever])
    let scale = try ReverseStress(varied, lever: along, target: target).scale
    let ends = along.values.compactMap(scale.number).sorted()
    let values = (0..<Self.pointCount).map { index in
      let share = Double(index) / Double(Self.pointCount - 1)
      let x = ends[0] + share * (ends[1] - ends[0])
      return scale.isCounted ? scale.text(x) : RoundedNumber.text(x, 12)
    }
    self.along = Lever(pattern: along.pattern, change: along.change, values: values)
    searches = try values.map {
      try ReverseStress(varied, lever: lever, target: target, fixed: [(along, $0)])
    }
  }

  /// Runs every search; nil when told to stop.
  package func run(_ runs: PairedRuns) throws -> [Point]? {
    var points: [Point] = []
    for (search, value) in zip(searches, along.values) {
      let answer = try search.solve(runs)
      if case .stopped = answer { return nil }
      points.append((value, answer))
    }
    return points
  }
}

import CreditBasics
import Reporting
import RiskMeasures
import ScenarioFiles

/// A grid over one to four levers, every cell on the same draws as the scenario without changes.
package struct Sweep: Sendable {
  /// One combination of values.
  package struct Cell: Sendable {
    /// Its number, the last axis fastest.
    package let number: Int
    /// The value of each axis.
    package let values: [String]
    /// The scenario with these values.
    package let scenario: Scenario
    /// Whether it is the scenario without changes.
    package let isBase: Bool
    let measures: [Measure]
    /// Digest of all that its estimates depend on, by which a resumed sweep finds them.
    package let key: String
  }

  /// The estimates of one cell, in the order of the sweep's measures.
  package struct Outcome: Sendable, Equatable {
    /// Values; nil where undefined.
    package var values: [Estimate?]
    /// Values less those of the scenario without changes; nil where undefined.
    package var differences: [Estimate?]

    package init(values: [Estimate?], differences: [Estimate?]) {
      (self.values, self.differences) = (values, differences)
    }
  }

  package let axes: [Lever]
  /// The cells, in order.
  package let cells: [Cell]
  /// The scenario without changes.
  package let base: Scenario
  /// The measures as users write them.
  package let measureTexts: [String]
  package let measures: [Measure]
  /// The scenario's own value on each axis.
  package let own: [OwnValue]
  /// What overlays add to the scenario, and what of them is left out, as sentences with their places.
  package private(set) var notes: [String] = []
  /// The book of the scenario without changes.
  package let book: BookShape

  package static let mostCells = 10_000

  /// Reads and checks every cell; nothing is run.
  ///
  /// - Parameter measures: Texts of measures; those of `Measure.standard` when empty.
  /// - Throws: `QuestionError`, or the `ScenarioError` of the first invalid cell.
  package init(_ varied: VariedScenario, axes: [Lever], measures texts: [String]) throws {
    self.axes = axes
    own = axes.map { OwnValue(of: $0, in: varied) }
    let base = varied.base.scenario
    self.base = base
    let book = BookShape(base)
    self.book = book
    measures =
      texts.isEmpty
      ? Measure.standard(for: book) : try texts.map { try Measure(parsing: $0, book: book) }
    measureTexts = measures.map { $0.text(in: book) }
    let count = axes.reduce(1.0) { $0 * Double($1.values.count) }
    guard count <= Double(Self.mostCells) else {
      throw QuestionError(
        "--vary: expected at most \(Self.mostCells) cells, found \(Int(count)); use longer steps")
    }
    try varied.refuseSharedPaths(axes)
    let baseText = varied.base.resolvedJSON
    var cells: [Cell] = []
    var notes = Set(varied.base.notes.map(\.description))
    for number in 0..<Int(count) {
      let values = Self.values(of: number, axes)
      let pulls = zip(axes, values).map { (lever: $0, value: $1) }
      let read = try varied.pulling(pulls).resolve()
      for note in read.notes.map(\.description) where notes.insert(note).inserted {
        self.notes.append(note)
      }
      let shape = BookShape(read.scenario)
      let key = [baseText, read.resolvedJSON] + measureTexts
      cells.append(
        Cell(
          number: number, values: values, scenario: read.scenario,
          isBase: read.scenario == base,
          measures: try measureTexts.map { try Measure(parsing: $0, book: shape) },
          key: SHA256.hexDigest(key.joined(separator: "\n").utf8)))
    }
    self.cells = cells
  }

  /// Paths simulated by all cells and the base.
  package var pathCount: Int {
    cells.reduce(base.simulation.paths) { $0 + $1.scenario.simulation.paths }
  }

  /// Paths of the greatest of its runs.
  package var largestRun: Int {
    cells.reduce(base.simulation.paths) { max($0, $1.scenario.simulation.paths) }
  }

  private static func values(of number: Int, _ axes: [Lever]) -> [String] {
    var rest = number
    var values: [String] = []
    for axis in axes.reversed() {
      values.append(axis.values[rest % axis.values.count])
      rest /= axis.values.count
    }
    return values.reversed()
  }
}

extension Sweep {
  /// Runs the base and every cell that is not known yet.
  ///
  /// - Parameters:
  ///   - known: The outcome of a cell from an earlier, interrupted sweep.
  ///   - finished: Called after each cell that was run.
  /// - Returns: The outcome of the base and of every cell; nil when told to stop.
  package func run(
    _ runs: PairedRuns, known: (Cell) -> Outcome? = { _ in nil },
    finished: (Cell, Outcome) throws -> Void = { _, _ in }
  ) throws -> (base: Outcome, cells: [Outcome])? {
    guard let base = runs.samples(measures, of: base) else { return nil }
    var outcomes: [Outcome] = []
    for cell in cells {
      if let outcome = known(cell) {
        outcomes.append(outcome)
        continue
      }
      guard let samples = runs.samples(cell.measures, of: cell.scenario) else { return nil }
      let outcome = Outcome(
        values: samples.map(\.estimate),
        differences: zip(samples, base).map { $0.difference(from: $1) })
      try finished(cell, outcome)
      outcomes.append(outcome)
    }
    let none = Outcome(
      values: base.map(\.estimate), differences: base.map { $0.difference(from: $0) })
    return (none, outcomes)
  }
}

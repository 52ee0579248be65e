import CreditBasics
import RiskMeasures
import StressEngine

/// Rare events by importance sampling: a pilot finds how to draw, a run of its own estimates.
///
/// The pilot pushes draws in all directions, then fits tilts to the paths on which each event happened,
/// round by round. The estimate uses fresh paths of the final mixture, as many as the pilot says, so that
/// means are unbiased whatever the pilot has found.
package struct TailQuestion: Sendable {
  /// The scenario whose events are rare.
  package let scenario: Scenario
  package let book: BookShape
  package let measures: [Measure]
  /// Relative standard error that is asked for.
  package let error: Double
  /// Most paths of the estimate.
  package let mostPaths: Int
  /// Whether the estimate has that many paths whatever the pilot says.
  let hasFixedPaths: Bool

  /// Most measures at once: each needs its share of the paths.
  package static let mostMeasures = 8
  /// Most paths of an estimate unless asked for.
  package static let usualMostPaths = 2_000_000
  /// Most paths that may be asked for: every path's values are kept.
  package static let mostAskedPaths = 100_000_000

  /// Effective paths with the event that an estimate is meant to rest on, whatever error is asked
  /// for: with fewer, too few paths have a great weight for the error to be known.
  static let wantedEffective = 400.0
  /// Degrees of freedom that its error is meant to have.
  static let wantedFreedom = 20.0

  /// The first path number of a pilot's round, far beyond the numbers of any run.
  private static func pilotStart(_ round: Int) -> UInt64 { UInt64(round + 1) << 40 }

  /// Checks a question.
  ///
  /// - Parameter paths: Paths of the estimate; nil for as many as the error takes.
  package init(
    _ scenario: Scenario, measures texts: [String], error: Double, paths: Int?
  ) throws(QuestionError) {
    let book = BookShape(scenario)
    var measures: [Measure] = []
    for text in texts {
      let measure = try Measure(parsing: text, book: book)
      if !measures.contains(measure) { measures.append(measure) }
    }
    guard !measures.isEmpty, measures.count <= Self.mostMeasures else {
      throw QuestionError(
        "tail: expected 1 to \(Self.mostMeasures) different --measure, found \(measures.count)")
    }
    self.scenario = scenario
    self.book = book
    self.measures = measures
    self.error = error
    mostPaths = paths ?? Self.usualMostPaths
    hasFixedPaths = paths != nil
  }

  /// Values that a path must tell.
  var columns: Set<PathColumn> { Set(measures.flatMap(\.columns)) }

  /// Runs pilot and estimate; nil when told to stop.
  package func answer(_ runs: PairedRuns) -> TailAnswer? {
    let space = drawSpace
    guard let pilot = pilot(space, runs) else { return nil }
    let found = measures.indices.filter { pilot.problems[$0] == nil }
    guard !found.isEmpty else {
      return TailAnswer(self, pilot: pilot, sample: nil)
    }
    let rounds = rounds(pilot)
    guard
      let sample = TailSample(
        pilot.mixture, of: scenario, columns: columns, rounds: rounds, from: 0,
        keepsTotals: false, runs)
    else { return nil }
    return TailAnswer(self, pilot: pilot, sample: sample)
  }

  /// The draws that may be tilted: for a measure of one miner that miner's, for a measure of a
  /// small book all miners'.
  private var drawSpace: DrawSpace {
    let steps = measures.map { $0.stepsLookedAt(scenario.grid) }.max() ?? scenario.grid.stepCount
    let years = scenario.grid.time(steps)
    let miners = Set(measures.flatMap { $0.miner(in: book).map { [$0] } ?? everyone })
    return DrawSpace(
      scenario, steps: steps, periods: min(max(Int((1.5 * years).rounded()), 2), 6),
      miners: miners.sorted())
  }

  /// The miners whose own factors and defaults are looked at for a measure of the book: all, or
  /// none if there are too many.
  private var everyone: [Int] { scenario.miners.count <= 12 ? Array(scenario.miners.indices) : [] }

  /// The borrowers whose defaults are ways of their own to the event of each measure.
  private var borrowers: [[Int]] { measures.map { $0.miner(in: book) == nil ? everyone : [] } }

  /// How many rounds of the final mixture the error asked for takes.
  private func rounds(_ pilot: TailPilot) -> Int {
    let size = pilot.mixture.roundPaths
    let most = max(1, (mostPaths + size - 1) / size)
    if hasFixedPaths { return most }
    let needed = pilot.needs.compactMap { $0 }.map {
      max(
        $0.paths / (error * error), $0.event * Self.wantedEffective,
        $0.freedom * Self.wantedFreedom)
    }
    // Twice what the pool foretells: shares were fitted to its own paths, and it has not met every
    // great weight.
    let paths = 2 * (needed.max() ?? 0)
    return min(max(Int((paths / Double(size)).rounded(.up)), 2), most)
  }

  // MARK: - Pilot

  /// Finds the mixture; nil when told to stop.
  private func pilot(_ space: DrawSpace, _ runs: PairedRuns) -> TailPilot? {
    var pilot = TailPilot(exploring: space, measures: measures, borrowers: borrowers)
    for (attempt, reach) in [5.5, 9].enumerated() {
      let mixture = TailMixture.exploring(space, count: 64, reach: reach, scenario: scenario)
      guard let sample = draw(mixture, round: attempt, rounds: 1, runs) else { return nil }
      pilot.note(exploration: sample)
      if pilot.problems.allSatisfy({ $0 == nil }) { break }
    }
    guard pilot.problems.contains(where: { $0 == nil }) else { return pilot }
    pilot.refit()
    for round in 2..<10 {
      guard let sample = draw(pilot.mixture, round: round, rounds: 1, runs) else { return nil }
      if pilot.learn(sample) { break }
    }
    return pilot
  }

  private func draw(
    _ mixture: TailMixture, round: Int, rounds: Int, _ runs: PairedRuns
  ) -> TailSample? {
    TailSample(
      mixture, of: scenario,
      columns: columns.union(borrowers.joined().map { .defaultStep($0) }), rounds: rounds,
      from: Self.pilotStart(round), keepsTotals: true, runs)
  }
}

extension Measure {
  /// Steps after which nothing changes the measure.
  func stepsLookedAt(_ grid: TimeGrid) -> Int {
    switch self {
    case .defaultProbability(_, let month):
      (1...grid.stepCount).last { Measure.counts(Double($0), by: month, grid) } ?? 1
    default: grid.stepCount
    }
  }

  /// Whether a default at the end of some step counts by the end of a month.
  static func counts(_ endedSteps: Double, by month: Int, _ grid: TimeGrid) -> Bool {
    endedSteps / Double(grid.stepsPerYear) <= Double(month) / 12 + TimeGrid.dateTolerance
  }

  /// The miner that it is about; nil for the portfolio.
  func miner(in book: BookShape) -> Int? {
    switch self {
    case .defaultProbability(let miner, _), .expectedLoss(let miner): miner
    case .breakEvenSpread(let tranche): book.tranches[tranche].miner
    default: nil
    }
  }
}

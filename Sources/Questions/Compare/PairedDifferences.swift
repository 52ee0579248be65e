import CreditBasics
import Reporting
import RiskMeasures
import StressEngine

/// Differences between scenarios on common draws, for every measure that results are compared by.
///
/// Every scenario is simulated once, some paths at a time. A pair keeps only sums of products; a
/// run keeps the portfolio's loss on every path, for the tail.
package struct PairedDifferences: Sendable {
  /// The differences of one scenario from the first.
  package typealias Differences = [ComparedMeasure: PairedEstimate]

  private let scenarios: [Scenario]

  /// Takes the first scenario and those that are compared with it; all have its seed and number of
  /// paths.
  package init(_ scenarios: [Scenario]) { self.scenarios = scenarios }

  /// Why two runs have no draws in common; nil where they do.
  package static func obstacle(_ first: Scenario, _ other: Scenario) -> String? {
    let (mine, theirs) = (first.simulation, other.simulation)
    if mine.seed != theirs.seed { return "it was drawn from another seed" }
    if mine.paths != theirs.paths { return "numbers of paths differ" }
    if first.grid.stepsPerYear != other.grid.stepsPerYear {
      return "its steps are of another length"
    }
    if Set(first.miners.map(\.name)).isDisjoint(with: other.miners.map(\.name)) {
      return "it has no borrower in common"
    }
    return nil
  }

  /// Paths simulated over all runs.
  package var pathCount: Int { scenarios.reduce(0) { $0 + $1.simulation.paths } }

  /// Bytes that a path takes, over all runs.
  package var bytesPerPath: Double { Double(16 * scenarios.count + 64) }

  /// Paths whose values are held at a time; fixed, so that sums never depend on anything else.
  private static let chunk = 16 * RunPlan.blockPaths

  /// Simulates; nil when told to stop.
  ///
  /// - Returns: The differences of each scenario but the first.
  package func run(_ runs: PairedRuns) -> [Differences]? {
    let first = scenarios[0]
    let worlds = scenarios.map { scenario in
      (
        run: StressRun(scenario, threads: runs.threads, extras: [], bottomless: false, fans: false),
        columns: Self.columns(of: BookShape(scenario))
      )
    }
    var pairs = scenarios.dropFirst().map { PairOfBooks(BookShape(first), BookShape($0)) }
    var losses = scenarios.map { _ in [Double]() }
    for start in stride(from: 0, to: first.simulation.paths, by: Self.chunk) {
      let end = min(start + Self.chunk, first.simulation.paths)
      let paths = UInt64(start)..<UInt64(end)
      var reference: PathValues?
      for (number, world) in worlds.enumerated() {
        guard
          let values = PathValues(
            world.run, paths: paths, columns: world.columns, progress: runs.progress)
        else { return nil }
        losses[number] += values[.portfolioLoss]
        if let reference {
          pairs[number - 1].add(reference, values)
        } else {
          reference = values
        }
      }
    }
    return zip(pairs, Self.tails(losses)).map { pair, tail in
      pair.differences(paths: losses[0].count).merging(tail) { first, _ in first }
    }
  }

  private static func columns(of book: BookShape) -> Set<PathColumn> {
    var columns: Set<PathColumn> = [.portfolioLoss, .firstDefaultStep]
    for miner in book.miners.indices {
      columns.formUnion([.defaultStep(miner), .heldLoss(miner)])
    }
    for tranche in book.tranches.indices {
      columns.formUnion([.trancheLoss(tranche), .exposure(tranche)])
    }
    return columns
  }

  /// Differences of each book's VaR and expected shortfall from those of the first book.
  private static func tails(_ losses: [[Double]]) -> [Differences] {
    var found: [Differences] = losses.dropFirst().map { _ in [:] }
    for level in LossQuantile.levels {
      let risk = { MeasureSample(valueAtRiskOf: $0, thousandths: level) }
      let shortfall = { MeasureSample(expectedShortfallOf: $0, thousandths: level) }
      let first = (risk: risk(losses[0]), shortfall: shortfall(losses[0]))
      for (place, other) in losses.dropFirst().enumerated() {
        found[place][.valueAtRisk(thousandths: level)] = paired(first.risk, risk(other))
        found[place][.expectedShortfall(thousandths: level)] = paired(
          first.shortfall, shortfall(other))
      }
    }
    return found
  }

  private static func paired(_ first: MeasureSample, _ other: MeasureSample) -> PairedEstimate {
    PairedEstimate(
      first: first.value, other: other.value,
      standardError: other.difference(from: first)?.standardError)
  }
}

/// Sums over the paths of two books, for every measure that both have.
private struct PairOfBooks {
  /// A measure as a ratio of means of path values, in both books.
  private struct Item {
    let measure: ComparedMeasure
    let first: PathMean
    let other: PathMean
    /// What a ratio of 1 is in the measure's unit.
    let scale: Double
  }

  private let items: [Item]
  private var sums: PairedRatios

  init(_ first: BookShape, _ other: BookShape) {
    var items: [Item] = []
    func add(_ measure: ComparedMeasure, _ first: PathMean, _ other: PathMean, scale: Double = 1) {
      items.append(Item(measure: measure, first: first, other: other, scale: scale))
    }
    let names = Dictionary(
      other.miners.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    for (mine, miner) in first.miners.enumerated() {
      guard let theirs = names[miner.name] else { continue }
      add(
        .defaultProbability(miner.name), .defaults(.defaultStep(mine)),
        .defaults(.defaultStep(theirs)))
      add(.expectedLoss(miner.name), .mean(.heldLoss(mine)), .mean(.heldLoss(theirs)))
      for debt in miner.tranches {
        let name = first.tranches[debt].name
        let same = other.miners[theirs].tranches.first { other.tranches[$0].name == name }
        guard let same else { continue }
        add(.expectedLoss(miner.name, name), .mean(.trancheLoss(debt)), .mean(.trancheLoss(same)))
        add(.breakEvenSpread(miner.name, name), .spread(debt), .spread(same), scale: 1e4)
      }
    }
    let total = MinerSummary.portfolioName
    add(.defaultProbability(total), .defaults(.firstDefaultStep), .defaults(.firstDefaultStep))
    add(.expectedLoss(total), .mean(.portfolioLoss), .mean(.portfolioLoss))
    self.items = items
    sums = PairedRatios(count: items.count)
  }

  /// Adds some paths of both books.
  mutating func add(_ first: PathValues, _ other: PathValues) {
    for (index, item) in items.enumerated() {
      sums.add(index, first: item.first.ratio(first), second: item.other.ratio(other))
    }
  }

  func differences(paths: Int) -> PairedDifferences.Differences {
    var found: PairedDifferences.Differences = [:]
    for (index, item) in items.enumerated() {
      found[item.measure] = PairedEstimate(
        first: sums.first(index).map { item.scale * $0 },
        other: sums.second(index).map { item.scale * $0 },
        standardError: sums.standardErrorOfDifference(index, paths: paths).map { item.scale * $0 })
    }
    return found
  }
}

/// A mean over paths, or a ratio of two.
private enum PathMean {
  case defaults(PathColumn)
  case mean(PathColumn)
  case spread(Int)

  func ratio(_ values: PathValues) -> PathRatio {
    switch self {
    case .defaults(let column):
      PathRatio(meanOf: values[column].map { $0.isFinite ? 1 : 0 })
    case .mean(let column): PathRatio(meanOf: values[column])
    case .spread(let tranche):
      PathRatio(values[.trancheLoss(tranche)], over: values[.exposure(tranche)])
    }
  }
}

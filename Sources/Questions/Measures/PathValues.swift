import CreditBasics
import RiskMeasures
import StressEngine
import Synchronization

/// A value that every path has.
enum PathColumn: Hashable, Sendable {
  /// Number of steps ended at a miner's default; infinite without one.
  case defaultStep(Int)
  /// Number of steps ended at the first default on the path; infinite without one.
  case firstDefaultStep
  /// Number of steps ended when a miner closes, failing without a claim; infinite where it does not.
  case closedStep(Int)
  /// Discounted held loss of a miner in dollars.
  case heldLoss(Int)
  /// Discounted held loss of some miners together in dollars.
  case lossOf([Int])
  /// Discounted held loss of the portfolio in dollars.
  case portfolioLoss
  /// Discounted loss of a whole tranche in dollars.
  case trancheLoss(Int)
  /// Discounted exposure of a whole tranche in dollar-years.
  case exposure(Int)
  /// What a tranche owes when the run ends in dollars.
  case owedAtEnd(Int)
  /// Number of steps ended at the default that leaves a tranche with a claim; infinite without one.
  case claimStep(Int)
  /// Claim of a tranche at default in dollars, of all lenders; 0 without one.
  case claim(Int)
  /// `1 − recovery / claim` of a tranche; 0 without a claim.
  case lossGivenDefault(Int)
}

extension Measure {
  /// What it needs to know of each path.
  var columns: [PathColumn] {
    switch self {
    case .defaultProbability(let miner, _):
      [miner.map { .defaultStep($0) } ?? .firstDefaultStep]
    case .expectedLoss(let miner): [miner.map { .heldLoss($0) } ?? .portfolioLoss]
    case .valueAtRisk, .expectedShortfall: [.portfolioLoss]
    case .breakEvenSpread(let tranche): [.trancheLoss(tranche), .exposure(tranche)]
    }
  }
}

/// What happened on each path of a run, in path order: the columns that some measures need.
struct PathValues: Sendable {
  let pathCount: Int
  let grid: TimeGrid
  private(set) var columns: [PathColumn: [Double]]
}

extension PathValues {
  /// These values and then those of other paths of the same scenario.
  func joined(with others: PathValues) -> PathValues {
    PathValues(
      pathCount: pathCount + others.pathCount, grid: grid,
      columns: columns.merging(others.columns) { $0 + $1 })
  }

  /// Simulates a scenario; nil when told to stop.
  ///
  /// The bottomless world and the fans are left out: no measure reads them.
  init?(
    _ scenario: Scenario, columns wanted: Set<PathColumn>, threads: Int,
    progress: RunProgress = RunProgress()
  ) {
    let run = StressRun(scenario, threads: threads, extras: [], bottomless: false, fans: false)
    self.init(run, paths: run.allPaths, columns: wanted, progress: progress)
  }

  /// Simulates some paths of a run; nil when told to stop.
  init?(
    _ run: StressRun, paths: Range<UInt64>, columns wanted: Set<PathColumn>,
    progress: RunProgress
  ) {
    let book = run.plan.book
    let order = Array(wanted)
    let collected = Mutex(order.map { _ in Array(repeating: 0.0, count: paths.count) })
    let finished = run.forEachBlock(of: paths, progress: progress) { outcomes, positions in
      let block = BlockColumns(outcomes, book)
      let values = order.map(block.values)
      collected.withLock { all in
        for column in all.indices {
          all[column].replaceSubrange(positions, with: values[column])
        }
      }
    }
    guard finished else { return nil }
    pathCount = paths.count
    grid = book.grid
    columns = Dictionary(uniqueKeysWithValues: zip(order, collected.withLock { $0 }))
  }

  /// The values of one column, one for each path.
  subscript(column: PathColumn) -> [Double] { columns[column] ?? [] }
}

/// Computes columns from the outcomes of a block.
struct BlockColumns {
  private let outcomes: BlockOutcomes
  private let book: BookShape

  init(_ outcomes: BlockOutcomes, _ book: BookShape) {
    self.outcomes = outcomes
    self.book = book
  }

  func values(_ column: PathColumn) -> [Double] {
    switch column {
    case .defaultStep(let miner): (0..<outcomes.pathCount).map { ended(miner, $0) }
    case .closedStep(let miner):
      (0..<outcomes.pathCount).map { Self.ended(outcomes.closedStep[row(miner, $0)]) }
    case .firstDefaultStep:
      (0..<outcomes.pathCount).map { path in
        book.miners.indices.reduce(.infinity) { min($0, ended($1, path)) }
      }
    case .heldLoss(let miner): heldLoss(of: book.miners[miner].tranches)
    case .lossOf(let miners): heldLoss(of: miners.flatMap { Array(book.miners[$0].tranches) })
    case .portfolioLoss: heldLoss(of: book.tranches.indices)
    case .trancheLoss(let tranche): (0..<outcomes.pathCount).map { loss(tranche, $0) }
    case .exposure(let tranche):
      Array(outcomes.discountedExposure[row(tranche, 0)..<row(tranche + 1, 0)])
    case .owedAtEnd(let tranche):
      Array(outcomes.owedAtEndUSD[row(tranche, 0)..<row(tranche + 1, 0)])
    case .claimStep(let tranche):
      (0..<outcomes.pathCount).map { path in
        claim(tranche, path) == nil ? .infinity : ended(book.tranches[tranche].miner, path)
      }
    case .claim(let tranche):
      (0..<outcomes.pathCount).map { claim(tranche, $0)?.owed ?? 0 }
    case .lossGivenDefault(let tranche):
      (0..<outcomes.pathCount).map { path in
        claim(tranche, path).map { 1 - $0.recovered / $0.owed } ?? 0
      }
    }
  }

  /// The claim, and what is recovered of it; nil without a claim that counts.
  private func claim(_ tranche: Int, _ path: Int) -> (owed: Double, recovered: Double)? {
    let at = row(tranche, path)
    let owed = outcomes.claimUSD[at]
    return owed > leastClaimUSD ? (owed, outcomes.recoveryUSD[at]) : nil
  }

  private func row(_ item: Int, _ path: Int) -> Int { item * outcomes.pathCount + path }

  private func ended(_ miner: Int, _ path: Int) -> Double {
    Self.ended(outcomes.defaultStep[row(miner, path)])
  }

  private static func ended(_ step: Int32) -> Double { step < 0 ? .infinity : Double(step + 1) }

  private func loss(_ tranche: Int, _ path: Int) -> Double { outcomes.lossUSD[row(tranche, path)] }

  private func heldLoss(of tranches: some Sequence<Int>) -> [Double] {
    (0..<outcomes.pathCount).map { path in
      tranches.reduce(0) { $0 + book.tranches[$1].heldShare * loss($1, path) }
    }
  }
}

import CreditBasics
import RiskMeasures
import Synchronization

/// Simulated blocks that have not been taken away yet, with their tally.
public struct BlockHarvest: Sendable {
  /// The blocks.
  public private(set) var blocks: BlockSet
  /// The tally of exactly these blocks.
  public private(set) var tally: StressTally

  /// Joins blocks and their tally.
  public init(blocks: BlockSet, tally: StressTally) {
    self.blocks = blocks
    self.tally = tally
  }

  /// Adds other blocks of the same run.
  public mutating func merge(_ other: BlockHarvest) {
    blocks = blocks.union(other.blocks)
    tally.merge(other.tally)
  }
}

/// The blocks of one run, dealt to any number of workers that come and go.
///
/// A worker takes the next block when it has finished one, so that no core waits for another, and
/// hands over what it has found when it is asked to or when no block is left. Sums are exact and
/// counts are integers, so neither the dealing nor the order of merging can change a result.
///
/// With fewer blocks than workers the parts of a block are dealt one by one, so that even a few paths of a large book
/// keep every core busy. Workers hand over whole blocks all the same.
public final class BlockWork: Sendable {
  /// The resolved scenario.
  public let plan: RunPlan
  /// Counts finished paths, and tells the run to stop.
  public let progress: RunProgress
  private let blocks: [Int]
  /// Whether parts are dealt, not blocks.
  private let dealsParts: Bool
  private let deal: Deal
  private let round = Atomic<Int>(0)
  private let state = Mutex(State())

  private struct State {
    var found: StressTally?
    var blocks: [Int] = []
    var finished = 0
    /// Blocks of which some parts are done and others under way, by number.
    var begun: [Int: (tally: StressTally, parts: Int)] = [:]
    /// For each worker at work, the round of its last hand-over.
    var rounds: [Int: Int] = [:]
    var workers = 0
  }

  /// Work on some blocks of a run; with fewer blocks than `workers`, parts of blocks are dealt.
  public init(plan: RunPlan, blocks: BlockSet, progress: RunProgress, workers: Int = 1) {
    self.plan = plan
    self.progress = progress
    self.blocks = blocks.blocks
    dealsParts = plan.blockParts > 1 && blocks.count < workers
    deal = Deal(blocks.count * (dealsParts ? plan.blockParts : 1))
  }

  /// Number of blocks to be simulated.
  public var blockCount: Int { blocks.count }

  /// Largest number of workers that find something to do.
  public var mostWorkers: Int { deal.count }

  /// Whether every block has been dealt.
  public var isDealt: Bool { deal.isOver }

  /// Simulates blocks until none is left or the run is told to stop.
  ///
  /// - Returns: Whether this worker's hand-over was the one that completed the work.
  @discardableResult
  public func work() -> Bool {
    guard !isDealt, !progress.isStopping else { return false }
    let served = round.load(ordering: .relaxed)
    let number = state.withLock { state in
      state.workers += 1
      state.rounds[state.workers] = served
      return state.workers
    }
    let completed = simulateBlocks(number: number, served: served)
    state.withLock { _ = $0.rounds.removeValue(forKey: number) }
    return completed
  }

  /// Simulates blocks as worker `number`, which has answered round `served`, and hands them over.
  private func simulateBlocks(number: Int, served first: Int) -> Bool {
    var served = first
    var tally = plan.emptyTally
    var done: [Int] = []
    var completes = false
    plan.work(deal, progress, recordsExtras: true) { runner, index in
      let parts = plan.blockParts
      if dealsParts {
        let block = blocks[index / parts]
        var part = plan.emptyTally
        guard record(block, parts: [index % parts], runner, &part) else { return false }
        if let whole = joined(block, part) { completes = handOver(whole, [block]) || completes }
      } else {
        guard record(blocks[index], parts: 0..<parts, runner, &tally) else { return false }
        done.append(blocks[index])
      }
      let asked = round.load(ordering: .relaxed)
      if asked != served {
        // The last block of all may be handed over here.
        completes = handOver(tally, done) || completes
        state.withLock { $0.rounds[number] = asked }
        tally = plan.emptyTally
        done = []
        served = asked
      }
      return true
    }
    return handOver(tally, done) || completes
  }

  /// Adds a part's tally to that of its block; returns the block's tally when this part was its
  /// last.
  private func joined(_ block: Int, _ tally: StressTally) -> StressTally? {
    state.withLock { state in
      guard var (whole, count) = state.begun.removeValue(forKey: block) else {
        state.begun[block] = (tally, 1)
        return nil
      }
      whole.merge(tally)
      count += 1
      if count == plan.blockParts { return whole }
      state.begun[block] = (whole, count)
      return nil
    }
  }

  /// Simulates parts of a block and adds them to a tally; false, with nothing added, when told to stop.
  ///
  /// Only the first part can be stopped: once it has been added, the rest of the block is finished.
  private func record(
    _ block: Int, parts: some Sequence<Int>, _ runner: TileRunner, _ tally: inout StressTally
  ) -> Bool {
    var mayStop = true
    for part in parts {
      let paths = pathsOf(block, part: part)
      if paths.isEmpty { continue }
      guard record(paths, mayStop: mayStop, runner, &tally) else { return false }
      mayStop = false
    }
    return true
  }

  /// Simulates the paths of a part, in stretches, and adds them to a tally.
  private func record(
    _ paths: Range<Int>, mayStop: Bool, _ runner: TileRunner, _ tally: inout StressTally
  ) -> Bool {
    let (first, count) = (paths.lowerBound, paths.count)
    var outcomes = BlockOutcomes(
      pathCount: count, minerCount: tally.book.miners.count,
      trancheCount: tally.book.tranches.count)
    runner.extras?.begin(pathCount: count)
    let stretchPaths = plan.stretchPaths
    for start in stride(from: 0, to: count, by: stretchPaths) {
      let stretch = start..<min(start + stretchPaths, count)
      let watches = mayStop && start == 0
      runner.extras?.beginStretch(pathCount: stretch.count)
      let isDone = runner.run(
        paths: stretch.map { UInt64(first + $0) }, into: &outcomes, first: start,
        progress: watches ? progress : nil)
      guard isDone else { return false }
      if !watches { progress.add(stretch.count) }
      runner.fans.flush(count: stretch.count, isLast: stretch.upperBound == count, to: &tally)
      runner.extras?.flushStretch(to: &tally)
    }
    runner.extras?.flush(outcomes, to: &tally)
    tally.add(outcomes, firstPath: first)
    return true
  }

  /// The paths of a part: whole tiles, except perhaps the last.
  private func pathsOf(_ block: Int, part: Int) -> Range<Int> {
    let tiles = RunPlan.blockPaths / TileRunner.lanes
    let begin = { [parts = plan.blockParts] part in
      block * RunPlan.blockPaths + part * tiles / parts * TileRunner.lanes
    }
    let end = min(begin(part + 1), plan.scenario.simulation.paths)
    return min(begin(part), end)..<end
  }

  /// Asks every worker to hand over after the block under way; `haveAnswered` tells when all have.
  public func askForHandOver() { round.add(1, ordering: .relaxed) }

  /// Whether every worker at work has handed over since it was last asked to.
  public var haveAnswered: Bool {
    let asked = round.load(ordering: .relaxed)
    return state.withLock { $0.rounds.values.allSatisfy { $0 == asked } }
  }

  /// Takes away what has been handed over; nil if nothing new has been.
  public func takeHarvest() -> BlockHarvest? {
    state.withLock { state in
      guard let tally = state.found else { return nil }
      let harvest = BlockHarvest(blocks: BlockSet(state.blocks), tally: tally)
      state.found = nil
      state.blocks = []
      return harvest
    }
  }

  private func handOver(_ tally: StressTally, _ done: [Int]) -> Bool {
    if done.isEmpty { return false }
    return state.withLock { state in
      if state.found == nil { state.found = tally } else { state.found?.merge(tally) }
      state.blocks += done
      state.finished += done.count
      return state.finished == blocks.count
    }
  }
}

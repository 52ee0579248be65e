import CreditBasics
import Dispatch
import Synchronization

/// Numbers from 0, each dealt once, to workers that come and go.
final class Deal: Sendable {
  let count: Int
  private let next = Atomic<Int>(0)

  init(_ count: Int) { self.count = count }

  /// Whether every number has been dealt.
  var isOver: Bool { next.load(ordering: .relaxed) >= count }

  /// The next number; nil when none is left.
  func take() -> Int? {
    let number = next.add(1, ordering: .relaxed).oldValue
    return number < count ? number : nil
  }
}

extension RunPlan {
  /// The loop of one worker: takes blocks until none is left, the run is told to stop, or `body`
  /// returns false.
  func work(
    _ deal: Deal, _ progress: RunProgress, recordsExtras: Bool,
    _ body: (_ runner: TileRunner, _ block: Int) -> Bool
  ) {
    TileRunner.with(self, recordsExtras: recordsExtras) { runner in
      while !progress.isStopping, let block = deal.take(), body(runner, block) {}
    }
  }
}

extension StressRun {
  /// The numbers of all paths of the scenario.
  public var allPaths: Range<UInt64> { 0..<UInt64(plan.scenario.simulation.paths) }

  /// Simulates paths and shows what happened, block by block, without keeping any measure.
  ///
  /// A path's outcome does not depend on which others are asked for.
  ///
  /// - Parameters:
  ///   - paths: Numbers of paths, in any order, each below 2³²: of larger ones the last 32 bits count.
  ///   - size: Paths of a block; less than 1 counts as 1.
  ///   - progress: Counts finished paths, and tells the run to stop.
  ///   - visit: Called with a block's outcomes and its positions in `paths`, from any worker and in
  ///     any order.
  /// - Returns: false when told to stop before the end.
  @discardableResult
  public func forEachBlock(
    of paths: some RandomAccessCollection<UInt64> & Sendable, size: Int = RunPlan.blockPaths,
    progress: RunProgress = RunProgress(),
    _ visit: @Sendable (_ outcomes: BlockOutcomes, _ positions: Range<Int>) -> Void
  ) -> Bool {
    let size = max(1, size)
    let deal = Deal((paths.count + size - 1) / size)
    let visited = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, deal.count))) { _ in
      plan.work(deal, progress, recordsExtras: false) { runner, block in
        let positions = block * size..<min((block + 1) * size, paths.count)
        let numbers = Array(paths.dropFirst(positions.lowerBound).prefix(positions.count))
        var outcomes = BlockOutcomes(
          pathCount: numbers.count, minerCount: plan.book.miners.count,
          trancheCount: plan.book.tranches.count)
        guard runner.run(paths: numbers, into: &outcomes, progress: progress) else { return false }
        visit(outcomes, positions)
        visited.add(1, ordering: .relaxed)
        return true
      }
    }
    return visited.load(ordering: .relaxed) == deal.count
  }

  /// Simulates chosen paths and returns what happened on them, in the order given.
  public func outcomes(ofPaths paths: [UInt64]) -> BlockOutcomes {
    let found = Mutex(
      BlockOutcomes(
        pathCount: 0, minerCount: plan.book.miners.count, trancheCount: plan.book.tranches.count))
    forEachBlock(of: paths, size: max(1, paths.count)) { outcomes, _ in
      found.withLock { $0 = outcomes }
    }
    return found.withLock { $0 }
  }
}

import CreditBasics
import Dispatch
import Synchronization

extension StressRun {
  /// Simulates every path of the scenario and shows each block to a reader; nil when told to stop.
  ///
  /// Every worker reads into a copy of `empty`; copies are merged in no particular order, so that
  /// what is read must not depend on it.
  public func scan<Reader: Sendable>(
    from empty: Reader, progress: RunProgress,
    read: @Sendable (inout Reader, BlockOutcomes, [UInt64]) -> Void,
    merge: @Sendable (inout Reader, Reader) -> Void
  ) -> Reader? {
    let total = plan.scenario.simulation.paths
    let blocks = RunPlan.blockCount(paths: total)
    let next = Atomic<Int>(0)
    let merged = Mutex(empty)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, blocks))) { _ in
      TileRunner.with(plan, recordsLens: false) { runner in
        var own = empty
        while !progress.isStopping {
          let first = next.add(1, ordering: .relaxed).oldValue * RunPlan.blockPaths
          guard first < total else { break }
          let paths = (first..<min(first + RunPlan.blockPaths, total)).map { UInt64($0) }
          var outcomes = BlockOutcomes(
            pathCount: paths.count, minerCount: plan.book.miners.count,
            trancheCount: plan.book.tranches.count)
          runner.run(paths: paths, into: &outcomes, progress: progress)
          if !progress.isStopping { read(&own, outcomes, paths) }
        }
        merged.withLock { merge(&$0, own) }
      }
    }
    return progress.isStopping ? nil : merged.withLock { $0 }
  }
}

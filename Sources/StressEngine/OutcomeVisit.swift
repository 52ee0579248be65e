import CreditBasics
import Dispatch
import Synchronization

extension StressRun {
  /// Simulates every path and shows what happened, block by block, without keeping any measure.
  ///
  /// - Parameters:
  ///   - progress: How far the run is, and how it is told to stop.
  ///   - visit: Called with a block's outcomes and the number of its first path, from any worker
  ///     and in any order.
  /// - Returns: false when told to stop before the end.
  public func visitBlocks(
    _ progress: RunProgress = RunProgress(),
    _ visit: @Sendable (_ outcomes: BlockOutcomes, _ firstPath: Int) -> Void
  ) -> Bool {
    let paths = plan.scenario.simulation.paths
    let blocks = RunPlan.blockCount(paths: paths)
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, blocks))) { _ in
      TileRunner.with(plan, recordsLens: false) { runner in
        while !progress.isStopping {
          let block = next.add(1, ordering: .relaxed).oldValue
          guard block < blocks else { break }
          let first = block * RunPlan.blockPaths
          let count = min(RunPlan.blockPaths, paths - first)
          var outcomes = BlockOutcomes(
            pathCount: count, minerCount: plan.scenario.miners.count,
            trancheCount: plan.scenario.miners.reduce(0) { $0 + $1.tranches.count })
          let numbers = (0..<count).map { UInt64(first + $0) }
          runner.run(paths: numbers, into: &outcomes, progress: progress)
          if !progress.isStopping { visit(outcomes, first) }
        }
      }
    }
    return !progress.isStopping
  }
}

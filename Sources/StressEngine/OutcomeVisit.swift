import CreditBasics
import Dispatch
import RiskMeasures
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
      let runner = TileRunner(plan)
      var unused = StressTally(plan.scenario)
      while !progress.isStopping {
        let block = next.add(1, ordering: .relaxed).oldValue
        guard block < blocks else { break }
        let first = block * RunPlan.blockPaths
        let count = min(RunPlan.blockPaths, paths - first)
        var outcomes = BlockOutcomes(
          pathCount: count, minerCount: plan.scenario.miners.count,
          trancheCount: plan.scenario.miners.reduce(0) { $0 + $1.tranches.count })
        for start in stride(from: 0, to: count, by: TileRunner.lanes) where !progress.isStopping {
          let size = min(TileRunner.lanes, count - start)
          let numbers = (0..<size).map { UInt64(first + start + $0) }
          runner.run(paths: numbers, into: &outcomes, first: start, tally: &unused)
          progress.add(size)
        }
        if !progress.isStopping { visit(outcomes, first) }
      }
    }
    return !progress.isStopping
  }
}

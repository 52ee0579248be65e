import CreditBasics
import Dispatch
import RiskMeasures
import Synchronization

/// Deals blocks of paths to workers and merges what they found.
///
/// A worker takes the next block when it has finished one, so that no core waits for another. Sums are
/// exact and counts are integers, so neither the dealing nor the order of merging can change a result.
struct BlockScheduler: Sendable {
  let plan: RunPlan
  let threads: Int
  let progress: RunProgress

  /// Simulates blocks and returns the tally of all; nil when told to stop before the end.
  func run(blocks: Range<Int>) -> StressTally? {
    let next = Atomic<Int>(blocks.lowerBound)
    let total = Mutex<StressTally?>(nil)
    let workers = max(1, min(threads, blocks.count))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      let runner = TileRunner(plan)
      var tally = plan.emptyTally
      while !progress.isStopping {
        let block = next.add(1, ordering: .relaxed).oldValue
        guard block < blocks.upperBound else { break }
        runBlock(block, runner, &tally)
      }
      total.withLock { merged in
        if merged == nil { merged = tally } else { merged?.merge(tally) }
      }
    }
    return progress.isStopping ? nil : total.withLock { $0 }
  }

  private func runBlock(_ block: Int, _ runner: TileRunner, _ tally: inout StressTally) {
    let first = block * RunPlan.blockPaths
    let count = min(RunPlan.blockPaths, plan.scenario.simulation.paths - first)
    var outcomes = BlockOutcomes(
      pathCount: count, minerCount: tally.book.miners.count,
      trancheCount: tally.book.tranches.count)
    let paths = (0..<count).map { UInt64(first + $0) }
    runner.lens?.begin(pathCount: count)
    runner.run(paths: paths, into: &outcomes, progress: progress)
    if progress.isStopping { return }
    runner.fans.flush(count: count, to: &tally)
    runner.lens?.flush(outcomes, to: &tally)
    tally.add(outcomes, firstPath: first)
  }
}

import CreditBasics
import Dispatch
import RiskMeasures

/// Deals blocks of paths to workers and merges what they found.
///
/// For runs that are kept in memory; `BlockWork` lets what was found be taken away on the way.
struct BlockScheduler: Sendable {
  let plan: RunPlan
  let threads: Int
  let progress: RunProgress

  /// Simulates blocks and returns the tally of all; nil when told to stop before the end.
  func run(blocks: Range<Int>) -> StressTally? {
    let work = BlockWork(plan: plan, blocks: BlockSet(blocks), progress: progress)
    let workers = max(1, min(threads, blocks.count))
    DispatchQueue.concurrentPerform(iterations: workers) { _ in work.work() }
    return progress.isStopping ? nil : work.takeHarvest()?.tally
  }

  /// Simulates one block and adds it to a tally; false, with nothing added, when told to stop.
  ///
  /// A block of several stretches whose first one has been added is finished all the same.
  func runBlock(_ block: Int, _ runner: TileRunner, _ tally: inout StressTally) -> Bool {
    let first = block * RunPlan.blockPaths
    let count = min(RunPlan.blockPaths, plan.scenario.simulation.paths - first)
    var outcomes = BlockOutcomes(
      pathCount: count, minerCount: tally.book.miners.count,
      trancheCount: tally.book.tranches.count)
    runner.lens?.begin(pathCount: count)
    let stretchPaths = plan.stretchPaths
    for start in stride(from: 0, to: count, by: stretchPaths) {
      let stretch = start..<min(start + stretchPaths, count)
      runner.lens?.beginStretch(pathCount: stretch.count)
      runner.run(
        paths: stretch.map { UInt64(first + $0) }, into: &outcomes, first: start,
        progress: start == 0 ? progress : nil)
      if start == 0 {
        if progress.isStopping { return false }
      } else {
        progress.add(stretch.count)
      }
      runner.fans.flush(count: stretch.count, isLast: stretch.upperBound == count, to: &tally)
      runner.lens?.flushStretch(to: &tally)
    }
    runner.lens?.flush(outcomes, to: &tally)
    tally.add(outcomes, firstPath: first)
    return true
  }
}

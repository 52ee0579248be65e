import CreditBasics
import Dispatch

/// Some paths drawn under one of several tilts.
package struct TiltedBlock: Sendable {
  /// Index of the tilt.
  package let tilt: Int
  /// Numbers of the paths.
  package let paths: Range<UInt64>

  package init(tilt: Int, paths: Range<UInt64>) {
    self.tilt = tilt
    self.paths = paths
  }
}

/// Paths of one scenario under several tilts, with the totals of their draws.
package struct TiltedRun: Sendable {
  private let scenario: Scenario
  private let space: DrawSpace
  private let tilts: [DrawTilt]
  private let threads: Int

  package init(_ scenario: Scenario, space: DrawSpace, tilts: [DrawTilt], threads: Int) {
    self.scenario = scenario
    self.space = space
    self.tilts = tilts
    self.threads = threads
  }

  /// Simulates blocks.
  ///
  /// List the blocks of a tilt one after another, as each change of tilt makes a new plan.
  ///
  /// - Parameter visit: Called with a block's index, its outcomes and its paths' totals, path by path,
  ///   from any worker and in any order.
  /// - Returns: false when told to stop before the end.
  package func forEachBlock(
    of blocks: [TiltedBlock], progress: RunProgress,
    _ visit: @Sendable (_ index: Int, _ outcomes: BlockOutcomes, _ totals: [Double]) -> Void
  ) -> Bool {
    let deal = Deal(blocks.count)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, blocks.count))) { _ in
      var next = deal.take()
      while let first = next, !progress.isStopping {
        let tilt = blocks[first].tilt
        let plan = self.plan(tilts[tilt])
        TileRunner.with(plan, recordsExtras: false) { runner in
          while let index = next, blocks[index].tilt == tilt, !progress.isStopping {
            let paths = Array(blocks[index].paths)
            var outcomes = BlockOutcomes(
              pathCount: paths.count, minerCount: plan.book.miners.count,
              trancheCount: plan.book.tranches.count)
            runner.draws?.beginBlock()
            guard runner.run(paths: paths, into: &outcomes, progress: progress) else { return }
            visit(index, outcomes, runner.draws?.totals ?? [])
            next = deal.take()
          }
        }
      }
    }
    return !progress.isStopping
  }

  private func plan(_ tilt: DrawTilt) -> RunPlan {
    var tilted = scenario
    tilted.simulation.tilt = tilt
    tilted.simulation.tilt?.periodEnds = space.periodEnds
    var plan = RunPlan(tilted, extras: [], bottomless: false, fans: false)
    plan.stepsRun = space.steps
    plan.drawSpace = space.tilted(by: tilted)
    return plan
  }
}

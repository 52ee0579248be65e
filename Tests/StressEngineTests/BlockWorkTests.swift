import CreditBasics
import Foundation
import StressEngine
import TestSupport
import Testing

@Suite struct BlockWorkTests {
  /// A worker that is asked for its work during the last block hands that over on the way: the work is
  /// complete, and whoever waits for it must hear so.
  @Test func theLastBlockHandedOverOnTheWayCompletesTheWork() {
    var scenario = RandomScenarios.scenario(seed: 3)
    scenario.simulation.paths = 3 * RunPlan.blockPaths
    let work = BlockWork(
      plan: RunPlan(scenario), blocks: BlockSet(0..<3), progress: RunProgress())
    let end = RunProgress()
    Thread.detachNewThread {
      while !end.isStopping {
        work.askForHandOver()
        usleep(10)
      }
    }
    #expect(work.work())
    end.stop()
    #expect(work.takeHarvest()?.blocks == BlockSet(0..<3))
  }
}

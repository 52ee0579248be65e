import CreditBasics
import Foundation
import StressEngine
import Synchronization
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

  /// Whoever stops a run when its last path is counted still gets the run.
  @Test func aStopAfterTheLastPathComesTooLate() {
    var scenario = RandomScenarios.scenario(seed: 3)
    scenario.simulation.paths = 300
    let progress = RunProgress()
    Thread.detachNewThread {
      while progress.finishedPaths < 300 { usleep(1) }
      progress.stop()
    }
    let tally = StressRun(scenario, threads: 1).run(progress)
    #expect(progress.finishedPaths == 300 && tally?.pathCount == 300)
    #expect(StressRun(scenario, threads: 1).run(progress) == nil)
  }

  @Test func blocksHoldAtLeastOnePath() {
    let visited = Mutex<[Range<Int>]>([])
    let run = StressRun(RandomScenarios.scenario(seed: 3), threads: 1)
    let isDone = run.forEachBlock(of: [1, 2, 3], size: 0) { _, positions in
      visited.withLock { $0.append(positions) }
    }
    #expect(isDone && visited.withLock { $0 } == [0..<1, 1..<2, 2..<3])
  }

  /// Figures of one book under the names of another would look right.
  @Test func aTallyOfAnotherBookIsRefused() async {
    await #expect(processExitsWith: .failure) {
      let run = StressRun(RandomScenarios.scenario(seed: 3), threads: 1)
      _ = StressRun(RandomScenarios.scenario(seed: 4), threads: 1).result(of: run.plan.emptyTally)
    }
  }
}

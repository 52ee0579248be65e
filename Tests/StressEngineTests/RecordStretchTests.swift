import CreditBasics
import Foundation
import RiskMeasures
import StressEngine
import TestSupport
import Testing

/// In how many stretches a block is recorded changes nothing.
@Suite struct RecordStretchTests {
  /// Two whole blocks and a part that ends within a tile.
  private func tally(_ seed: UInt64, recordBytes: Int, threads: Int) throws -> [UInt8] {
    var scenario = RandomScenarios.scenario(seed: seed)
    scenario.simulation.paths = 2 * RunPlan.blockPaths + 345
    var plan = RunPlan(scenario)
    plan.recordBytes = recordBytes
    return try #require(StressRun(plan, threads: threads).run()).encode()
  }

  @Test(arguments: [3, 4, 8] as [UInt64])
  func stretchesGiveTheSameBits(seed: UInt64) throws {
    let whole = try tally(seed, recordBytes: .max, threads: 1)
    // A tile at a time, and what a few tiles need.
    for bytes in [0, 150_000, 1_000_000] {
      #expect(try tally(seed, recordBytes: bytes, threads: 2) == whole, "\(bytes)")
    }
  }

  /// One block and two, by more workers than blocks: as many as share a block, and more than it has parts.
  @Test(arguments: [600, 1024, 1500], [2, 3, 100]) func workersShareABlock(
    paths: Int, threads: Int
  ) throws {
    var scenario = RandomScenarios.scenario(seed: 8)
    scenario.simulation.paths = paths
    var plan = RunPlan(scenario)
    plan.blockParts = 4
    let alone = try #require(StressRun(plan, threads: 1).run())
    let shared = try #require(StressRun(plan, threads: threads).run())
    #expect(shared.pathCount == paths)
    // Millions of bytes are not for printing.
    let isSame = shared.encode() == alone.encode()
    #expect(isSame)
  }

  /// A block is added whole or not at all, whenever a run is stopped.
  @Test(arguments: [1, 40, 1000, 1030, 2500]) func stoppedRunsHoldWholeBlocks(paths: Int) throws {
    var scenario = RandomScenarios.scenario(seed: 3)
    scenario.simulation.paths = 100 * RunPlan.blockPaths
    var plan = RunPlan(scenario)
    plan.recordBytes = 0
    let progress = RunProgress()
    let work = BlockWork(plan: plan, blocks: BlockSet(0..<100), progress: progress)
    Thread.detachNewThread {
      while progress.finishedPaths < paths { usleep(20) }
      progress.stop()
    }
    work.work()
    if let harvest = work.takeHarvest() {
      #expect(harvest.tally.pathCount == harvest.blocks.count * RunPlan.blockPaths)
      let alone = BlockWork(plan: plan, blocks: harvest.blocks, progress: RunProgress())
      alone.work()
      #expect(alone.takeHarvest()?.tally.encode() == harvest.tally.encode())
    }
  }
}

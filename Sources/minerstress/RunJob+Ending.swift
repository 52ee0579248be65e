import Foundation
import Reporting
import RiskMeasures
import RunFiles
import ScenarioFiles
import StressEngine

/// How a run ends: with its result, or with its work saved.
extension RunJob {
  /// Writes the result, or the shard, and removes the checkpoint.
  ///
  /// - Returns: The result; nil for a shard.
  @discardableResult
  func deliver(_ keeper: WorkKeeper, seconds: Double) throws -> StressResult? {
    guard let tally = keeper.tally else { throw CommandFailure(.failed, "nothing was simulated") }
    do {
      let result =
        shard == nil
        ? StressRun(keeper.plan, threads: threads)
          .result(of: tally.replanned(paths: read.scenario.simulation.paths)) : nil
      if let result {
        try WrittenResult.write(
          result, tables, read, identity, to: directory, existing: existing,
          threads: threads, seconds: seconds)
      } else {
        try ShardDirectory.write(
          TallyFile(header: header, blocks: keeper.blocks, tally: tally),
          scenario: read.resolvedJSON, to: directory)
      }
      keeper.discardCheckpoint()
      return result
    } catch {
      let isSaved = keeper.saveAfterFailure()
      let saved = keeper.savedBlocks.count
      let remedy =
        isSaved
        ? "; the work is saved, run again with --resume"
        : saved > 0
          ? "; \(saved) of \(blocks.count) blocks are saved, run again with --resume" : ""
      throw CommandFailure(.failed, "\(error)" + remedy)
    }
  }

  /// Saves the work of a run that was told to stop.
  ///
  /// - Throws: `CommandFailure` when another process was found at work on the same run.
  func leave(_ keeper: WorkKeeper, _ clock: StopClock) throws -> ExitStatus {
    if let rival = keeper.rival { throw busyFailure(rival) }
    guard let status = clock.status else { return .failed }
    guard keeper.save() else { return .failed }
    let done = keeper.blocks.count
    Console.note(
      done == 0
        ? "\(name): stopped before any work was done"
        : "\(name): stopped with \(done) of \(blocks.count) blocks saved; continue with --resume")
    return status
  }
}

import CreditBasics
import Foundation
import Reporting
import RiskMeasures
import RunFiles
import ScenarioFiles
import StressEngine

/// What a run has delivered.
struct Delivery {
  /// Its result; nil for a shard.
  let result: StressResult?
  /// Which file that was asked for is missing, and how to make it; nil when everything is there.
  let failure: CommandFailure?
}

/// How a run ends: with its result, or with its work saved.
extension RunJob {
  /// Writes the result, or the shard, and removes the checkpoint.
  ///
  /// - Throws: `CommandFailure` when there is no result; it says what is saved.
  func deliver(_ keeper: WorkKeeper, seconds: Double) throws -> Delivery {
    guard let tally = keeper.tally else { throw CommandFailure(.failed, "nothing was simulated") }
    do {
      let result =
        shard == nil ? StressRun(keeper.plan, threads: threads).result(of: tally) : nil
      if let result {
        if let missing = try WrittenResult.write(result, of: self, seconds: seconds) {
          return Delivery(result: result, failure: failure(without: missing, keeper))
        }
      } else {
        try ShardDirectory.write(
          TallyFile(header: header, blocks: keeper.blocks, tally: tally),
          scenario: read.resolvedJSON, to: directory)
      }
      keeper.discardCheckpoint()
      return Delivery(result: result, failure: nil)
    } catch {
      throw CommandFailure(.failed, "\(error)" + remedy(saved(keeper)))
    }
  }

  /// How to go on with work that is saved; what others have put in the place of its result must go
  /// first.
  private func remedy(_ saved: String?) -> String {
    guard let saved else { return "; nothing is saved" }
    guard isTaken, ProgramBuild.isKnown else {
      return "; \(saved)" + ProgramBuild.resuming(", run again with --resume")
    }
    return "; or keep this work: \(saved), move \(directory) away and run again with --resume"
  }

  /// How to go on with saved work; what is in its result's place must go first.
  var resuming: String {
    let first = isTaken ? "move \(directory) away and " : ""
    return ProgramBuild.resuming("; \(first)continue with --resume")
  }

  private func failure(without missing: UnwrittenExtra, _ keeper: WorkKeeper) -> CommandFailure {
    let saved = ProgramBuild.isKnown ? saved(keeper) : nil
    let way = saved.map { "\($0), run again with --resume" } ?? "run again \(replacing)"
    return CommandFailure(
      .failed, "\(directory) has its tables, but no \(missing.name): \(missing); \(way)")
  }

  /// Saves the work of a run whose result could not be written: how much of it the checkpoint holds,
  /// nil for nothing.
  private func saved(_ keeper: WorkKeeper) -> String? {
    if keeper.saveAtEnd() { return "the work is saved" }
    let saved = keeper.savedBlocks.count
    return saved > 0 ? "\(saved) of \(blocks.count) blocks are saved" : nil
  }

  /// Saves the work of a run that was told to stop.
  ///
  /// - Throws: `CommandFailure` when another process was found at work on the same run, or the work
  ///   could not be saved.
  func leave(_ keeper: WorkKeeper, _ clock: StopClock) throws -> ExitStatus {
    if let rival = keeper.rival { throw busyFailure(rival) }
    guard let status = clock.status else { return .failed }
    guard keeper.saveAtEnd() else {
      if let rival = keeper.rival { throw busyFailure(rival) }
      throw CommandFailure(.failed, "\(name): \(unsaved(keeper))")
    }
    let done = keeper.blocks.count
    let told =
      if let limit = clock.passedLimit(paths: keeper.newPaths), keeper.blocks == keeper.resumed {
        tooShort(limit, keeper)
      } else if done == 0 {
        "stopped before any work was done"
      } else {
        "stopped with \(done) of \(blocks.count) blocks saved" + resuming
      }
    Console.note("\(name): \(told)")
    return status
  }

  /// That a time limit was too short for any work.
  private func tooShort(_ limit: PassedLimit, _ keeper: WorkKeeper) -> String {
    let done = keeper.blocks.count
    let saved = done == 0 ? "nothing is saved" : "\(done) of \(blocks.count) are saved as before"
    // At most one block a thread, and no more paths than are left.
    let least = min(threads * RunPlan.blockPaths, paths - pathCount(keeper.blocks))
    return limit.text(
      before: "one block of paths", saved: saved, remedy: "allow more time", needed: least)
  }

  /// What became of work that could not all be saved.
  func unsaved(_ keeper: WorkKeeper) -> String {
    let saved = keeper.savedBlocks.count
    let reason = keeper.failure.map { ": \($0)" } ?? ""
    return "stopped, and the work since the last checkpoint could not be saved\(reason); "
      + (saved == 0
        ? "nothing is saved"
        : "\(saved) of \(blocks.count) blocks are"
          + ProgramBuild.resuming(", continue with --resume"))
  }
}

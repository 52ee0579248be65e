import CreditBasics
import Dispatch
import Foundation
import RiskMeasures
import RunFiles
import StressEngine
import Synchronization

/// Keeps what a run has found: in memory, and from time to time in its checkpoint.
final class WorkKeeper: Sendable {
  let plan: RunPlan
  let progress: RunProgress
  /// The blocks that the checkpoint held when the work began.
  let resumed: BlockSet
  private let state: Mutex<State>
  private let queue = DispatchQueue(label: "minerstress.checkpoint")

  private struct State {
    var checkpoint: CheckpointDirectory
    /// What the checkpoint holds.
    var saved: BlockHarvest?
    /// What it does not hold yet.
    var unsaved: BlockHarvest?
    var hasComplained = false
    /// Why the last attempt to save has failed.
    var failure: String?
    var rival: CheckpointBusy?
  }

  /// Keeps the work of a run, beginning with what a checkpoint holds.
  ///
  /// - Throws: `CheckpointMismatch`, `CheckpointBusy`.
  init(_ plan: RunPlan, progress: RunProgress, checkpoint: CheckpointDirectory) throws {
    self.plan = plan
    self.progress = progress
    var checkpoint = checkpoint
    let loaded = try checkpoint.load()
    for complaint in loaded.complaints { Console.error(complaint) }
    let saved = loaded.tally.map { BlockHarvest(blocks: loaded.blocks, tally: $0) }
    resumed = loaded.blocks
    progress.add(saved?.tally.pathCount ?? 0)
    state = Mutex(State(checkpoint: checkpoint, saved: saved))
  }

  /// The blocks found so far.
  var blocks: BlockSet {
    state.withLock { state in
      (state.saved?.blocks ?? BlockSet()).union(state.unsaved?.blocks ?? BlockSet())
    }
  }

  /// Paths simulated since the work began, kept or not.
  var newPaths: Int {
    progress.finishedPaths - RunPlan.pathCount(resumed, of: plan.scenario.simulation.paths)
  }

  /// Starts to save every `seconds` what the workers find, until the timer is ended.
  func saveRegularly(_ work: BlockWork, every seconds: Double) -> SaveTimer {
    SaveTimer(queue: queue, seconds: seconds) { [self] in
      work.askForHandOver()
      // A worker answers after the block under way; what comes later is saved the next time.
      for _ in 0..<1000 where !work.haveAnswered { usleep(2000) }
      take(from: work)
      save()
    }
  }

  /// Takes over what workers have handed over.
  func take(from work: BlockWork) {
    guard let harvest = work.takeHarvest() else { return }
    state.withLock { $0.unsaved = Self.joined($0.unsaved, harvest) }
  }

  /// Saves the work of a run that ends without its result, for a reason that its caller reports.
  ///
  /// A checkpoint that holds nothing is not left behind.
  ///
  /// - Returns: Whether the checkpoint now holds everything.
  func saveAtEnd() -> Bool {
    if save(isQuiet: true) { return true }
    state.withLock { if $0.saved == nil { try? $0.checkpoint.discard() } }
    return false
  }

  /// Saves what is not saved yet; a failure is reported and the work stays in memory.
  ///
  /// - Returns: Whether the checkpoint now holds everything.
  @discardableResult
  func save(isQuiet: Bool = false) -> Bool {
    state.withLock { state in
      if !state.checkpoint.isWhole, let saved = state.saved {
        Console.error("the checkpoint has vanished; everything is saved again")
        state.checkpoint.startOver()
        state.unsaved = state.unsaved.map { Self.joined(saved, $0) } ?? saved
        state.saved = nil
      }
      guard let unsaved = state.unsaved else { return true }
      do {
        try state.checkpoint.save(blocks: unsaved.blocks, tally: unsaved.tally)
      } catch let rival as CheckpointBusy {
        // Another process was started at the same time and has saved first: one of the two is
        // enough.
        state.rival = rival
        progress.stop()
        return false
      } catch {
        if !state.hasComplained && !isQuiet {
          let kept = state.saved == nil ? "nothing is saved yet" : "the last checkpoint is kept"
          Console.error("no checkpoint: \(error); the run goes on, \(kept)")
        }
        state.hasComplained = true
        state.failure = "\(error)"
        return false
      }
      if state.hasComplained && !isQuiet { Console.error("checkpoints are saved again") }
      state.hasComplained = false
      state.saved = Self.joined(state.saved, unsaved)
      state.unsaved = nil
      return true
    }
  }

  /// Another process that is found to be at work on the same run; nil while this one is alone.
  var rival: CheckpointBusy? { state.withLock { $0.rival } }

  /// Why the last attempt to save has failed; nil where none has.
  var failure: String? { state.withLock { $0.failure } }

  /// The blocks that the checkpoint holds.
  var savedBlocks: BlockSet { state.withLock { $0.saved?.blocks ?? BlockSet() } }

  /// Everything found so far; nil before the first block.
  var tally: StressTally? {
    state.withLock { state in
      state.unsaved.map { Self.joined(state.saved, $0).tally } ?? state.saved?.tally
    }
  }

  /// Lets other processes use the checkpoint, with everything that is saved left in its place.
  func letGo() { state.withLock { $0.checkpoint.letGo() } }

  /// Removes the checkpoint once the result is in its place; another process's stays.
  func discardCheckpoint() { state.withLock { try? $0.checkpoint.discard() } }

  private static func joined(_ first: BlockHarvest?, _ second: BlockHarvest) -> BlockHarvest {
    guard var first else { return second }
    first.merge(second)
    return first
  }
}

/// Calls an action again and again on a queue, until it is ended.
final class SaveTimer {
  private let timer: any DispatchSourceTimer
  private let queue: DispatchQueue

  init(queue: DispatchQueue, seconds: Double, _ action: @escaping @Sendable () -> Void) {
    self.queue = queue
    timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: .now() + seconds, repeating: seconds)
    timer.setEventHandler(handler: action)
    timer.activate()
  }

  /// Stops the timer and waits for an action under way.
  func end() {
    timer.cancel()
    queue.sync {}
  }
}

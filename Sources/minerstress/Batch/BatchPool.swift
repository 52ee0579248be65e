import Dispatch
import Foundation
import StressEngine
import Synchronization

/// Workers that share the scenarios of a batch.
///
/// A worker helps with a scenario that has blocks left, else it opens the next one. So scenarios
/// overlap: nobody waits while the last blocks of one are simulated or its files are written.
final class BatchPool: Sendable {
  let index: BatchIndex
  private let isQuiet: Bool
  private let failsFast: Bool
  private let state = Mutex(State())
  private let delivering = DispatchGroup()
  /// Limits the number of results that wait in memory for the disk.
  private let places = DispatchSemaphore(value: 8)

  /// A scenario under way.
  final class Active: Sendable {
    let number: Int, job: RunJob, keeper: WorkKeeper, work: BlockWork
    /// Runs since it was opened.
    let watch: Stopwatch
    private let timer: Mutex<SaveTimer?>

    init(_ number: Int, _ job: RunJob, _ keeper: WorkKeeper, watch: Stopwatch) {
      self.number = number
      self.watch = watch
      self.job = job
      self.keeper = keeper
      work = BlockWork(
        plan: keeper.plan, blocks: job.blocks.subtracting(keeper.blocks), progress: keeper.progress)
      timer = Mutex(keeper.saveRegularly(work, every: job.saveEvery))
    }

    /// Whether there are blocks that nobody has begun, and nothing has stopped the run.
    var needsHelp: Bool { !work.isDealt && !keeper.progress.isStopping }

    /// Ends the timer and takes the last of the work.
    func collect() {
      timer.withLock { timer in
        timer?.end()
        timer = nil
      }
      keeper.take(from: work)
    }
  }

  private struct State {
    var next = 0
    /// The scenarios that are being opened, by number, with their work where it has begun.
    var opening: [Int: WorkKeeper?] = [:]
    var active: [Active] = []
    var isStopping = false
    /// Paths of the scenarios that are done with.
    var settledPaths = 0
    /// Whether some scenario has got further than before this call.
    var hasGained = false
    /// Paths simulated of scenarios that were stopped.
    var stoppedPaths = 0
    /// Blocks that scenarios which were stopped still lack.
    var leftBlocks = 0
  }

  init(_ index: BatchIndex, failsFast: Bool, isQuiet: Bool) {
    self.index = index
    self.failsFast = failsFast
    self.isQuiet = isQuiet
  }

  /// Works on all scenarios with a number of threads, until they are done or `stop()` is called.
  func run(threads: Int) {
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
      while let active = nextActive() {
        let completed = active.work.work()
        if completed || active.work.blockCount == 0 { finishAside(active) }
      }
    }
    delivering.wait()
    for active in state.withLock({ $0.active }) { leave(active) }
  }

  /// Whether any scenario has got further, once the work has ended.
  var hasGained: Bool { state.withLock { $0.hasGained } }

  /// Paths simulated of the scenarios that were stopped, kept or not.
  var stoppedPaths: Int { state.withLock { $0.stoppedPaths } }

  /// Blocks that the scenarios which were stopped still lack.
  var leftBlocks: Int { state.withLock { $0.leftBlocks } }

  /// Tells every worker to stop.
  func stop() {
    state.withLock { state in
      state.isStopping = true
      for keeper in state.opening.values { keeper?.progress.stop() }
      for active in state.active { active.keeper.progress.stop() }
    }
  }

  /// Paths done with, and the names and shares of scenarios under way.
  var progress: (paths: Int, active: [String]) {
    let (settled, active) = state.withLock { ($0.settledPaths, $0.active) }
    let done = active.reduce(settled) { $0 + $1.keeper.progress.finishedPaths }
    return (
      done,
      active.map {
        "\($0.job.name) \($0.keeper.progress.finishedPaths * 100 / max(1, $0.job.paths)) %"
      }
    )
  }

  private enum Step {
    case help(Active)
    case open(Int)
    case wait, end
  }

  private func nextActive() -> Active? {
    while true {
      let step: Step = state.withLock { state in
        if state.isStopping { return .end }
        if let open = state.active.first(where: \.needsHelp) { return .help(open) }
        guard state.next < index.entries.count else { return state.opening.isEmpty ? .end : .wait }
        defer { state.next += 1 }
        state.opening.updateValue(nil, forKey: state.next)
        return .open(state.next)
      }
      switch step {
      case .end: return nil
      // The last scenarios need help once they are open.
      case .wait: usleep(2000)
      case .help(let active): return active
      case .open(let number): if let active = open(number) { return active }
      }
    }
  }

  /// Opens a scenario; nil when it is complete, or cannot be run.
  private func open(_ number: Int) -> Active? {
    let watch = Stopwatch()
    defer { state.withLock { _ = $0.opening.removeValue(forKey: number) } }
    do {
      let job = try index.entries[number].job.get()
      guard let keeper = try job.open() else {
        settle(number, .complete)
        return nil
      }
      state.withLock { state in
        state.opening[number] = keeper
        if state.isStopping { keeper.progress.stop() }
      }
      // A batch that ran out of memory would lose the work of its other scenarios too.
      do {
        try RunEstimate(job, keeper, threads: 1)?.check()
      } catch {
        keeper.letGo()
        throw error
      }
      let active = Active(number, job, keeper, watch: watch)
      state.withLock { state in
        state.active.append(active)
        if state.isStopping { keeper.progress.stop() }
      }
      return active
    } catch {
      let job = try? index.entries[number].job.get()
      fail(number, error, stands: job?.keepsWholeResult ?? false)
      return nil
    }
  }

  /// Writes files while the workers go on: forcing them to disk takes time, not a processor.
  private func finishAside(_ active: Active) {
    places.wait()
    DispatchQueue.global().async(group: delivering) { [self] in
      finish(active)
      places.signal()
    }
  }

  private func finish(_ active: Active) {
    active.collect()
    do {
      let delivery = try active.job.deliver(active.keeper, seconds: active.watch.seconds)
      if let failure = delivery.failure { throw failure }
      state.withLock { $0.hasGained = true }
      drop(active)
      settle(active.number, .complete)
    } catch {
      noteGain(of: active.keeper)
      drop(active)
      fail(active.number, error)
    }
  }

  /// Notes that a scenario has got further in this call, even if that could not be saved.
  private func noteGain(of keeper: WorkKeeper) {
    guard keeper.blocks.count > keeper.resumed.count else { return }
    state.withLock { $0.hasGained = true }
  }

  /// Saves the work of a scenario that was stopped.
  private func leave(_ active: Active) {
    active.collect()
    let (job, keeper) = (active.job, active.keeper)
    let isSaved = keeper.saveAtEnd()
    noteGain(of: keeper)
    state.withLock { state in
      state.stoppedPaths += keeper.newPaths
      state.leftBlocks += job.blocks.count - keeper.blocks.count
    }
    // The scenario was opened, but told to stop before its first block.
    if isSaved, keeper.savedBlocks.isEmpty { return }
    if let rival = keeper.rival {
      index.note(active.number, .failed, "\(rival)")
    } else if isSaved {
      let saved = "\(keeper.savedBlocks.count) of \(job.blocks.count) blocks are saved"
      index.note(active.number, .stopped, saved + job.resuming)
    } else {
      index.note(active.number, .failed, job.unsaved(keeper))
    }
  }

  private func drop(_ active: Active) {
    state.withLock { state in state.active.removeAll { $0 === active } }
  }

  private func fail(_ number: Int, _ error: any Error, stands: Bool = false) {
    let failure = error as? CommandFailure
    let invalid = failure?.status == .invalidScenario
    settle(number, invalid ? .invalid : .failed, failure?.message ?? "\(error)", stands: stands)
    if failsFast { stop() }
  }

  private func settle(
    _ number: Int, _ status: BatchIndex.Status, _ message: String = "", stands: Bool = false
  ) {
    let entry = index.entries[number]
    index.note(number, status, message, stands: stands)
    state.withLock { $0.settledPaths += entry.paths }
    if !isQuiet {
      Console.note(
        "\(entry.name): \(status.rawValue)" + (message.isEmpty ? "" : ": \(message)"))
    }
    try? index.write(last: false)
  }
}

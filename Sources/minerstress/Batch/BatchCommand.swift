import Foundation
import Questions
import StressEngine

/// `minerstress batch`: many scenarios in, one result directory each and a table of all.
enum BatchCommand {
  static let command = Command(
    name: "batch", operands: "SCENARIO|DIR...",
    summary: "run many scenarios, with a table of all",
    options: [.out, .failFast, .paired, .unpaired, .quiet] + OptionSpec.simulation
      + OptionSpec.keeping + OptionSpec.scenario,
    run: run)

  static func run(_ arguments: Arguments) throws -> ExitStatus {
    guard let out = arguments.string(.out) else {
      throw CommandFailure.usage("batch: --out DIR is missing")
    }
    let entries = try BatchEntry.all(arguments, out: out)
    let place = try BatchPlace(out, entries, arguments)
    defer { place.letGo() }
    let index = BatchIndex(entries, out: out)
    let pool = BatchPool(
      index, failsFast: arguments.has(.failFast), isQuiet: arguments.has(.quiet))
    let pairing = RunProgress()
    let clock = StopClock(timeLimit: try arguments.seconds(.timeLimit)) {
      pool.stop()
      pairing.stop()
    }
    let line = progressLine(pool, entries, isQuiet: arguments.has(.quiet))
    let threads = try arguments.workers()
    pool.run(threads: threads)
    line.end()
    try index.write(last: true)
    let status = report(
      pool, clock, out, threads: threads, overwrites: arguments.has(.overwrite))
    // A stop after the last simulation has stopped the pairing too, so that nothing is written
    // below.
    guard clock.status == nil || status == .delivered else { return status }
    let comparison = try BatchComparison(index, arguments, out: out)
    guard let comparison else {
      // Where no result is of these inputs, the comparison that is there still holds for the
      // results that are kept.
      if index.count(.complete) > 0 { place.removeComparison() }
      return status
    }
    let runs = PairedRuns(threads: threads, progress: pairing)
    guard try comparison.write(runs, isQuiet: arguments.has(.quiet)) else {
      Console.note(
        tooShort(comparison, pool, clock, pairing)
          ?? "stopped before \(out)/comparison.csv was written"
          + ProgramBuild.resuming("; continue with --resume"))
      return clock.status ?? .failed
    }
    return status
  }

  private static func progressLine(
    _ pool: BatchPool, _ entries: [BatchEntry], isQuiet: Bool
  ) -> ProgressLine {
    let paths = entries.reduce(0) { $0 + $1.paths }
    let watch = Stopwatch()
    return ProgressLine(isQuiet: isQuiet) {
      let now = pool.progress
      let done = entries.count - pool.index.count(.pending)
      let all = ProgressLine.text(
        now.paths, of: paths, seconds: watch.seconds,
        name: "\(done) of \(entries.count) scenarios")
      return ([all] + now.active).joined(separator: "; ")
    }
  }

  private static func report(
    _ pool: BatchPool, _ clock: StopClock, _ out: String, threads: Int, overwrites: Bool
  ) -> ExitStatus {
    let index = pool.index
    let complete = index.count(.complete)
    Console.print("\(complete) of \(index.entries.count) scenarios complete: \(out)/index.csv\n")
    let failures = index.failures
    for line in failures { Console.error(line) }
    // What has failed does not go on by itself: a scheduler must not start it again for ever.
    let isOpen = index.count(.stopped) + index.count(.pending) > 0
    if isOpen, let status = clock.status {
      Console.note(
        tooShort(pool, clock, threads: threads)
          ?? "stopped; \(out)/index.csv says what is saved"
          + ProgramBuild.resuming(
            overwrites && index.hasResultsInTheWay
              ? "; move away the old results of scenarios that it does not call complete, then continue with "
                + "--resume"
              : ", continue with --resume"))
      return status
    }
    if complete == index.entries.count { return .delivered }
    // Runs that were never begun, after --fail-fast, do not change the status.
    return index.count(.failed) == 0 && index.count(.invalid) > 0 ? .invalidScenario : .failed
  }

  /// That the time limit was too short for any work; nil where it was not.
  private static func tooShort(
    _ pool: BatchPool, _ clock: StopClock, threads: Int
  ) -> String? {
    passedInVain(pool, clock, paths: pool.stoppedPaths)?.text(
      before: "one block of paths of any scenario", saved: "nothing is saved that was not before",
      remedy: "allow more time",
      needed: min(threads, pool.leftBlocks) * RunPlan.blockPaths)
  }

  /// That a whole call was too short to pair the results, which is not saved in parts; nil where the call has
  /// gained something else, or was stopped otherwise.
  private static func tooShort(
    _ comparison: BatchComparison, _ pool: BatchPool, _ clock: StopClock, _ pairing: RunProgress
  ) -> String? {
    passedInVain(pool, clock, paths: pairing.finishedPaths)?.text(
      before: "the comparison", saved: "only whole results are kept",
      remedy: "allow more time or threads, or pair nothing with --unpaired",
      needed: comparison.pathCount)
  }

  /// The time limit, where it has passed before the call has gained anything.
  private static func passedInVain(
    _ pool: BatchPool, _ clock: StopClock, paths: Int
  ) -> PassedLimit? {
    pool.hasGained ? nil : clock.passedLimit(paths: paths)
  }
}

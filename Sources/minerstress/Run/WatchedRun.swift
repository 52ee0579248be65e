import StressEngine

/// Work that simulates, and ends early at a signal or its time limit.
enum WatchedRun {
  /// Runs a body and returns what it finds; shows a live line, if paths are given.
  ///
  /// - Throws: `CommandFailure` that says `stopped` where the body finds nothing, as it was stopped; given the
  ///   time limit if it was that.
  static func result<Result>(
    paths: Int? = nil, name: String = "", isQuiet: Bool = false, limit: Double? = nil,
    stopped: (PassedLimit?) -> String = { _ in "stopped; nothing was written" },
    _ body: (RunProgress) throws -> Result?
  ) throws -> Result {
    let progress = RunProgress()
    let clock = StopClock(timeLimit: limit, stop: progress.stop)
    let line = paths.map { ProgressLine(progress, paths: $0, name: name, isQuiet: isQuiet) }
    defer { line?.end() }
    guard let result = try body(progress) else {
      let limit = clock.passedLimit(paths: progress.finishedPaths)
      throw CommandFailure(clock.status ?? .failed, stopped(limit))
    }
    return result
  }
}

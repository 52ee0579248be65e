/// What the process tells the shell.
enum ExitStatus: Int32 {
  /// Everything asked for was delivered.
  case delivered = 0
  /// The run failed.
  case failed = 1
  /// Wrong usage.
  case usage = 2
  /// The scenario is invalid; nothing was run.
  case invalidScenario = 3
  /// Precision or merge condition not met.
  case conditionNotMet = 4
  /// Stopped with a checkpoint, resumable.
  case resumable = 75
  /// Interrupted by SIGINT.
  case interrupted = 130
  /// Ended by SIGTERM.
  case terminated = 143
}

/// A failure with its exit status and the one line that explains it.
struct CommandFailure: Error {
  let status: ExitStatus
  let message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }

  /// Wrong usage, with the way out.
  static func usage(_ message: String) -> CommandFailure { CommandFailure(.usage, message) }
}

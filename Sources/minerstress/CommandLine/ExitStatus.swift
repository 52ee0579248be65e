import CreditBasics

/// What the process tells the shell.
struct ExitStatus: Sendable, Equatable {
  let rawValue: Int32

  /// Everything asked for was delivered.
  static let delivered = ExitStatus(rawValue: 0)
  static let failed = ExitStatus(rawValue: 1)
  static let usage = ExitStatus(rawValue: 2)
  /// The scenario is invalid; nothing was run.
  static let invalidScenario = ExitStatus(rawValue: 3)
  /// Precision or merge condition not met.
  static let conditionNotMet = ExitStatus(rawValue: 4)
  /// Stopped with a checkpoint, resumable.
  static let resumable = ExitStatus(rawValue: 75)

  /// Ended by a signal: 128 and its number, as shells say it.
  static func signal(_ number: Int32) -> ExitStatus { ExitStatus(rawValue: 128 + number) }
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

  /// Usage of a name that is not known: what it was probably meant to be, or else where to look.
  static func unknown(
    _ complaint: String, _ name: String, among names: [String], prefix: String = "",
    else remedy: String
  ) -> CommandFailure {
    let near = Suggestion.nearest(to: name, among: names)
    let way = near.map { "did you mean \(prefix)\($0)?" } ?? remedy
    return usage("\(complaint); \(way)")
  }
}

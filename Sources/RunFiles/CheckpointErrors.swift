/// A checkpoint or shard that belongs to another run.
public struct CheckpointMismatch: Error {
  /// What differs.
  public var differences: [String]
  /// Whether another build of the program made it, which is the first difference then.
  package var isOfAnotherBuild = false

  /// Creates the error from what differs.
  public init(differences: [String]) { self.differences = differences }
}

/// Another process is at work on the same run.
public struct CheckpointBusy: Error, CustomStringConvertible {
  /// Its checkpoint.
  public var path: String

  /// The line to show.
  public var description: String {
    "another process is at work on \(path); wait for it, or end it and run again with --resume"
  }
}

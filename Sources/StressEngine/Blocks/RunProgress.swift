import Synchronization

/// Counts the paths that a run has finished, and tells it to stop.
///
/// Shared between the workers and whoever watches; every member is atomic.
public final class RunProgress: Sendable {
  private let finished = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)

  /// Progress of a run that has not begun.
  public init() {}

  /// Paths simulated so far.
  public var finishedPaths: Int { finished.load(ordering: .relaxed) }

  /// Whether the run has been told to stop.
  public var isStopping: Bool { stopping.load(ordering: .relaxed) }

  /// Tells the run to stop as soon as the tiles under way are done; a block that is partly recorded
  /// is finished first.
  public func stop() { stopping.store(true, ordering: .relaxed) }

  /// Counts paths as simulated: by workers, or before a resumed run begins.
  public func add(_ paths: Int) { finished.add(paths, ordering: .relaxed) }
}

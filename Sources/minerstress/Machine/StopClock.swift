import Dispatch
import Synchronization

/// What ends a run before its time: a signal, or its time limit on a clock that nobody can set.
final class StopClock {
  private let interruption: Interruption
  private let expired: Expiry
  private let watch = Stopwatch()
  private let timeLimit: Double?

  /// Watches for signals and the limit, and calls `stop` at the first of them.
  init(timeLimit: Double?, stop: @escaping @Sendable () -> Void) {
    interruption = Interruption(stop: stop)
    let expired = Expiry()
    self.expired = expired
    self.timeLimit = timeLimit
    guard let timeLimit else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + timeLimit) {
      expired.note()
      stop()
    }
  }

  /// Seconds since the start.
  var seconds: Double { watch.seconds }

  /// The limit with the paths simulated until now, if it is what has stopped the run.
  func passedLimit(paths: Int) -> PassedLimit? {
    guard status == .resumable, let timeLimit else { return nil }
    return PassedLimit(limit: timeLimit, seconds: seconds, paths: paths)
  }

  /// The exit status that the stop asks for; nil while nothing has asked for one.
  var status: ExitStatus? { interruption.status ?? (expired.hasPassed ? .resumable : nil) }
}

/// Whether the time limit has passed.
private final class Expiry: Sendable {
  private let passed = Atomic<Bool>(false)

  var hasPassed: Bool { passed.load(ordering: .relaxed) }

  func note() { passed.store(true, ordering: .relaxed) }
}

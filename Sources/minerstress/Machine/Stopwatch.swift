import Dispatch

/// Time since it was made, on a clock that nobody can set.
struct Stopwatch: Sendable {
  private let start = DispatchTime.now().uptimeNanoseconds

  /// Seconds since the start.
  var seconds: Double { Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9 }
}

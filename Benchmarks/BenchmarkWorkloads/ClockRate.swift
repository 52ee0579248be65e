import Dispatch

/// The processor's clock, measured to turn a port limit in cycles into nanoseconds.
enum ClockRate {
  /// Cycles a nanosecond, timed on operations that each wait for the one before and take one cycle.
  ///
  /// The fastest of several tries counts, as other programs can only slow a try down.
  static func gigahertz() -> Double {
    let turns = 2_000_000
    let best = (0..<15).map { _ in nanoseconds(turns) }.min() ?? 1
    return Double(turns * chainedOperations) / best
  }

  private static let chainedOperations = 8

  private static func nanoseconds(_ turns: Int) -> Double {
    let start = DispatchTime.now().uptimeNanoseconds
    let end = chain(turns, start | 1)
    let stop = DispatchTime.now().uptimeNanoseconds
    // The start is an operand, so that no two calls are equal: the compiler would make equal calls
    // once, outside the timed part.
    return Double(stop - start) + (end == 0 ? 1 : 0)
  }

  /// Eight operations a turn that the compiler cannot reorder, merge or compute ahead: each adds to the value, or
  /// combines with it by exclusive or, a constant that the compiler does not know.
  @inline(never)
  private static func chain(_ turns: Int, _ constant: UInt64) -> UInt64 {
    var x = constant
    for _ in 0..<turns {
      x = (x &+ constant) ^ constant
      x = (x &+ constant) ^ constant
      x = (x &+ constant) ^ constant
      x = (x &+ constant) ^ constant
    }
    return x
  }
}

import Dispatch

/// The processor's clock, measured to turn a port limit in cycles into nanoseconds.
enum ClockRate {
  /// Cycles a nanosecond, timed on operations that each wait for the one before and take one cycle;
  /// of several tries the fastest, as whatever else runs can only slow one down.
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
    // The start as an operand keeps tries apart: equal calls would be made once, outside the clock.
    return Double(stop - start) + (end == 0 ? 1 : 0)
  }

  /// Eight operations a turn that cannot be reordered, merged or computed ahead: each is an addition
  /// or an exclusive or of the value itself and a constant unknown to the compiler.
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

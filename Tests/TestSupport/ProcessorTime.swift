#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Processor seconds that this thread spends on `work`: the same on an idle machine and on a busy one.
public func processorSeconds(_ work: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
  let start = now()
  try work()
  return now() - start
}

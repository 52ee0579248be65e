import Dispatch
import Foundation

/// The threads that a command needs beside its first one.
///
/// Where the system starts no more threads, Linux' dispatch library waits until it does, perhaps
/// for ever, and no signal is heard meanwhile. So starting them is tried before anything begins.
enum ThreadSupply {
  /// Refuses to begin where too few threads can be had.
  ///
  /// - Parameter workers: How many threads are to work at once, this one among them.
  /// - Throws: `CommandFailure` that names the limit.
  static func require(workers: Int) throws {
    #if os(Linux)
      // The dispatch library never has more workers than processors. One more thread waits for
      // signals and times, and another serves them.
      let needed = min(workers, Processor.count) + 1
      guard started(atMost: needed) < needed else { return }
      throw CommandFailure(
        .failed,
        "the system does not start the \(needed) threads that are needed beside the first: "
          + "\(limit) is reached; end other programs, raise the limit or use fewer --threads")
    #endif
  }

  #if os(Linux)
    /// The limit on threads, as far as the process can know it.
    private static var limit: String {
      let most = sysconf(Int32(_SC_CHILD_MAX))
      guard most > 0 else {
        return "the limit on processes and threads of the container, job or machine"
      }
      return
        "the limit on this user's processes and threads (ulimit -u: \(most)), or on those of the "
        + "container or job,"
    }

    /// How many of so many threads can be had at once; they end before this returns.
    private static func started(atMost count: Int) -> Int {
      let gate = DispatchSemaphore(value: 0)
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      defer { pthread_attr_destroy(&attributes) }
      // This tries the number of threads, not the memory of their stacks.
      pthread_attr_setstacksize(&attributes, 256 << 10)
      var threads: [pthread_t] = []
      for _ in 0..<count {
        var thread = pthread_t()
        let waiting = pthread_create(
          &thread, &attributes,
          {
            Unmanaged<DispatchSemaphore>.fromOpaque($0!).takeUnretainedValue().wait()
            return nil
          }, Unmanaged.passUnretained(gate).toOpaque())
        guard waiting == 0 else { break }
        threads.append(thread)
      }
      for _ in threads { gate.signal() }
      for thread in threads { pthread_join(thread, nil) }
      withExtendedLifetime(gate) {}
      return threads.count
    }
  #endif
}

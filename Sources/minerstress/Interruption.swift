import Dispatch
import Foundation
import Reporting
import Synchronization

/// Ctrl-C and SIGTERM: the first asks the run to stop, the second ends the process at once.
final class Interruption {
  private let received = SignalBox()
  private let sources: [any DispatchSourceSignal]

  /// Watches for signals and calls `stop` on the first.
  init(stop: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "minerstress.signals")
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for (number, source) in zip([SIGINT, SIGTERM], sources) {
      source.setEventHandler { [received] in
        if received.take(number) != 0 {
          PartialDirectories.removeAll()
          _exit(128 + number)
        }
        stop()
      }
      source.activate()
    }
  }

  /// The exit status that the signal asks for; nil without one.
  var status: ExitStatus? {
    switch received.number {
    case 0: nil
    case SIGINT: .interrupted
    default: .terminated
    }
  }
}

/// The first signal received, shared with the handler's queue.
private final class SignalBox: Sendable {
  private let first = Atomic<Int32>(0)

  var number: Int32 { first.load(ordering: .relaxed) }

  /// Notes a signal; returns the one before, 0 if it is the first.
  func take(_ number: Int32) -> Int32 { first.exchange(number, ordering: .relaxed) }
}

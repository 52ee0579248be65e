import Dispatch
import Foundation
import Reporting
import Synchronization

/// Signals that end a run: the first asks it to stop, a second ends the process at once.
///
/// Ctrl-C and SIGTERM, a terminal that closes (SIGHUP, unless `nohup` has switched it off), a batch
/// system's or `ulimit`'s warnings (SIGXCPU, SIGUSR2) and an alarm (SIGALRM).
final class Interruption {
  private let received = SignalBox()
  private let sources: [any DispatchSourceSignal]

  private static let endings = [SIGINT, SIGTERM, SIGHUP, SIGXCPU, SIGALRM, SIGUSR2].filter {
    $0 != SIGHUP || !isIgnored(SIGHUP)
  }

  /// Watches for signals and calls `stop` on the first.
  ///
  /// Without `stop` the first one ends the process too, with nothing left half written.
  init(stop: (@Sendable () -> Void)? = nil) {
    let queue = DispatchQueue(label: "minerstress.signals")
    sources = Self.endings.map { number in
      // On Linux the source replaces the signal's default once it is active; until then a signal
      // ends the process.
      #if !os(Linux)
        signal(number, SIG_IGN)
      #endif
      return DispatchSource.makeSignalSource(signal: number, queue: queue)
    }
    for (number, source) in zip(Self.endings, sources) {
      source.setEventHandler { [received] in
        // A system repeats SIGXCPU while the work is being saved.
        let isRepeated = received.take(number) != 0 && number != SIGXCPU
        guard let stop, !isRepeated else {
          PartialDirectories.removeAll(ending: { _exit(128 + number) })
        }
        stop()
      }
      source.activate()
    }
  }

  /// The exit status that the signal asks for; nil without one.
  var status: ExitStatus? { received.number == 0 ? nil : .signal(received.number) }

  /// Whether a signal was switched off before the program began.
  static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    #if canImport(Darwin)
      return action.__sigaction_u.__sa_handler == SIG_IGN
    #else
      return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
        == unsafeBitCast(SIG_IGN, to: Int.self)
    #endif
  }
}

/// The latest signal received, shared with the handler's queue.
private final class SignalBox: Sendable {
  private let latest = Atomic<Int32>(0)

  var number: Int32 { latest.load(ordering: .relaxed) }

  /// Notes a signal; returns the one before, 0 if it is the first.
  func take(_ number: Int32) -> Int32 { latest.exchange(number, ordering: .relaxed) }
}

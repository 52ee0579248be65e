import Foundation
import Synchronization

/// Standard output for results, standard error for everything else.
package enum Console {
  /// The first failure to print results: what is printed after it is lost, but files are still
  /// written.
  private static let loss = Mutex<ExitStatus?>(nil)

  /// The status to end with: what could not be printed is not delivered.
  static func ending(_ status: ExitStatus) -> ExitStatus {
    status == .delivered ? loss.withLock { $0 } ?? status : status
  }

  /// Prints results.
  static func print(_ text: String) { printData(visible(text)) }

  /// Prints a file's text, byte for byte.
  static func printData(_ text: String) {
    loss.withLock { loss in
      guard loss == nil, let code = write(text, to: STDOUT_FILENO) else { return }
      // The reader has closed the pipe, as `head` does: it has seen enough.
      if code == EPIPE {
        loss = .signal(SIGPIPE)
        return
      }
      error("cannot write to standard output: \(String(cString: strerror(code)))")
      loss = .failed
    }
  }

  /// A line on standard error, lost when that cannot be written.
  static func note(_ text: String) { _ = write(visible(text) + "\n", to: STDERR_FILENO) }

  static func error(_ text: String) { note("minerstress: " + text) }

  /// Opens closed standard streams on something that cannot be written to.
  ///
  /// Otherwise the next file to be opened would take their numbers and receive what is printed.
  static func holdClosedStreams() {
    for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) < 0 {
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// Whether standard error is a terminal that can redraw a line.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Redraws the live line on a terminal.
  static func redraw(_ text: String) { _ = write("\r\u{1B}[K\(visible(text))", to: STDERR_FILENO) }

  /// A text whose control characters are written out: names may hold what a terminal would obey.
  package static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isObeyed) else { return text }
    return text.unicodeScalars.reduce(into: "") { shown, scalar in
      if isObeyed(scalar) {
        shown += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
  }

  /// Whether a scalar is a control character, C0 or C1, other than a tab or the end of a line.
  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F...0x9F: true
    default: false
    }
  }

  /// Writes all of a text; the code of the error that stopped it, if one did.
  ///
  /// `FileHandle` ends the process with a trap where this returns an error.
  private static func write(_ text: String, to descriptor: Int32) -> Int32? {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return errno }
      rest = rest.dropFirst(count)
    }
    return nil
  }
}

import Foundation

/// The most memory that this process had resident since the last time it was asked to forget.
///
/// Linux only, zero elsewhere. It is the whole process's: it means an input's own only when nothing
/// else runs.
enum PeakMemory {
  /// Starts a new maximum at what is resident now; returns that, in bytes.
  static func forget() -> Int {
    try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
    return bytes
  }

  /// The maximum, in bytes.
  static var bytes: Int {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
      let kilobytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) })
    else { return 0 }
    return kilobytes * 1024
  }
}

import Foundation

/// Memory that this process may still use: of the machine, of the groups of processes that it is in
/// (a container, a job of a scheduler), and of its own limit.
package struct FreeMemory {
  private let root: String

  /// Reads what the system says of itself under a root directory.
  package init(root: String = "") { self.root = root }

  /// The least of all limits in bytes; nil where the system says nothing.
  package var bytes: Double? {
    ([machine, addressSpace] + groups).compactMap { $0 }.min().map { max(0, $0) }
  }

  /// What is wanted and what is free, to continue «it takes»; nil where it fits.
  static func shortage(of wanted: Double) -> String? {
    guard let free = FreeMemory().bytes, wanted > free else { return nil }
    return "some \(Int(wanted / 1e9)) GB of memory, but \(Int(free / 1e6)) MB is free"
  }

  private var machine: Double? {
    field("MemAvailable:", of: "/proc/meminfo").map { $0 * 1024 }
  }

  /// What `ulimit -v` leaves.
  private var addressSpace: Double? {
    guard let most = field("Max address space", of: "/proc/self/limits"),
      let pages = text("/proc/self/statm")?.split(separator: " ").first.flatMap({ Double($0) })
    else { return nil }
    return most - pages * Double(sysconf(Int32(_SC_PAGESIZE)))
  }

  /// What each control group leaves, from the process's own up to the topmost that can be seen.
  private var groups: [Double?] {
    (text("/proc/self/cgroup") ?? "").split(separator: "\n").flatMap { line -> [Double?] in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return [] }
      if parts[1].isEmpty {
        return levels("/sys/fs/cgroup", parts[2]) {
          room($0, most: "memory.max", used: "memory.current", cache: "inactive_file")
        }
      }
      guard parts[1].split(separator: ",").contains("memory") else { return [] }
      return levels("/sys/fs/cgroup/memory", parts[2]) {
        room(
          $0, most: "memory.limit_in_bytes", used: "memory.usage_in_bytes",
          cache: "total_inactive_file")
      }
    }
  }

  private func levels(
    _ mount: String, _ path: Substring, _ room: (String) -> Double?
  ) -> [Double?] {
    var names = path.split(separator: "/").map { String($0) }
    var found: [Double?] = []
    while true {
      found.append(room(([mount] + names).joined(separator: "/")))
      if names.popLast() == nil { return found }
    }
  }

  /// Bytes that a control group leaves.
  ///
  /// Cached files count as used, but the system drops them when memory is needed.
  private func room(_ group: String, most: String, used: String, cache: String) -> Double? {
    guard let most = number("\(group)/\(most)"), let used = number("\(group)/\(used)") else {
      return nil
    }
    return most - used + (field("\(cache) ", of: "\(group)/memory.stat") ?? 0)
  }

  private func text(_ path: String) -> String? {
    try? String(contentsOfFile: root + path, encoding: .utf8)
  }

  private func number(_ path: String) -> Double? {
    text(path).flatMap { Double($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
  }

  /// The first number after a name at the beginning of a line.
  private func field(_ name: String, of path: String) -> Double? {
    let line = text(path)?.split(separator: "\n").first { $0.hasPrefix(name) }
    return line?.dropFirst(name.count).split(separator: " ").first.flatMap { Double($0) }
  }
}

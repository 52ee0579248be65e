import Foundation
import Testing
import minerstress

/// What a machine says of its memory, as files of a made-up one.
@Suite struct FreeMemoryTests {
  private func free(_ files: [String: String]) throws -> Double? {
    let folder = try TemporaryFolder()
    for (name, text) in files {
      let url = URL(filePath: folder.path(name))
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    return FreeMemory(root: folder.url.path(percentEncoded: false)).bytes
  }

  private let machine = ["proc/meminfo": "MemTotal: 9000 kB\nMemAvailable:    8000 kB\n"]

  @Test func nothingSaidIsNoLimit() throws {
    #expect(try free([:]) == nil)
    #expect(try free(machine) == 8_192_000)
  }

  /// A container's own group is at the top of what it sees; a scheduler's job is below others.
  @Test(arguments: [
    ("0::/\n", "sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"),
    ("0::/jobs/7\n", "sys/fs/cgroup/jobs", "memory.max", "memory.current", "inactive_file"),
    (
      "9:cpu:/\n4:cpuacct,memory:/job/7\n", "sys/fs/cgroup/memory/job/7", "memory.limit_in_bytes",
      "memory.usage_in_bytes", "total_inactive_file"
    ),
  ])
  func groupsLimit(group: String, place: String, most: String, used: String, cache: String) throws {
    let files = [
      "proc/self/cgroup": group, "\(place)/\(most)": "5000000\n", "\(place)/\(used)": "3000000\n",
    ]
    #expect(try free(machine.merging(files) { $1 }) == 2_000_000)
    // Files that were read give way.
    let cached = files.merging(["\(place)/memory.stat": "anon 1\n\(cache) 500000\n"]) { $1 }
    #expect(try free(machine.merging(cached) { $1 }) == 2_500_000)
    let unlimited = files.merging(["\(place)/\(most)": "max\n"]) { $1 }
    #expect(try free(machine.merging(unlimited) { $1 }) == 8_192_000)
  }
}

import Foundation
import Testing

/// A disk of 64 kB in memory, where the system lets us make one.
struct SmallDisk {
  let path: String
  private let isMounted: Bool
  private let folder: TemporaryFolder

  /// A disk; nil where none can be made, which is noted.
  ///
  /// - Parameter options: Those of `mount`, beside the size.
  static func mounted(options: String = "rw") throws -> SmallDisk? {
    let disk = try SmallDisk(options: options)
    if disk.isMounted { return disk }
    withKnownIssue("only the superuser can mount a disk", isIntermittent: true) {
      Issue.record("not tested here")
    }
    return nil
  }

  private init(options: String) throws {
    folder = try TemporaryFolder()
    path = URL(filePath: folder.path("disk")).resolvingSymlinksInPath().path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    isMounted = Self.run("mount", "-t", "tmpfs", "-o", "size=64k,\(options)", "none", path)
  }

  func remove() {
    if isMounted { _ = Self.run("umount", path) }
  }

  private static func run(_ words: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}

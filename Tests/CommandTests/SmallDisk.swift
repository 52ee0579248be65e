import Foundation

/// A disk of 64 kB in memory, where the system lets us make one.
struct SmallDisk {
  let path: String
  let isMounted: Bool
  private let folder: TemporaryFolder

  /// `options` are those of `mount`, beside the size.
  init(options: String = "rw") throws {
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

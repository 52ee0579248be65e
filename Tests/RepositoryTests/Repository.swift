import Foundation

/// The tracked files of this repository.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Folders that people and tools write to and nobody tracks.
  private static let untracked: Set<String> = [".git", ".build", ".swiftpm", "results"]

  /// Paths of all files, relative to the root, sorted.
  static let files: [String] = {
    var found: [String] = []
    collect("", &found)
    return found.sorted()
  }()

  private static func collect(_ folder: String, _ found: inout [String]) {
    let place = root.appending(path: folder).path(percentEncoded: false)
    for name in (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? [] {
      if untracked.contains(name) || name.hasPrefix(".build") { continue }
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      if isDirectory(path) { collect(path, &found) } else { found.append(path) }
    }
  }

  static func isDirectory(_ path: String) -> Bool {
    var directory: ObjCBool = false
    return FileManager.default.fileExists(
      atPath: root.appending(path: path).path(percentEncoded: false), isDirectory: &directory)
      && directory.boolValue
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path(percentEncoded: false))
  }

  /// Every Swift file of a target that is no test: of the program's libraries, and of the benchmarks.
  static var sources: [String] {
    ["Sources", "Benchmarks"].flatMap { files(in: $0, withSuffix: ".swift") }
  }

  static func files(in folder: String, withSuffix suffix: String) -> [String] {
    files.filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(suffix) }
  }

  /// A file's text; bytes that are no text become replacement characters.
  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  static func lines(_ path: String) throws -> [Substring] {
    try text(path).split(separator: "\n", omittingEmptySubsequences: false)
  }
}

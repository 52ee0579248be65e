import CreditBasics
import Foundation
import RunFiles

/// The shards under some directories, as their files tell.
struct ShardSearch {
  /// A shard's file that is whole.
  struct Found {
    let path: String
    let file: TallyFile
  }

  /// Whole shards, in the order of their blocks.
  private(set) var found: [Found] = []
  /// Lines about files that cannot be used.
  private(set) var damaged: [String] = []
  /// Shards that are being worked on, or were left unfinished: their directories.
  private(set) var unfinished: [String] = []

  /// Looks into each directory, and into the directories in it.
  init(_ directories: [String]) throws {
    for directory in directories {
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory),
        isDirectory.boolValue
      else { throw CommandFailure(.failed, "\(directory): no such directory") }
      look(in: directory)
      for name in Self.entries(directory) {
        look(in: "\(directory)/\(name)")
        if name.hasPrefix(".shard-"), name.hasSuffix(".checkpoint") {
          unfinished.append(String(name.dropFirst().dropLast(".checkpoint".count)))
        }
      }
    }
    found.sort {
      ($0.file.blocks.ranges.first?.lowerBound ?? 0, $0.path)
        < ($1.file.blocks.ranges.first?.lowerBound ?? 0, $1.path)
    }
  }

  private mutating func look(in directory: String) {
    let path = ShardDirectory.file(in: directory)
    guard access(path, F_OK) == 0 else { return }
    do {
      let file = try TallyFile(contentsOf: path)
      found.append(Found(path: path, file: file))
    } catch {
      damaged.append("\(path) \(error)")
    }
  }

  private static func entries(_ directory: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []).sorted()
  }
}

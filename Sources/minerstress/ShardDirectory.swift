import Foundation
import Reporting
import RunFiles

extension Shard {
  /// Refuses to put a part beside parts of another division of the run: they could never be merged.
  ///
  /// - Throws: `CommandFailure`.
  func checkDivision(_ directory: String) throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    for name in names.sorted() {
      guard let other = Shard(directoryName: name), other.count != count,
        access(ShardDirectory.file(in: "\(directory)/\(name)"), F_OK) == 0
      else { continue }
      throw CommandFailure.usage(
        "--shard: \(directory) holds part \(other.index)/\(other.count), this is part "
          + "\(index)/\(count); give --shard \(index)/\(other.count) for a part of the same "
          + "division, or choose another directory with --out")
    }
  }
}

/// A directory with one shard of a run: its tally and the scenario.
enum ShardDirectory {
  static let fileName = "shard.tally"

  static func file(in directory: String) -> String { "\(directory)/\(fileName)" }

  /// Refuses a place where a shard must not or cannot be written.
  static func check(_ directory: String, overwrites: Bool) throws {
    if overwrites { return try make(directory) }
    guard access(file(in: directory), F_OK) != 0 else {
      throw CommandFailure(
        .failed,
        "\(directory) holds a shard already; add --resume to keep it if it is whole, or "
          + "--overwrite to replace it")
    }
    try make(directory)
  }

  private static func make(_ directory: String) throws {
    try FilePath.makeDirectory(directory)
    guard access(directory, W_OK | X_OK) == 0 else {
      throw ResultWriteError.system("write", directory)
    }
  }

  /// Writes the scenario and, last, the tally.
  static func write(_ file: TallyFile, scenario: String, to directory: String) throws {
    try make(directory)
    try AtomicFile.write(Array(scenario.utf8), to: "\(directory)/scenario.json")
    try file.write(to: Self.file(in: directory))
  }
}

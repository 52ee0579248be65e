import Foundation
import Reporting
import RunFiles

extension Shard {
  /// Refuses to put a part beside parts of another division of the run: they could never be merged.
  ///
  /// - Throws: `CommandFailure`.
  func checkDivision(_ directory: String) throws {
    if let (other, _) = Self.parts(in: directory).first(where: { $0.shard.count != count }) {
      throw CommandFailure.usage(
        "--shard: \(directory) holds part \(other.index)/\(other.count), this is part "
          + "\(index)/\(count); give --shard \(index)/\(other.count) for a part of the same "
          + "division, or choose another directory with --out")
    }
  }

  /// Refuses to put a part beside a part of another run: they could never be merged.
  ///
  /// Only one part is looked at, because each was compared with another before it began.
  ///
  /// - Parameter replacing: How a part is told to replace what is there.
  /// - Throws: `CommandFailure`.
  func checkRun(_ directory: String, _ identity: RunIdentity, _ replacing: String) throws {
    for part in Self.parts(in: directory) where part.shard != self {
      guard let there = (try? TallyFile(contentsOf: part.file))?.header.identity else { continue }
      let differences = identity.differences(from: there)
      guard differences.isEmpty else {
        if identity.isOfAnotherBuild(than: there) {
          throw CommandFailure.usage(
            "--shard: \(directory) holds part \(part.shard.index)/\(part.shard.count) of another build "
              + "of the program (\(differences.joined(separator: "; "))), and parts of two builds are "
              + "not merged. Run all parts with one build, here \(replacing) or in another "
              + "directory with --out")
        }
        throw CommandFailure.usage(
          "--shard: \(directory) holds part \(part.shard.index)/\(part.shard.count) of another "
            + "run: \(differences.joined(separator: "; ")). Run this part with the same inputs, or "
            + "choose another directory with --out")
      }
      return
    }
  }

  /// The finished parts in a directory and their files, in the order of their names.
  private static func parts(in directory: String) -> [(shard: Shard, file: String)] {
    let names = FilePath.names(in: directory)
    return names.sorted().compactMap { name in
      let file = ShardDirectory.file(in: "\(directory)/\(name)")
      guard let shard = Shard(directoryName: name), FilePath.exists(file) else { return nil }
      return (shard, file)
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
    guard !FilePath.exists(file(in: directory)) else {
      throw CommandFailure(
        .failed,
        "\(directory) holds a shard already; add "
          + (ProgramBuild.isKnown ? "--resume to keep it if it is whole, or " : "")
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
    try AtomicFile.write(scenario, to: "\(directory)/scenario.json")
    try file.write(to: Self.file(in: directory))
  }
}

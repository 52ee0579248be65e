import CreditBasics
import Dispatch
import Foundation
import Synchronization

/// A file that could not be written and without which the rest of its result is still worth having.
package struct UnwrittenExtra: Error, CustomStringConvertible {
  package let name: String
  /// Why it could not be written.
  package let reason: String

  /// The line to show.
  package var description: String { reason }
}

/// A directory of results that appears complete or not at all.
///
/// Files are written and forced to disk in a hidden directory beside the final one, the manifest
/// last; one rename makes them appear. After an error, or a signal whose handler calls
/// `PartialDirectories.removeAll()`, nothing is left behind.
public struct ResultDirectory: Sendable {
  /// What to do with a directory that is there already.
  public enum Existing: Sendable {
    /// Refuse unless it is empty.
    case refuse
    /// Replace it if it is a result and nothing else; anything that its manifest does not list is
    /// refused.
    case replace
  }

  /// The final directory.
  public let path: String
  private let writeFile: @Sendable ([UInt8], String) throws -> Void

  /// Creates a description of a result directory; nothing is touched yet.
  public init(_ path: String) {
    self.init(path, writeFile: AtomicFile.writeDurably)
  }

  package init(
    _ path: String, writeFile: @escaping @Sendable ([UInt8], String) throws -> Void
  ) {
    self.path = FilePath.standard(path)
    self.writeFile = writeFile
  }

  /// Refuses a place where results must not or cannot be written, before hours are spent on them.
  ///
  /// - Parameters:
  ///   - files: Names of files that hold a name of the user's choice, and so may be too long there.
  ///   - inputs: What a refusal says of the inputs of a result that is there, such as `, of the same inputs`.
  /// - Throws: `ResultWriteError`.
  public func check(
    existing: Existing, files: [String] = [], inputs: () -> String = { "" }
  ) throws {
    if Leftovers.isPartial(FilePath.name(of: path)) {
      throw ResultWriteError(
        "\(path) is a name of results under way, which are cleaned up; choose another with --out")
    }
    try FilePlace.checkParents(of: path)
    for file in files { try FilePlace.checkParents(of: "\(path)/\(file)") }
    guard FilePath.exists(path) else { return }
    try FilePlace.checkDirectory(path)
    try FilePlace.checkReplaceable(path)
    if try entries().isEmpty { return }
    guard FilePath.exists("\(path)/\(RunManifest.fileName)") else {
      throw ResultWriteError(
        "\(path) is not empty and holds no result; choose another directory with --out")
    }
    let manifest: ResultManifest
    do {
      manifest = try ResultManifest(directory: path)
    } catch {
      throw ResultWriteError(
        "\(error); move \(path) away or choose another directory with --out")
    }
    if existing == .refuse {
      throw ResultWriteError(
        "\(path) holds a result already\(inputs()); add --overwrite to replace it or choose another "
          + "directory with --out")
    }
    try refuseOthers(than: manifest)
  }

  /// Writes files and their manifest, and makes the directory appear.
  ///
  /// - Returns: The path of the replaced result, if it could not be removed; nil otherwise.
  /// - Throws: `ResultWriteError`, or `UnwrittenExtra` where the only file that failed is one that
  ///   the result can do without. What was there before is untouched and nothing is left behind.
  @discardableResult
  public func write(
    _ files: [ResultFile], manifest: RunManifest, existing: Existing = .refuse
  ) throws -> String? {
    let replaced = existing == .replace ? FileNumber(of: path) : nil
    for file in files where !file.isInDirectory {
      throw ResultWriteError("\(JSONScalar.quoted(file.name)) is no name of a file in a directory")
    }
    try check(existing: existing)
    let partial = try PartialDirectory(beside: path)
    do {
      defer { partial.remove() }
      try fill(partial, files, manifest)
      try partial.take(place: path, replacing: replaced)
    }
    return FilePath.exists(partial.path) ? partial.path : nil
  }

  /// Writes files and, last, their manifest.
  private func fill(
    _ partial: PartialDirectory, _ files: [ResultFile], _ manifest: RunManifest
  ) throws {
    let described = try files.map { file in
      do {
        return try write(file, in: partial.path, threads: manifest.threads)
      } catch {
        throw file.isExtra ? UnwrittenExtra(name: file.name, reason: "\(error)") : error
      }
    }
    let list = manifest.file(listing: described)
    try writeFile(list.bytes(), "\(partial.path)/\(list.name)")
    AtomicFile.synchroniseDirectory(partial.path)
  }

  /// Writes a file, and sums it up for the manifest at the same time.
  ///
  /// - Returns: What the manifest says of it.
  private func write(_ file: ResultFile, in directory: String, threads: Int) throws -> JSONText {
    let bytes = try file.bytes(threads: threads)
    let failure = Mutex<(any Error)?>(nil)
    let description = Mutex<JSONText>(.null)
    let work: [@Sendable () -> Void] = [
      {
        do { try writeFile(bytes, "\(directory)/\(file.name)") } catch {
          failure.withLock { $0 = error }
        }
      },
      {
        let found = RunManifest.description(of: file.name, bytes)
        description.withLock { $0 = found }
      },
    ]
    // Writing mostly waits for the disk, so hashing runs beside it; for short files nothing is
    // gained.
    if bytes.count > Self.shortBytes {
      DispatchQueue.concurrentPerform(iterations: work.count) { work[$0]() }
    } else {
      for step in work { step() }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return description.withLock { $0 }
  }

  /// Bytes that are hashed in less time than another thread takes to begin.
  private static let shortBytes = 1 << 16

  /// Removes what processes that were killed while they wrote have left beside the directory.
  public func removeLeftovers() { Leftovers.remove(besides: path) }

  /// Refuses to replace a result into which others have put something that would be deleted with
  /// it.
  private func refuseOthers(than manifest: ResultManifest) throws {
    let ours = Set(
      manifest.files.map(\.name)
        + [RunManifest.fileName, ResultManifest.page, ResultManifest.limits])
    let others = try entries().filter { name in
      FilePlace.kind("\(path)/\(name)") == .directory
        || !ours.contains(name) && !name.hasPrefix(".") && !Leftovers.isPartial(name)
    }
    guard others.isEmpty else {
      throw ResultWriteError(
        "\(path) holds \(others.sorted().prefix(3).joined(separator: ", ")) beside its result; "
          + "move that away before it is replaced, or choose another directory with --out")
    }
  }

  private func entries() throws -> [String] {
    do {
      return try FilePath.entries(of: path)
    } catch {
      throw ResultWriteError("\(error); choose another directory with --out")
    }
  }
}

import Foundation
import Synchronization

/// Directories under way, for a signal's handler to remove.
public enum PartialDirectories {
  static let paths = Mutex<Set<String>>([])

  /// Removes every directory under way, with the parents made for it.
  ///
  /// For a thread that waits for signals: not safe inside a signal handler itself.
  public static func removeAll() { removeAll { _ in true } }

  /// Removes the directories under way that meet a condition on their path.
  package static func removeAll(where condition: (String) -> Bool) {
    let underWay = paths.withLock { $0 }.filter(condition)
    // Deepest first, so that parents are empty when their turn comes.
    for path in underWay.sorted(by: { $0.utf8.count > $1.utf8.count }) { remove(path) }
  }

  /// Removes a hidden directory with its files, or a parent if it is empty.
  static func remove(_ path: String) {
    if path.hasSuffix(PartialDirectory.suffix) {
      try? FileManager.default.removeItem(atPath: path)
    } else {
      rmdir(path)
    }
    _ = paths.withLock { $0.remove(path) }
  }
}

/// A hidden directory beside a final one, and the parents that had to be made.
struct PartialDirectory {
  static let suffix = Leftovers.suffix

  let path: String
  /// Holds the lock that tells a directory under way from one that is left over.
  private let descriptor: Int32
  private let madeParents: [String]

  /// Makes the directory, and its parents where they are missing; removes what killed processes left.
  init(beside final: String) throws {
    let parent = FilePath.parent(of: final)
    var missing: [String] = []
    var above = parent
    while access(above, F_OK) != 0 {
      missing.append(above)
      above = FilePath.parent(of: above)
    }
    var made: [String] = []
    do {
      for directory in missing.reversed() {
        if try Self.make(directory, orFind: true) { made.append(directory) }
      }
      Leftovers.remove(besides: final)
      (path, descriptor) = try Self.makeHeld("\(parent)/.\((final as NSString).lastPathComponent)")
    } catch {
      Self.remove(parents: made)
      throw error
    }
    madeParents = made
  }

  /// Makes a directory with a lock on it, under a name that begins as given.
  private static func makeHeld(_ start: String) throws -> (path: String, descriptor: Int32) {
    while true {
      let path = Leftovers.name(of: start)
      _ = try make(path, orFind: false)
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      // A system that opens no directories has no lock to hold.
      if descriptor < 0 && errno != ENOENT { return (path, descriptor) }
      if descriptor >= 0 && Leftovers.hold(descriptor) { return (path, descriptor) }
      if descriptor >= 0 { close(descriptor) }
      PartialDirectories.remove(path)
    }
  }

  /// Gives the directory its final name; a result that is there already goes in the same moment.
  func take(place final: String) throws {
    if rename(path, final) != 0 {
      guard errno == ENOTEMPTY || errno == EEXIST else {
        throw ResultWriteError.system("write", final)
      }
      try exchange(with: final)
    }
    AtomicFile.synchroniseDirectory(FilePath.parent(of: final))
    for parent in madeParents { _ = PartialDirectories.paths.withLock { $0.remove(parent) } }
  }

  /// Removes what is left under the hidden name, and the parents made if they are empty.
  func remove() {
    PartialDirectories.remove(path)
    if descriptor >= 0 { close(descriptor) }
    Self.remove(parents: madeParents)
  }

  private static func remove(parents: [String]) {
    for parent in parents.reversed() { PartialDirectories.remove(parent) }
  }

  /// Swaps the two directories: in one step where the system can, else in two renames.
  private func exchange(with final: String) throws {
    if Self.swap(path, final) { return }
    let old = "\(path).old\(Self.suffix)"
    guard rename(final, old) == 0 else { throw ResultWriteError.system("replace", final) }
    guard rename(path, final) == 0 else {
      let error = ResultWriteError.system("replace", final)
      rename(old, final)
      throw error
    }
    try? FileManager.default.removeItem(atPath: old)
  }

  /// Exchanges two names in one step; false where the system cannot.
  private static func swap(_ first: String, _ second: String) -> Bool {
    #if os(Linux)
      // Swift's Glibc module does not show this call, and other C libraries may lack it.
      typealias Rename =
        @convention(c) (
          Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
        ) -> Int32
      let exchangeFlag: UInt32 = 2
      guard let symbol = dlsym(nil, "renameat2") else { return false }
      let renameat2 = unsafeBitCast(symbol, to: Rename.self)
      return renameat2(AT_FDCWD, first, AT_FDCWD, second, exchangeFlag) == 0
    #else
      return renamex_np(first, second, UInt32(RENAME_SWAP)) == 0
    #endif
  }

  /// Makes and registers a directory; false if it is there already and that is allowed.
  private static func make(_ path: String, orFind: Bool) throws -> Bool {
    PartialDirectories.paths.withLock { _ = $0.insert(path) }
    if mkdir(path, 0o777) == 0 { return true }
    let code = errno
    PartialDirectories.paths.withLock { _ = $0.remove(path) }
    if orFind && code == EEXIST { return false }
    throw ResultWriteError.system("create", path, code)
  }
}

import Foundation
import Synchronization

/// Directories and files under way, for a signal's handler to remove.
public enum PartialDirectories {
  /// What a path under way is: never told from its name, which a user may have chosen.
  enum Kind: Sendable {
    /// A directory with contents of our own, known by its number; nil until it is made.
    case contents(FileNumber?)
    /// A file of our own.
    case file
    /// A directory above a result, made for it, that goes only if it is empty.
    case parent
  }

  static let paths = Mutex<[String: Kind]>([:])

  /// Removes everything under way, with the parents made for it.
  ///
  /// For a thread that waits for signals: not safe inside a signal handler itself.
  public static func removeAll() { removeAll { _ in true } }

  /// Removes what is under way and meets a condition on its path.
  package static func removeAll(where condition: (String) -> Bool) {
    let underWay = paths.withLock { $0 }.keys.filter(condition)
    // Deepest first, so that parents are empty when their turn comes.
    for path in underWay.sorted(by: { $0.utf8.count > $1.utf8.count }) { remove(path) }
  }

  /// Removes what was registered under a path, and nothing else.
  ///
  /// Contents go if the path still leads to what was made there, a parent if it is empty.
  static func remove(_ path: String) {
    switch paths.withLock({ $0.removeValue(forKey: path) }) {
    case .contents(let number?) where FileNumber(of: path) == number:
      try? FileManager.default.removeItem(atPath: path)
    case .file: unlink(path)
    case .parent: rmdir(path)
    case .contents, nil: break
    }
  }

  static func register(_ path: String, _ kind: Kind) { paths.withLock { $0[path] = kind } }

  /// Leaves what is at a path to its owner.
  static func release(_ path: String) { paths.withLock { _ = $0.removeValue(forKey: path) } }
}

/// What tells a file or directory from every other that is there at the same time.
struct FileNumber: Sendable, Equatable {
  private let device: UInt64
  private let inode: UInt64

  /// The number of what a path leads to, symbolic links not followed; nil if nothing is there.
  init?(of path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
  }
}

/// A hidden directory beside a final one, and the parents that had to be made.
struct PartialDirectory {
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
        if try Self.makeParent(directory) { made.append(directory) }
      }
      Leftovers.remove(besides: final)
      (path, descriptor) = try Self.makeHeld("\(parent)/.\(FilePath.stem(of: final))")
    } catch {
      Self.remove(parents: made)
      throw error
    }
    madeParents = made
  }

  /// Makes a directory with a lock on it, under a name that begins as given.
  private static func makeHeld(_ start: String) throws -> (path: String, descriptor: Int32) {
    while true {
      let path = Leftovers.name(start)
      try makeContents(path)
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      // A system that opens no directories has no lock to hold.
      if descriptor < 0 && errno != ENOENT { return (path, descriptor) }
      if descriptor >= 0 && Leftovers.hold(descriptor) { return (path, descriptor) }
      if descriptor >= 0 { close(descriptor) }
      PartialDirectories.remove(path)
    }
  }

  /// Gives the directory its final name, in one step that fails if anything is there but an empty
  /// directory, or what is to be replaced.
  ///
  /// - Parameter replaced: The result that goes in the same moment; nil if none may.
  func take(place final: String, replacing replaced: FileNumber?) throws {
    // Of a directory, this replaces nothing but an empty directory, on every system.
    if rename(path, final) != 0 {
      guard errno == ENOTEMPTY || errno == EEXIST else {
        throw ResultWriteError.system("write", final)
      }
      guard let replaced else { throw ResultWriteError.taken(final) }
      try exchange(with: final, replacing: replaced)
    }
    AtomicFile.synchroniseDirectory(FilePath.parent(of: final))
    for parent in madeParents { PartialDirectories.release(parent) }
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

  /// Puts the directory in the place of a result: in one step where the system can, else in two.
  ///
  /// What somebody else has put there meanwhile comes back.
  private func exchange(with final: String, replacing replaced: FileNumber) throws {
    guard FileNumber(of: final) == replaced else { throw ResultWriteError.taken(final) }
    if Self.swap(path, final) {
      guard FileNumber(of: path) == replaced else {
        _ = Self.swap(path, final)
        throw ResultWriteError.taken(final)
      }
      PartialDirectories.register(path, .contents(replaced))
      return
    }
    let old = Leftovers.name("\(FilePath.parent(of: final))/.\(FilePath.stem(of: final))")
    guard rename(final, old) == 0 else { throw ResultWriteError.system("replace", final) }
    guard FileNumber(of: old) == replaced, rename(path, final) == 0 else {
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

  /// Makes and registers a directory for files of our own.
  private static func makeContents(_ path: String) throws {
    guard mkdir(path, 0o777) == 0 else { throw ResultWriteError.system("create", path) }
    PartialDirectories.register(path, .contents(FileNumber(of: path)))
  }

  /// Makes and registers a directory above a result; false if it is there already.
  private static func makeParent(_ path: String) throws -> Bool {
    PartialDirectories.register(path, .parent)
    if mkdir(path, 0o777) == 0 { return true }
    let code = errno
    PartialDirectories.release(path)
    if code == EEXIST { return false }
    throw ResultWriteError.system("create", path, code)
  }
}

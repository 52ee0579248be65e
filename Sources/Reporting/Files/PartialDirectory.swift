import Foundation
import Synchronization

/// Directories and files that are being written, for a signal's handler to remove.
public enum PartialDirectories {
  /// What kind of thing a path under way is.
  ///
  /// Its name does not tell, as a user may have chosen it.
  enum Kind: Sendable {
    /// A directory with contents of our own, known by its number; nil if that could not be read.
    case contents(FileNumber?)
    /// A file of our own.
    case file
    /// A directory above a result, made for it, that goes only if it is empty.
    case parent
  }

  /// Held while anything is made, renamed or removed: whoever removes finds all of a result or none.
  private static let paths = Mutex<[String: Kind]>([:])

  /// Removes everything under way and ends the process; meanwhile nothing gets its final name.
  ///
  /// - Parameter end: Ends the process.
  package static func removeAll(ending end: () -> Never) -> Never {
    paths.withLock { paths -> Never in
      remove(&paths) { _ in true }
      end()
    }
  }

  /// Removes what is under way and meets a condition on its path.
  package static func removeAll(where condition: (String) -> Bool) {
    paths.withLock { remove(&$0, where: condition) }
  }

  /// Removes what was registered under a path, and nothing else.
  static func remove(_ path: String) { paths.withLock { remove(path, of: &$0) } }

  private static func remove(_ paths: inout [String: Kind], where condition: (String) -> Bool) {
    // Deepest first, so that parents are empty when their turn comes.
    let underWay = paths.keys.filter(condition).sorted { $0.utf8.count > $1.utf8.count }
    for path in underWay { remove(path, of: &paths) }
  }

  /// Removes contents if the path still leads to what was made there, and a parent if it is empty.
  private static func remove(_ path: String, of paths: inout [String: Kind]) {
    switch paths.removeValue(forKey: path) {
    case .contents(let number?):
      // Removal is repeated, as the writer may put another file into it meanwhile.
      for _ in 0..<10 where FileNumber(of: path) == number {
        try? FileManager.default.removeItem(atPath: path)
      }
    case .file: unlink(path)
    case .parent: rmdir(path)
    case .contents(nil), nil: break
    }
  }

  /// Makes something, and registers it in the same moment.
  ///
  /// - Parameter make: Makes it; returns nil where something of somebody else is there already.
  /// - Returns: Whether it was made.
  @discardableResult
  static func register(_ path: String, _ make: () throws -> Kind?) rethrows -> Bool {
    try paths.withLock { paths in
      guard let kind = try make() else { return false }
      paths[path] = kind
      return true
    }
  }

  /// Gives what is under way its final name, unless it has been removed.
  ///
  /// - Parameter rename: Renames it; returns what is to be removed under the old name, nil for nothing.
  /// - Throws: `ResultWriteError`, with everything as it was.
  static func deliver(_ path: String, to final: String, _ rename: () throws -> Kind?) throws {
    try paths.withLock { paths in
      guard paths[path] != nil else {
        throw ResultWriteError("\(final) is not written: what was under way has been removed")
      }
      paths[path] = try rename()
    }
  }

  /// Leaves what is at a path to its owner.
  static func release(_ path: String) { paths.withLock { _ = $0.removeValue(forKey: path) } }
}

/// Device and inode: what tells a file or directory from every other that exists at the same time.
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
    while !FilePath.exists(above) {
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
      // A system that cannot open directories has no lock to hold.
      if descriptor < 0 && errno != ENOENT { return (path, descriptor) }
      if descriptor >= 0 && Leftovers.hold(descriptor) { return (path, descriptor) }
      if descriptor >= 0 { close(descriptor) }
      PartialDirectories.remove(path)
    }
  }

  /// Gives the directory its final name in one step.
  ///
  /// This fails if the directory has been removed, or if anything is in its place but an empty
  /// directory or the result to be replaced.
  ///
  /// - Parameter replaced: The result that goes in the same moment; nil if none may.
  func take(place final: String, replacing replaced: FileNumber?) throws {
    try PartialDirectories.deliver(path, to: final) {
      // On every system, renaming a directory replaces nothing but an empty directory.
      if rename(path, final) == 0 { return nil }
      guard errno == ENOTEMPTY || errno == EEXIST else {
        throw ResultWriteError.system("write", final)
      }
      guard let replaced else { throw ResultWriteError.taken(final) }
      return try exchange(with: final, replacing: replaced)
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
  ///
  /// - Returns: What is left under the hidden name, to be removed.
  private func exchange(
    with final: String, replacing replaced: FileNumber
  ) throws -> PartialDirectories.Kind? {
    guard FileNumber(of: final) == replaced else { throw ResultWriteError.taken(final) }
    if Self.swap(path, final) {
      guard FileNumber(of: path) == replaced else {
        _ = Self.swap(path, final)
        throw ResultWriteError.taken(final)
      }
      return .contents(replaced)
    }
    let old = Leftovers.name("\(FilePath.parent(of: final))/.\(FilePath.stem(of: final))")
    guard rename(final, old) == 0 else { throw ResultWriteError.system("replace", final) }
    guard FileNumber(of: old) == replaced, rename(path, final) == 0 else {
      let error = ResultWriteError.system("replace", final)
      rename(old, final)
      throw error
    }
    try? FileManager.default.removeItem(atPath: old)
    return nil
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
    try PartialDirectories.register(path) {
      guard mkdir(path, 0o777) == 0 else { throw ResultWriteError.system("create", path) }
      return .contents(FileNumber(of: path))
    }
  }

  /// Makes and registers a directory above a result; false if it is there already.
  private static func makeParent(_ path: String) throws -> Bool {
    try PartialDirectories.register(path) {
      if mkdir(path, 0o777) == 0 { return .parent }
      guard errno == EEXIST else { throw ResultWriteError.system("create", path) }
      return nil
    }
  }
}

import Foundation

/// What is at a path, and whether something may be put there: asked before hours are spent on it.
package enum FilePlace {
  /// What is at a path.
  package enum Kind {
    case nothing, directory, file
    /// A pipe, terminal or other stream that takes bytes.
    case stream
    /// A disk, socket, link that is not followed, or anything else that is no place for a text.
    case other
  }

  /// What a path leads to, or with its last link not followed, what is there itself.
  package static func kind(_ path: String, followingLinks: Bool = true) -> Kind {
    var status = stat()
    guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else {
      return .nothing
    }
    return switch status.st_mode & S_IFMT {
    case S_IFDIR: .directory
    case S_IFREG: .file
    case S_IFIFO, S_IFCHR: .stream
    default: .other
    }
  }

  /// Refuses a path at which there is something other than a directory.
  ///
  /// - Throws: `ResultWriteError`.
  static func checkDirectory(_ path: String) throws {
    guard kind(path) == .directory || !FilePath.exists(path) else {
      throw ResultWriteError(
        "\(path) exists and is not a directory; choose another place with --out")
    }
  }

  /// Refuses a directory that nothing can take the place of: another file system is mounted there.
  ///
  /// - Throws: `ResultWriteError`.
  static func checkReplaceable(_ path: String) throws {
    var (own, above) = (stat(), stat())
    guard stat(path, &own) == 0, stat("\(path)/..", &above) == 0, own.st_dev != above.st_dev else {
      return
    }
    throw ResultWriteError(
      "\(path) is where another file system is mounted, which a result cannot replace; choose a directory in it, "
        + "such as \(path)/result, with --out")
  }

  /// Refuses a path that cannot be made: the nearest path above it that exists must be a directory,
  /// writable, and take names as long as the path's.
  ///
  /// - Throws: `ResultWriteError`.
  static func checkParents(of path: String) throws {
    guard !path.isEmpty else { throw ResultWriteError("--out is empty; name a place for results") }
    // In a circle of links nothing exists and nothing can be put.
    var status = stat()
    if stat(path, &status) != 0, errno == ELOOP { throw ResultWriteError.system("write", path) }
    var parent = FilePath.parent(of: path)
    while kind(parent) == .nothing, parent != "/", parent != "." {
      parent = FilePath.parent(of: parent)
    }
    try checkNames(of: path, in: parent)
    guard kind(parent) == .directory else {
      throw ResultWriteError(
        "\(parent) is not a directory; choose another place for \(path) with --out")
    }
    guard access(parent, W_OK | X_OK) == 0 else { throw ResultWriteError.system("write", parent) }
    if stat(parent, &status) == 0, status.st_nlink == 0 {
      throw ResultWriteError(
        "the directory of \(path) has been removed; choose another place with --out")
    }
  }

  private static func checkNames(of path: String, in parent: String) throws {
    let most = pathconf(parent, Int32(_PC_NAME_MAX))
    let limit = most > 0 ? most : 255
    for name in path.split(separator: "/") where name.utf8.count > limit {
      throw ResultWriteError(
        "the name \(name.prefix(24))… has \(name.utf8.count) bytes, \(parent) takes \(limit); "
          + "choose a shorter one with --out")
    }
    let longest = pathconf(parent, Int32(_PC_PATH_MAX))
    // Room for the names of files in the directory, temporary ones too.
    let needed = path.utf8.count + 256
    guard longest <= 0 || needed < longest else {
      throw ResultWriteError(
        "the path \(path.prefix(24))… has \(path.utf8.count) bytes, the system takes "
          + "\(longest - 256); choose a shorter one with --out")
    }
  }
}

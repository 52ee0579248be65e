import Foundation

/// Why a result could not be written, in one line that names the way out.
public struct ResultWriteError: Error, Equatable, CustomStringConvertible {
  /// The line.
  public var description: String
  /// The line without its advice, which may be to choose another place with `--out`.
  package let cause: String

  /// Creates an error from its line.
  public init(_ description: String) { (self.description, cause) = (description, description) }

  private init(_ cause: String, advice: String) {
    (description, self.cause) = (cause + advice, cause)
  }

  /// A failed system call: what was tried, and the meaning of `errno`.
  public static func system(
    _ action: String, _ path: String, _ code: Int32 = errno
  ) -> ResultWriteError {
    let reason = String(cString: strerror(code))
    let remedy =
      switch code {
      case ENOSPC, EDQUOT: "; free some space or choose another directory with --out"
      case EACCES, EPERM, EROFS: "; choose a directory that you may write with --out"
      case EEXIST, ENOTDIR, EISDIR, ELOOP: "; choose another directory with --out"
      case EMFILE, ENFILE: "; raise the limit on open files (ulimit -n)"
      case EFBIG: "; raise the limit on file sizes (ulimit -f)"
      default: ""
      }
    return ResultWriteError("cannot \(action) \(path): \(reason)", advice: remedy)
  }
}

extension ResultWriteError {
  /// The error when something has appeared in the place of a result since the work on it began.
  static func taken(_ path: String) -> ResultWriteError {
    ResultWriteError(
      "\(path) was taken by somebody else meanwhile and is left as it is; choose another "
        + "directory with --out, or add --overwrite to replace a result")
  }
}

/// Files that are there whole or not at all.
public enum AtomicFile {
  /// Writes a file beside its place, forces it to disk and renames it.
  ///
  /// A symbolic link is followed, and stays. A pipe or device is written to as it is, never
  /// replaced. Partial files that a killed process has left beside the place are removed.
  ///
  /// - Parameter isTidy: Whether the directory was rid of such files before: to look for them among many files
  ///   takes longer than to write one.
  /// - Throws: `ResultWriteError`; nothing is left behind and an older file stays as it was.
  public static func write(
    _ bytes: some Collection<UInt8>, to path: String, isTidy: Bool = false
  ) throws {
    try write([(Array(bytes), path)], isTidy: isTidy)
  }

  /// Writes files that belong together, in the same way: each stands beside its place before the first is renamed.
  ///
  /// - Throws: `ResultWriteError`; older files stay as they were unless a rename fails.
  package static func write(
    _ files: [(bytes: [UInt8], path: String)], isTidy: Bool = false
  ) throws {
    var partials: [(path: String, descriptor: Int32, place: String)] = []
    // Until they have their names, open descriptors tell that they are not left over.
    defer { for partial in partials { close(partial.descriptor) } }
    do {
      for (bytes, path) in files {
        guard try !isStream(path) else {
          try writeThrough(bytes, to: path)
          continue
        }
        let place = FilePath.standard(path)
        if !isTidy { Leftovers.remove(besides: place) }
        let (partial, descriptor) = try openPartial(of: place)
        partials.append((partial, descriptor, place))
        try append(bytes, to: descriptor, partial)
        try synchronise(descriptor, partial)
      }
      for (partial, _, place) in partials where rename(partial, place) != 0 {
        throw ResultWriteError.system("write", place)
      }
    } catch {
      for partial in partials { PartialDirectories.remove(partial.path) }
      throw error
    }
    for partial in partials { PartialDirectories.release(partial.path) }
    for parent in Set(partials.map { FilePath.parent(of: $0.place) }) {
      synchroniseDirectory(parent)
    }
  }

  /// Writes a text, in the same way.
  package static func write(_ text: String, to path: String) throws {
    try write(text.utf8, to: path)
  }

  /// Refuses a place where a file cannot be written, before hours are spent on it.
  ///
  /// - Throws: `ResultWriteError`.
  public static func check(_ path: String) throws {
    guard try !isStream(path) else { return }
    let place = FilePath.standard(path)
    try FilePlace.checkParents(of: place)
    guard FilePlace.kind(FilePath.parent(of: place)) == .directory else {
      throw ResultWriteError.system("write", path, ENOENT)
    }
  }

  /// Whether a path leads to a pipe or device, or is a name that the system gives to an open file.
  static func isStream(_ path: String) throws -> Bool {
    switch FilePlace.kind(path) {
    case .stream: return true
    case .directory: throw ResultWriteError.system("write", path, EISDIR)
    case .other:
      throw ResultWriteError(
        "\(path) is a disk or socket, no place for a file; choose another with --out")
    case .file, .nothing: return path.hasPrefix("/dev/") || path.hasPrefix("/proc/")
    }
  }

  private static func writeThrough(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ResultWriteError.system("write", path) }
    defer { close(descriptor) }
    try append(bytes, to: descriptor, path)
  }

  private static func openPartial(of path: String) throws -> (path: String, descriptor: Int32) {
    while true {
      let partial = Leftovers.name("\(FilePath.parent(of: path))/\(FilePath.stem(of: path))")
      var descriptor: Int32 = -1
      let isHeld = try PartialDirectories.register(partial) {
        descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw ResultWriteError.system("write", partial) }
        return Leftovers.hold(descriptor) ? .file : nil
      }
      if isHeld { return (partial, descriptor) }
      close(descriptor)
    }
  }

  /// Writes bytes to a file and forces them to disk.
  package static func writeDurably(_ bytes: [UInt8], to path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw ResultWriteError.system("write", path) }
    do {
      try append(bytes, to: descriptor, path)
      try synchronise(descriptor, path)
    } catch {
      close(descriptor)
      throw error
    }
    guard close(descriptor) == 0 else { throw ResultWriteError.system("write", path) }
  }

  private static func synchronise(_ descriptor: Int32, _ path: String) throws {
    // Pipes and devices cannot be forced to disk, and need not be.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
      throw ResultWriteError.system("write", path)
    }
  }

  private static func append(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress! + written, bytes.count - written)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw ResultWriteError.system("write", path) }
      written += count
    }
  }

  /// Forces a directory's entries to disk, where the file system can.
  static func synchroniseDirectory(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

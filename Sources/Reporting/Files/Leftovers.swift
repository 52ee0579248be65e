import Foundation

/// Partial files and directories whose writers were killed.
///
/// A writer holds a lock on what it writes, which the system drops with the process, however it
/// ends and on whatever machine. So the next writer of the same place can tell what is left over
/// from what another process still writes. Where a file system knows no such locks, nothing is ever
/// taken for left over.
package enum Leftovers {
  static let suffix = ".partial"

  /// A name that begins as given and that no other writer has.
  static func name(_ start: String) -> String {
    "\(start).\(getpid())-\(UInt32.random(in: 0 ... .max))\(suffix)"
  }

  /// Takes the writer's lock on what a descriptor has just opened.
  ///
  /// - Returns: False if another process has taken it for left over in the moment since it was
  ///   made.
  static func hold(_ descriptor: Int32) -> Bool {
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK { return false }
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_nlink > 0
  }

  /// Removes what is left over beside a final file or directory.
  static func remove(besides final: String) {
    let parent = FilePath.parent(of: final)
    let name = FilePath.stem(of: final)
    remove(in: parent) { isPartial($0, of: name) || isPartial($0, of: ".\(name)") }
  }

  /// Removes what is left over in a directory of the program's own.
  package static func remove(in directory: String) { remove(in: directory, where: isPartial(_:)) }

  private static func remove(in directory: String, where isPartial: (String) -> Bool) {
    for entry in FilePath.names(in: directory) where isPartial(entry) {
      let path = "\(directory)/\(entry)"
      let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { remove(leftover: path) }
    }
  }

  /// Removes a file, or a directory of files; one with directories in it is somebody else's.
  private static func remove(leftover path: String) {
    guard unlink(path) != 0 else { return }
    let files = FilePath.names(in: path)
    let inside = files.map { "\(path)/\($0)" }
    let kinds = inside.map { FilePlace.kind($0, followingLinks: false) }
    guard !kinds.contains(.directory) else { return }
    for file in inside { unlink(file) }
    rmdir(path)
  }

  /// Whether a name is one that `name(_:)` gives to anything: no result may have it.
  static func isPartial(_ entry: String) -> Bool {
    let words = entry.split(separator: ".", omittingEmptySubsequences: false)
    return entry.hasSuffix(suffix) && words.count >= 3 && areNumbers(words[words.count - 2])
  }

  private static func areNumbers(_ text: some StringProtocol) -> Bool {
    let numbers = text.split(separator: "-", omittingEmptySubsequences: false)
    return numbers.count == 2 && numbers.allSatisfy { UInt32($0) != nil }
  }

  /// Whether a name is one that `name(_:)` gives.
  private static func isPartial(_ entry: String, of name: String) -> Bool {
    guard entry.hasPrefix("\(name)."), entry.hasSuffix(suffix),
      entry.utf8.count > name.utf8.count + 1 + suffix.utf8.count
    else { return false }
    return areNumbers(entry.dropFirst(name.count + 1).dropLast(suffix.count))
  }
}

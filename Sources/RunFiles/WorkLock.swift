import Foundation
import Reporting

/// A file whose lock keeps other processes out of a directory until this one ends, however it ends.
package struct WorkLock: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Parameter name: The file's name; it is made where it is missing.
  /// - Throws: `CheckpointBusy` while another process has it, `ResultWriteError`.
  package init(_ name: String, of directory: String) throws {
    path = "\(directory)/\(name)"
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
      guard descriptor >= 0 else { throw ResultWriteError.system("write", path) }
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
        close(descriptor)
        throw CheckpointBusy(path: directory)
      }
      // Its last owner may have removed the file in the moment since it was opened.
      if Self.guards(descriptor, path) {
        self.descriptor = descriptor
        return
      }
      close(descriptor)
    }
  }

  /// Whether it still guards anything: the directory may have been removed and made again.
  var isInPlace: Bool { Self.guards(descriptor, path) }

  /// Whether an open file is the one that is at a path now.
  private static func guards(_ descriptor: Int32, _ path: String) -> Bool {
    var (held, there) = (stat(), stat())
    return fstat(descriptor, &held) == 0 && lstat(path, &there) == 0
      && held.st_ino == there.st_ino && held.st_dev == there.st_dev
  }

  /// Lets others in; the file stays.
  ///
  /// Closing would do, were there no processes that this one is just starting: they have its files until
  /// they begin a program of their own.
  func letGo() {
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Lets others in, with the file removed.
  package func remove() {
    unlink(path)
    letGo()
  }
}

/// A file whose place a user chooses, such as a page or a ledger: a file that is already there may
/// be precious.
package enum OutputFile {
  /// Refuses a place that must not or cannot be written, before hours are spent on what it will hold.
  ///
  /// Pipes, devices and the names that the system gives to open files hold nothing that could be lost.
  ///
  /// - Parameters:
  ///   - overwrites: Whether a file that is there may be replaced.
  ///   - option: The option that names the file, for messages.
  ///   - inputs: The files that the same command reads, which are never replaced.
  /// - Throws: `ResultWriteError`, or what `inputs` throws.
  package static func check(
    _ path: String, overwrites: Bool, option: String = "out",
    inputs: @autoclosure () throws -> [String] = []
  ) throws {
    if FilePlace.kind(path) == .directory {
      throw ResultWriteError("\(path) is a directory; choose a file with --\(option)")
    }
    try AtomicFile.check(path)
    guard try !AtomicFile.isStream(path), FilePlace.kind(path) == .file else { return }
    let place = FileNumber(of: FilePath.standard(path))
    if try inputs().contains(where: { FileNumber(of: FilePath.standard($0)) == place }) {
      throw ResultWriteError(
        "\(path) is read by this very command and is never replaced; choose another file with "
          + "--\(option)")
    }
    guard overwrites else {
      throw ResultWriteError(
        "\(path) is there already; add --overwrite to replace it or choose another file with "
          + "--\(option)")
    }
  }
}

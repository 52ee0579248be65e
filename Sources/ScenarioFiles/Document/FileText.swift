#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Reads the bytes of scenario files, tables and histories.
package enum FileText {
  /// Larger files are refused: no book needs one.
  package static let largestBytes = 64 << 20

  /// Why a file was not read, in words that follow its name.
  package struct Refusal: Error {
    package let reason: String
  }

  /// The bytes of a regular file of at most `largestBytes`.
  package static func read(_ path: String) throws(Refusal) -> [UInt8] {
    // Without O_NONBLOCK opening a named pipe would wait for a writer.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw Refusal(reason: String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw Refusal(reason: String(cString: strerror(errno)))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw Refusal(reason: "it is a directory")
    default: throw Refusal(reason: "it is not a regular file")
    }
    guard status.st_size <= largestBytes else { throw tooLarge }
    return try bytes(of: descriptor, expected: Int(status.st_size))
  }

  private static var tooLarge: Refusal {
    Refusal(reason: "it is larger than \(largestBytes >> 20) MB")
  }

  private static func bytes(of descriptor: Int32, expected: Int) throws(Refusal) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(expected)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes { buffer in
        #if canImport(Darwin)
          Darwin.read(descriptor, buffer.baseAddress, buffer.count)
        #else
          Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        #endif
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Refusal(reason: String(cString: strerror(errno))) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count > largestBytes { throw tooLarge }
    }
  }

  /// The file's canonical path, with symbolic links followed; the path as given when there is no
  /// file.
  static func canonical(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// `relative` as seen from the directory of `file`.
  static func path(_ relative: String, besides file: String) -> String {
    guard !relative.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return relative }
    return file[...slash] + relative
  }
}

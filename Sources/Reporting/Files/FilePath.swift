import Foundation

/// Names of files and directories, and the directories that they are in.
package enum FilePath {
  /// The directory that a path's last name is in: `.` for a bare name.
  ///
  /// Foundation's own traps on names of one letter.
  package static func parent(of path: String) -> String {
    let names = path.utf8.reversed().drop { $0 == slash }
    let above = names.drop { $0 != slash }
    guard !above.isEmpty else { return path.utf8.first == slash ? "/" : "." }
    let parent = above.drop { $0 == slash }
    return parent.isEmpty ? "/" : String(decoding: parent.reversed(), as: UTF8.self)
  }

  /// The last name of a path.
  package static func name(of path: String) -> String {
    String(path.split(separator: "/").last ?? "/")
  }

  /// A path without repeated or trailing slashes and symbolic links, that ends in a name.
  ///
  /// Nothing is expanded: `~` is a name like any other, as it is to every system call. An empty path
  /// stays empty.
  package static func standard(_ path: String) -> String {
    var root = path.utf8.first == slash ? "/" : ""
    var names: [String] = []
    var rest = components(path)
    var links = 0
    while let name = rest.popLast() {
      if name == "..", let last = names.last, last != ".." {
        names.removeLast()
      } else if name == "..", root == "/" {
        continue
      } else if links < mostLinks,
        let target = link(at: root + (names + [name]).joined(separator: "/"))
      {
        links += 1
        if target.utf8.first == slash { (root, names) = ("/", []) }
        rest += components(target)
      } else {
        names.append(name)
      }
    }
    if !path.isEmpty, root.isEmpty, names.last ?? ".." == ".." {
      let here = FileManager.default.currentDirectoryPath
      return here.isEmpty ? path : standard("\(here)/\(path)")
    }
    return root + names.joined(separator: "/")
  }

  /// The stem of names of temporary files beside a file or directory under way: its own name,
  /// shortened where a system would refuse it with a prefix and an ending.
  package static func stem(of path: String) -> String {
    let name = name(of: path)
    guard name.utf8.count > longestStem else { return name }
    var start = ""
    for character in name where start.utf8.count + "\(character)".utf8.count < longestStem - 17 {
      start.append(character)
    }
    return "\(start)-\(SHA256.hexDigest(name.utf8).prefix(16))"
  }

  /// Makes a directory and those above it, unless it is there.
  ///
  /// - Throws: `ResultWriteError`.
  package static func makeDirectory(_ path: String) throws {
    try FilePlace.checkDirectory(path)
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw ResultWriteError.system("create", path)
    }
  }

  /// The names of what is in a directory, hidden files too, in their order.
  ///
  /// - Throws: `ResultReadFailure` with the system's reason.
  package static func entries(of directory: String) throws -> [String] {
    if let reason = unreadable(directory, R_OK | X_OK) { throw ResultReadFailure(reason) }
    return try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
  }

  /// The same in no order; nothing where the directory cannot be read.
  package static func names(in directory: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
  }

  /// Whether anything is at a path, symbolic links followed.
  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Why a file or directory cannot be read, in a line with its path; nil where it can.
  package static func unreadable(_ path: String, _ use: Int32 = R_OK) -> String? {
    access(path, use) == 0 ? nil : "\(path) cannot be read: \(String(cString: strerror(errno)))"
  }

  /// Bytes of the longest stem: systems take 255 for a name, and prefix and ending need some 40.
  private static let longestStem = 200
  /// Links that a system follows before it takes them for a circle.
  private static let mostLinks = 40

  /// The names of a path, last first.
  private static func components(_ path: String) -> [String] {
    path.split(separator: "/").reversed().filter { $0 != "." }.map(String.init)
  }

  /// Where a symbolic link leads; nil for anything else.
  private static func link(at path: String) -> String? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = bytes.withUnsafeMutableBytes {
      readlink(path, $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
  }

  private static let slash = UInt8(ascii: "/")
}

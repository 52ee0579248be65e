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

  /// A path without repeated or trailing slashes and symbolic links, that ends in a name.
  package static func standard(_ path: String) -> String {
    let short = ((path as NSString).standardizingPath as NSString).resolvingSymlinksInPath
    let last = (short as NSString).lastPathComponent
    guard last == "." || last == ".." else { return short }
    return URL(fileURLWithPath: short).standardizedFileURL.path
  }

  private static let slash = UInt8(ascii: "/")
}

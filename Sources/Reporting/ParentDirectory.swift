/// The directory above a path.
///
/// Foundation's own traps on Linux where the last component is all there is and one character long.
package enum ParentDirectory {
  /// The path without its last component; empty for a name alone, `/` for what lies in the root.
  package static func of(_ path: String) -> String {
    var rest = Substring(path)
    while rest.count > 1 && rest.hasSuffix("/") { rest.removeLast() }
    guard rest != "/", let slash = rest.lastIndex(of: "/") else { return rest == "/" ? "/" : "" }
    rest = rest[..<slash]
    while rest.hasSuffix("/") { rest.removeLast() }
    return rest.isEmpty ? "/" : String(rest)
  }
}

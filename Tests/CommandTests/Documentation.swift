import Foundation

/// What the documentation says about result files.
enum Documentation {
  /// The columns of each table, from the first cells of the rows under its heading.
  static func columns() throws -> [String: [String]] {
    let text = try String(
      contentsOfFile: Program.path("docs/formats/results.md"), encoding: .utf8)
    var columns: [String: [String]] = [:]
    var table: String?
    for line in text.split(separator: "\n") {
      if line.hasPrefix("## ") { table = String(line.dropFirst(3)) }
      guard let table, line.hasPrefix("| `") else { continue }
      let cell = line.dropFirst().split(separator: "|")[0]
      columns[table, default: []] += cell.matches(of: /`([a-z0-9_]+)`/).map { String($0.1) }
    }
    return columns
  }
}

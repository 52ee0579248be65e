import Foundation

/// Files of this repository, found from the place of the tests.
enum RepositoryFiles {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func url(_ path: String) -> URL { root.appending(path: path) }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: url(path), encoding: .utf8)
  }

  /// Whether goldens are to be written instead of compared.
  static let refreshes = ProcessInfo.processInfo.environment["MINERSTRESS_REFRESH"] == "1"
}

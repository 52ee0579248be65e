import Foundation

/// Files of this repository, found from the place of the tests.
public enum RepositoryFiles {
  /// Its root.
  public static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A file or folder at a path from the root.
  public static func url(_ path: String) -> URL { root.appending(path: path) }

  /// The same as a path.
  public static func path(_ path: String) -> String { url(path).path(percentEncoded: false) }

  /// The text of a file.
  public static func text(_ path: String) throws -> String {
    try String(contentsOf: url(path), encoding: .utf8)
  }

  /// Whether goldens are to be written instead of compared.
  public static let refreshes = ProcessInfo.processInfo.environment["MINERSTRESS_REFRESH"] == "1"
}

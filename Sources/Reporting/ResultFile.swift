/// A file of a result directory, in memory.
public struct ResultFile: Sendable, Equatable {
  /// Its name, without a directory.
  public var name: String
  /// Its text in UTF-8.
  public var text: String

  /// Creates a file.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// A file of a result directory.
public struct ResultFile: Sendable, Equatable {
  /// Its name, without a directory.
  public var name: String
  private let make: @Sendable () -> String

  /// Its text in UTF-8, made anew each time.
  public var text: String { make() }

  /// Creates a file.
  public init(name: String, text: String) { self.init(name: name) { text } }

  /// Creates a file whose text is made when it is written, so that long ones are not in memory together.
  public init(name: String, text: @escaping @Sendable () -> String) {
    self.name = name
    make = text
  }

  /// Equality of name and text.
  public static func == (a: ResultFile, b: ResultFile) -> Bool {
    a.name == b.name && a.text == b.text
  }
}

/// A file of a result directory.
public struct ResultFile: Sendable, Equatable {
  /// Its name, without a directory.
  public var name: String
  private let make: @Sendable () throws -> [UInt8]

  /// Its text in UTF-8, made anew each time; empty where it cannot be made.
  public var text: String { String(decoding: (try? bytes()) ?? [], as: UTF8.self) }

  /// Its bytes, made anew each time.
  public func bytes() throws -> [UInt8] { try make() }

  /// Creates a file.
  public init(name: String, text: String) { self.init(name: name) { Array(text.utf8) } }

  /// Creates a file whose text is made when it is written, so that long ones are not in memory together.
  public init(name: String, text: @escaping @Sendable () -> String) {
    self.init(name: name, bytes: { Array(text().utf8) })
  }

  /// Creates a file whose bytes are made when it is written; it may fail to.
  public init(name: String, bytes: @escaping @Sendable () throws -> [UInt8]) {
    self.name = name
    make = bytes
  }

  /// Equality of name and bytes.
  public static func == (a: ResultFile, b: ResultFile) -> Bool {
    a.name == b.name && (try? a.bytes()) == (try? b.bytes())
  }
}

/// A text that nodes come from: a file, or one `--set` on the command line.
public final class SourceText: Sendable {
  /// How messages call it: the path as typed, or `--set PATH=VALUE`.
  public let name: String
  /// Place among the sources of a document; messages are sorted by it.
  public let order: Int

  /// Creates a source.
  public init(name: String, order: Int = 0) {
    (self.name, self.order) = (name, order)
  }
}

/// A place in a source; lines and columns count from 1, columns in Unicode scalars.
public struct SourcePosition: Sendable, CustomStringConvertible {
  /// Where the text comes from.
  public var source: SourceText
  /// Line, or 0 when the source as a whole is meant.
  public var line: Int
  /// Column, or 0 when the source as a whole is meant.
  public var column: Int

  /// Creates a position; without line and column it is the source as a whole.
  public init(_ source: SourceText, line: Int = 0, column: Int = 0) {
    self.source = source
    self.line = line
    self.column = column
  }

  /// `file:line:column`, or the name alone for a source as a whole.
  public var description: String {
    line == 0 ? source.name : "\(source.name):\(line):\(column)"
  }

  /// Whether messages about this place come before messages about `other`.
  package func precedes(_ other: SourcePosition) -> Bool {
    (source.order, line, column) < (other.source.order, other.line, other.column)
  }
}

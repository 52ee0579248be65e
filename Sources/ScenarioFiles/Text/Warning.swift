/// Something in a valid scenario that is probably not meant, as one line with its place.
public struct Warning: Sendable, CustomStringConvertible {
  /// How much a reader would be misled.
  public enum Weight: Int, Sendable, Comparable {
    /// Nothing is wrong: says what results will not count. Only `check` shows it.
    case hint
    /// Nothing is wrong: says what a file has added to the one that it extends.
    case note
    /// A placeholder that flatters, or words that do nothing.
    case slight
    /// A figure or term that makes results mean less than they seem to.
    case grave
    /// A figure that is probably in another unit.
    case mistake

    /// Whether one weighs less than another.
    public static func < (first: Weight, second: Weight) -> Bool {
      first.rawValue < second.rawValue
    }
  }

  /// Where it is.
  public var position: SourcePosition
  /// Path of the key that it concerns, empty for the scenario as a whole.
  public var path: String
  /// What is unusual and, where one is known, the likely mistake.
  public var message: String
  /// How much it matters.
  public var weight: Weight
  /// The way to that key; nil where only its words are known.
  var way: NodePath?

  /// The names on the way to the key that it concerns, none where it is not known: the path as
  /// messages show it may be cut.
  package var keys: [String] { way?.names ?? [] }

  /// The word printed before its line.
  public var kind: String { weight <= .note ? "note" : "warning" }

  /// The line that users see.
  public var description: String { issue.description }

  /// The same as an issue, for callers that accept no warnings.
  public var issue: Issue { Issue(position: position, path: path, message: message, way: way) }
}

extension Warning {
  /// A warning about the key at a path.
  init(position: SourcePosition, at way: NodePath, message: String, weight: Weight) {
    self.init(
      position: position, path: way.description, message: message, weight: weight, way: way)
  }
}

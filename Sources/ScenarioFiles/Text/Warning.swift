/// Something of a valid scenario that probably is not meant, as one line with its place.
public struct Warning: Sendable, CustomStringConvertible {
  /// How much a reader would be misled.
  public enum Weight: Int, Sendable, Comparable {
    /// Nothing is wrong: what a file has added to the one below it.
    case note
    /// A placeholder that flatters, or words that do nothing.
    case slight
    /// A figure or a term of which results say less than they seem to.
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

  /// What it is called before its line.
  public var kind: String { weight == .note ? "note" : "warning" }

  /// The line that users see.
  public var description: String { issue.description }

  /// The same as a problem, for those who want none.
  public var issue: Issue { Issue(position: position, path: path, message: message) }
}

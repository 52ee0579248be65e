/// Something in a valid scenario that is probably not meant, as one line with its place.
@dynamicMemberLookup
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

  /// Where it is, the key that it concerns and what is unusual; also an issue for callers that accept no
  /// warnings.
  public var issue: Issue
  /// How much it matters.
  public var weight: Weight

  package init(issue: Issue, weight: Weight) {
    (self.issue, self.weight) = (issue, weight)
  }

  /// The word printed before its line.
  public var kind: String { weight <= .note ? "note" : "warning" }

  /// The line that users see.
  public var description: String { issue.description }

  /// Position, path and message of the issue.
  public subscript<Value>(dynamicMember part: KeyPath<Issue, Value>) -> Value {
    issue[keyPath: part]
  }
}

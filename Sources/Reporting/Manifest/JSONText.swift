import CreditBasics

/// A JSON value whose members keep their order.
public indirect enum JSONText: Sendable, Equatable {
  /// A string.
  case string(String)
  /// A number; what is not finite is written as null.
  case number(Double)
  /// A whole number of any size.
  case integer(UInt64)
  /// `true` or `false`.
  case boolean(Bool)
  /// `null`.
  case null
  /// An array.
  case array([JSONText])
  /// An object.
  case object([JSONMember])

  /// The value, indented by two spaces a level.
  public func rendered(indent: String = "") -> String {
    switch self {
    case .string(let text): JSONScalar.quoted(text)
    case .number(let number): number.isFinite ? JSONScalar.shortest(number) : "null"
    case .integer(let number): String(number)
    case .boolean(let truth): truth ? "true" : "false"
    case .null: "null"
    case .array(let items):
      Self.lines(items.map { $0.rendered(indent: indent + "  ") }, "[", "]", indent)
    case .object(let members):
      Self.lines(
        members.map { "\(JSONScalar.quoted($0.key)): \($0.value.rendered(indent: indent + "  "))" },
        "{", "}", indent)
    }
  }

  private static func lines(
    _ items: [String], _ open: String, _ close: String, _ indent: String
  ) -> String {
    if items.isEmpty { return open + close }
    let separator = ",\n\(indent)  "
    return "\(open)\n\(indent)  \(items.joined(separator: separator))\n\(indent)\(close)"
  }
}

/// A member of a JSON object.
public struct JSONMember: Sendable, Equatable {
  /// Its name.
  public var key: String
  /// Its value.
  public var value: JSONText

  /// Creates a member.
  public init(_ key: String, _ value: JSONText) { (self.key, self.value) = (key, value) }
}

import Foundation

/// A JSON value, looked up by key without types to match.
///
/// `JSONDecoder` would try every type on every value, and build an error for each that does not
/// match: four times as slow on a book of ten thousand loans.
package indirect enum JSONNode: Equatable {
  case object([String: JSONNode])
  case array([JSONNode])
  case string(String)
  /// A number; `true` is 1 and `false` is 0.
  case number(Double)
  case null

  private init(_ value: Any) {
    switch value {
    case let text as String: self = .string(text)
    case let members as [String: Any]: self = .object(members.mapValues(JSONNode.init))
    case let items as [Any]: self = .array(items.map(JSONNode.init))
    case let number as NSNumber: self = .number(number.doubleValue)
    default: self = .null
    }
  }

  /// Reads a file's text.
  ///
  /// - Throws: `ResultReadError`.
  package static func read(_ text: String, file: String) throws -> JSONNode {
    guard let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)) else {
      throw ResultReadError("\(file): not a JSON file")
    }
    return JSONNode(value)
  }

  /// A member of an object; null where there is none.
  package subscript(key: String) -> JSONNode {
    guard case .object(let members) = self else { return .null }
    return members[key] ?? .null
  }

  /// Members of an object in name order.
  package var members: [(key: String, value: JSONNode)] {
    guard case .object(let members) = self else { return [] }
    return members.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
  }

  package var items: [JSONNode] {
    guard case .array(let items) = self else { return [] }
    return items
  }

  package var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  package var number: Double? {
    guard case .number(let number) = self else { return nil }
    return number
  }
}

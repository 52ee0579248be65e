import Foundation

/// A JSON value, looked up by key without types to match.
indirect enum JSONNode: Decodable, Equatable {
  case object([String: JSONNode])
  case array([JSONNode])
  case string(String)
  case number(Double)
  case boolean(Bool)
  case null

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let truth = try? value.decode(Bool.self) {
      self = .boolean(truth)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .string(text)
    } else if let items = try? value.decode([JSONNode].self) {
      self = .array(items)
    } else {
      self = .object(try value.decode([String: JSONNode].self))
    }
  }

  /// Reads a file's text.
  ///
  /// - Throws: `ResultReadError`.
  static func read(_ text: String, file: String) throws -> JSONNode {
    do {
      return try JSONDecoder().decode(JSONNode.self, from: Data(text.utf8))
    } catch {
      throw ResultReadError("\(file): not a JSON file")
    }
  }

  /// A member of an object; null where there is none.
  subscript(key: String) -> JSONNode {
    guard case .object(let members) = self else { return .null }
    return members[key] ?? .null
  }

  /// Members of an object in name order.
  var members: [(key: String, value: JSONNode)] {
    guard case .object(let members) = self else { return [] }
    return members.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
  }

  var items: [JSONNode] {
    guard case .array(let items) = self else { return [] }
    return items
  }

  var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  var number: Double? {
    guard case .number(let number) = self else { return nil }
    return number
  }
}

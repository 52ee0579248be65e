import Foundation
import ScenarioFiles

/// JSON values without positions, which Foundation's decoder and our reader both can give.
enum PlainJSON: Decodable, Equatable {
  case null
  case flag(Bool)
  case number(Double)
  case text(String)
  case list([PlainJSON])
  case object([String: PlainJSON])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([PlainJSON].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: PlainJSON].self))
    }
  }

  /// The value as Foundation reads it.
  static func byFoundation(_ text: String) throws -> PlainJSON {
    let decoder = JSONDecoder()
    decoder.allowsJSON5 = true
    return try decoder.decode(PlainJSON.self, from: Data(text.utf8))
  }

  /// The value of one of our nodes.
  init(_ node: Node) {
    switch node.value {
    case .null: self = .null
    case .flag(let flag): self = .flag(flag)
    case .number: self = .number(node.double ?? .nan)
    case .text(let text): self = .text(text)
    case .list(let nodes): self = .list(nodes.map(PlainJSON.init))
    case .block(let block):
      self = .object(block.members.mapValues { PlainJSON($0.node) })
    }
  }
}

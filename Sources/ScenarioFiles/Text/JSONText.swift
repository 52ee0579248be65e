import CreditBasics

/// Plain JSON with sorted keys, two spaces of indentation and shortest round-trip numbers.
enum JSONText {
  /// The text of a node, with a newline at its end.
  ///
  /// Numbers must be finite.
  static func write(_ node: Node) -> String {
    var text = ""
    append(node, indent: "\n", to: &text)
    return text + "\n"
  }

  private static func append(_ node: Node, indent: String, to text: inout String) {
    switch node.value {
    case .null: text += "null"
    case .flag(let flag): text += flag ? "true" : "false"
    case .text(let string): text += JSONScalar.quoted(string)
    case .number(let number): text += number
    case .list(let nodes):
      text += "["
      for (index, element) in nodes.enumerated() {
        text += index == 0 ? "" : ", "
        append(element, indent: indent, to: &text)
      }
      text += "]"
    case .block(let block): append(block, indent: indent, to: &text)
    }
  }

  private static func append(_ block: Block, indent: String, to text: inout String) {
    let inner = indent + "  "
    text += "{"
    for (index, name) in block.names.enumerated() {
      text += (index == 0 ? "" : ",") + inner + JSONScalar.quoted(name) + ": "
      if let node = block[name] { append(node, indent: inner, to: &text) }
    }
    text += block.members.isEmpty ? "}" : indent + "}"
  }
}

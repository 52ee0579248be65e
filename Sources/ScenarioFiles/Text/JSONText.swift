import CreditBasics

/// Plain JSON with sorted keys, two spaces of indentation and shortest round-trip numbers.
enum JSONText {
  /// The text of a node, with a newline at its end.
  ///
  /// Numbers must be finite.
  static func write(_ node: Node) -> String {
    var bytes: [UInt8] = []
    append(node, depth: 0, to: &bytes)
    bytes.append(lineEnd)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ node: Node, depth: Int, to bytes: inout [UInt8]) {
    switch node.value {
    case .null: bytes += "null".utf8
    case .flag(let flag): bytes += (flag ? "true" : "false").utf8
    case .text(let string): JSONScalar.appendQuoted(string, to: &bytes)
    case .number(var number): number.withUTF8 { bytes += $0 }
    case .list(let nodes):
      bytes.append(UInt8(ascii: "["))
      for (index, element) in nodes.enumerated() {
        if index > 0 { bytes += ", ".utf8 }
        append(element, depth: depth, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .block(let block): append(block, depth: depth, to: &bytes)
    }
  }

  private static func append(_ block: Block, depth: Int, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    for (index, name) in block.names.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      appendLine(depth + 1, to: &bytes)
      JSONScalar.appendQuoted(name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      bytes.append(space)
      if let node = block[name] { append(node, depth: depth + 1, to: &bytes) }
    }
    if !block.members.isEmpty { appendLine(depth, to: &bytes) }
    bytes.append(UInt8(ascii: "}"))
  }

  private static func appendLine(_ depth: Int, to bytes: inout [UInt8]) {
    bytes.append(lineEnd)
    for _ in 0..<2 * depth { bytes.append(space) }
  }

  private static let lineEnd = UInt8(ascii: "\n")
  private static let space = UInt8(ascii: " ")
}

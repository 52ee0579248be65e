import CreditBasics

/// Reads JSON5 (json5.org, version 1.0) into positioned nodes, in time linear in the text.
package struct JSON5Parser {
  /// Deepest nesting of arrays and objects; a scenario needs 6.
  package static let deepest = 64

  var cursor: JSON5Cursor
  private var depth = 0
  /// Keys that occur twice in one object; reading goes on with the first.
  package private(set) var duplicates: [Issue] = []

  /// Prepares to read a text.
  ///
  /// - Throws: The place of the first byte that is not UTF-8.
  package init(_ bytes: [UInt8], source: SourceText) throws(Issue) {
    // Letters of UTF-16 without a mark are UTF-8 too, each with a zero byte beside it.
    if let order = TableText.byteOrder(of: bytes) {
      throw JSON5Cursor(bytes, source: source).error(
        "expected UTF-8 text, found what looks like text in UTF-16 (\(order)); save the file as UTF-8"
      )
    }
    if let offset = UTF8Validity.firstInvalidByte(in: bytes) {
      var before = JSON5Cursor(Array(bytes[..<offset]), source: source)
      while !before.atEnd { before.advance() }
      let hint =
        TableText.encoding(ofFile: bytes, offset).map { ", likely \($0); save the file as UTF-8" }
        ?? ""
      throw before.error(
        "expected UTF-8 text, found the byte 0x\(hexadecimal(bytes[offset]))\(hint)")
    }
    cursor = JSON5Cursor(bytes, source: source)
  }

  /// Reads the whole text as one value.
  ///
  /// - Throws: The first syntax error.
  package mutating func document() throws(Issue) -> Node {
    try cursor.skipBlank()
    let node = try value()
    try cursor.skipBlank()
    guard cursor.atEnd else {
      throw cursor.error("expected the end of the text, found \(cursor.found)")
    }
    return node
  }

  private mutating func value() throws(Issue) -> Node {
    let position = cursor.position
    switch cursor.byte {
    case Mark.opensBlock:
      return Node(.block(try nested { (p) throws(Issue) in try p.block() }), at: position)
    case Mark.opensList:
      return Node(.list(try nested { (p) throws(Issue) in try p.list() }), at: position)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return Node(.text(try cursor.string()), at: position)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      return Node(.number(try cursor.number()), at: position)
    default: return Node(try word(), at: position)
    }
  }

  private mutating func nested<Result>(
    _ read: (inout JSON5Parser) throws(Issue) -> Result
  ) throws(Issue) -> Result {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw cursor.error("expected at most \(Self.deepest) levels of nesting, found more")
    }
    return try read(&self)
  }

  private mutating func word() throws(Issue) -> Node.Value {
    let start = cursor.position
    guard let word = try cursor.identifier() else {
      throw cursor.error("expected a value, found \(cursor.found)")
    }
    switch word {
    case "null": return .null
    case "true": return .flag(true)
    case "false": return .flag(false)
    case "Infinity", "NaN": return .number(word)
    default:
      throw cursor.error(
        "expected a value, found \(Excerpt.quoted(word)); put text in quotes", at: start)
    }
  }

  private mutating func list() throws(Issue) -> [Node] {
    cursor.advance()
    var nodes: [Node] = []
    while true {
      try cursor.skipBlank()
      if cursor.byte == Mark.closesList { break }
      cursor.path.steps.append(.index(nodes.count))
      nodes.append(try value())
      cursor.path.steps.removeLast()
      if try !comma(orClosing: Mark.closesList) { break }
    }
    cursor.advance()
    return nodes
  }

  private mutating func block() throws(Issue) -> Block {
    cursor.advance()
    var block = Block()
    while true {
      try cursor.skipBlank()
      if cursor.byte == Mark.closesBlock { break }
      try member(of: &block)
      if try !comma(orClosing: Mark.closesBlock) { break }
    }
    cursor.advance()
    return block
  }

  private mutating func member(of block: inout Block) throws(Issue) {
    let position = cursor.position
    let name = try key()
    cursor.path.steps.append(.key(name))
    try cursor.skipBlank()
    guard cursor.byte == UInt8(ascii: ":") else {
      throw cursor.error("expected \":\" after the key, found \(cursor.found)")
    }
    cursor.advance()
    try cursor.skipBlank()
    let node = try value()
    if let first = block.members[name] {
      let place = "line \(first.keyPosition.line), column \(first.keyPosition.column)"
      noteDuplicate(cursor.error("duplicate key; the first is at \(place)", at: position))
    } else {
      block.set(name, node, keyPosition: position)
    }
    cursor.path.steps.removeLast()
  }

  private mutating func noteDuplicate(_ issue: Issue) {
    if duplicates.count < IssueLog.capacity { duplicates.append(issue) }
  }

  private mutating func key() throws(Issue) -> String {
    if cursor.byte == UInt8(ascii: "\"") || cursor.byte == UInt8(ascii: "'") {
      return try cursor.string()
    }
    guard let name = try cursor.identifier() else {
      throw cursor.error("expected a key or \"}\", found \(cursor.found)")
    }
    return name
  }

  /// Steps over a comma; false when the container closes here instead.
  private mutating func comma(orClosing closing: UInt8) throws(Issue) -> Bool {
    try cursor.skipBlank()
    if cursor.byte == UInt8(ascii: ",") {
      cursor.advance()
      return true
    }
    guard cursor.byte == closing else {
      let wanted = "\",\" or \"\(Character(Unicode.Scalar(closing)))\""
      throw cursor.error("expected \(wanted), found \(cursor.found)")
    }
    return false
  }
}

/// Two hexadecimal digits.
func hexadecimal(_ byte: UInt8) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
}

/// Brackets of the grammar.
private enum Mark {
  static let opensBlock = UInt8(ascii: "{")
  static let closesBlock = UInt8(ascii: "}")
  static let opensList = UInt8(ascii: "[")
  static let closesList = UInt8(ascii: "]")
}

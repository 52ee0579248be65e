import CreditBasics

/// Walks through the bytes of a text and knows the line and column of each.
struct JSON5Cursor {
  let source: SourceText
  let bytes: [UInt8]
  private(set) var index: Int
  private(set) var line = 1
  private(set) var column = 1
  /// The way to the value being read, for messages.
  var path = NodePath()

  /// Starts after a byte order mark, if there is one.
  ///
  /// The bytes must be valid UTF-8.
  init(_ bytes: [UInt8], source: SourceText) {
    self.bytes = bytes
    self.source = source
    index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  var atEnd: Bool { index >= bytes.count }

  /// The byte here, 0 at the end.
  var byte: UInt8 { index < bytes.count ? bytes[index] : 0 }

  /// The byte `offset` further on, 0 beyond the end.
  func byte(_ offset: Int) -> UInt8 {
    index + offset < bytes.count ? bytes[index + offset] : 0
  }

  var position: SourcePosition { SourcePosition(source, line: line, column: column) }

  /// Steps over one byte; columns count scalars, so continuation bytes do not count.
  mutating func advance() {
    let passed = byte
    index += 1
    if passed == Self.lineFeed || (passed == Self.carriageReturn && byte != Self.lineFeed) {
      line += 1
      column = 1
    } else if passed & 0xC0 != 0x80 {
      column += 1
    }
  }

  mutating func advance(by count: Int) {
    for _ in 0..<count { advance() }
  }

  /// The scalar here and the number of its bytes; nil at the end.
  var scalar: (Unicode.Scalar, length: Int)? {
    guard !atEnd else { return nil }
    var (parser, rest) = (Unicode.UTF8.ForwardParser(), bytes[index...].makeIterator())
    guard case .valid(let bytes) = parser.parseScalar(from: &rest) else { return nil }
    return (Unicode.UTF8.decode(bytes), bytes.count)
  }

  /// What is here, as messages show it after «found».
  var found: String {
    guard let (scalar, _) = scalar else { return "the end of the text" }
    if scalar != "\\", Self.startsIdentifier(scalar) {
      var ahead = self
      if let word = try? ahead.identifier() { return Excerpt.quoted(word) }
    }
    return scalar == "\"" ? "a double quote" : Excerpt.quoted(String(scalar))
  }

  /// A syntax error here, or at another position.
  func error(_ message: String, at place: SourcePosition? = nil) -> Issue {
    Issue(place ?? position, at: path, message)
  }

  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
}

extension JSON5Cursor {
  /// Steps over white space and comments.
  mutating func skipBlank() throws(Issue) {
    while !atEnd {
      switch byte {
      case 0x09...0x0D, 0x20: advance()
      case UInt8(ascii: "/"): try skipComment()
      case 0x80...:
        guard let (scalar, length) = scalar, Self.isSpace(scalar) else { return }
        advance(by: length)
      default: return
      }
    }
  }

  private mutating func skipComment() throws(Issue) {
    let start = position
    switch byte(1) {
    case UInt8(ascii: "/"):
      while !atEnd, !atLineEnd { advance() }
    case UInt8(ascii: "*"):
      advance(by: 2)
      while !atEnd, !(byte == UInt8(ascii: "*") && byte(1) == UInt8(ascii: "/")) { advance() }
      if atEnd { throw error("expected \"*/\" after this comment, found the end", at: start) }
      advance(by: 2)
    default: throw error("expected a comment after \"/\", found none")
    }
  }

  /// Whether a line terminator of JSON5 is here; two of them take three bytes in UTF-8.
  var atLineEnd: Bool {
    byte == Self.lineFeed || byte == Self.carriageReturn
      || (byte == 0xE2 && byte(1) == 0x80 && byte(2) & 0xFE == 0xA8)
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA0, 0xFEFF, 0x2028, 0x2029: true
    default: scalar.properties.generalCategory == .spaceSeparator
    }
  }
}

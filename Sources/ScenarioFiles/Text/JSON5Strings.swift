extension JSON5Cursor {
  /// Reads a string in single or double quotes.
  mutating func string() throws(Issue) -> String {
    let quote = byte
    let start = position
    var content: [UInt8] = []
    advance()
    while byte != quote {
      switch byte {
      case UInt8(ascii: "\\"): try escape(into: &content)
      case Self.lineFeed, Self.carriageReturn:
        throw error("expected the end of this string on its line, found none", at: start)
      default:
        if atEnd { throw error("expected the end of this string, found none", at: start) }
        content.append(byte)
        advance()
      }
    }
    advance()
    return String(decoding: content, as: UTF8.self)
  }

  private mutating func escape(into content: inout [UInt8]) throws(Issue) {
    let start = position
    advance()
    if atEnd { throw error("expected the end of this string, found none", at: start) }
    switch byte {
    case UInt8(ascii: "x"):
      advance()
      content.append(scalar: try hexadecimal(2))
    case UInt8(ascii: "u"):
      advance()
      content.append(scalar: try unicodeEscape(start))
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      throw error("expected an escape that JSON5 knows, found \\\(byte - 48)", at: start)
    case Self.carriageReturn:
      advance()
      if byte == Self.lineFeed { advance() }
    case Self.lineFeed: advance()
    case UInt8(ascii: "0") where Self.isDigit(byte(1)):
      throw error("expected an escape that JSON5 knows, found an octal one", at: start)
    default:
      // After a backslash the two line ends outside ASCII continue a string as the others do.
      if atLineEnd {
        advance(by: 3)
      } else {
        content.append(Self.control[byte] ?? byte)
        advance()
      }
    }
  }

  /// Reads the digits of `\u`, and a second escape when the first is half of a pair.
  private mutating func unicodeEscape(_ start: SourcePosition) throws(Issue) -> UInt32 {
    let first = try hexadecimal(4)
    guard (0xD800...0xDFFF).contains(first) else { return first }
    if first < 0xDC00, byte == UInt8(ascii: "\\"), byte(1) == UInt8(ascii: "u") {
      advance(by: 2)
      let second = try hexadecimal(4)
      if (0xDC00...0xDFFF).contains(second) {
        return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      }
    }
    throw error("expected a pair of surrogates, found one half", at: start)
  }

  private static let control: [UInt8: UInt8] = [
    UInt8(ascii: "b"): 8, UInt8(ascii: "t"): 9, UInt8(ascii: "n"): 10, UInt8(ascii: "v"): 11,
    UInt8(ascii: "f"): 12, UInt8(ascii: "r"): 13, UInt8(ascii: "0"): 0,
  ]
}

extension [UInt8] {
  /// Appends a scalar in UTF-8; surrogates have been excluded before.
  fileprivate mutating func append(scalar value: UInt32) {
    guard let scalar = Unicode.Scalar(value) else { return }
    append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}

/// Well-formed UTF-8.
enum UTF8Validity {
  /// Offset of the first byte that does not belong to a well-formed sequence, or nil.
  static func firstInvalidByte(in bytes: [UInt8]) -> Int? {
    var (parser, rest) = (Unicode.UTF8.ForwardParser(), bytes.makeIterator())
    var offset = 0
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let scalar): offset += scalar.count
      case .error: return offset
      case .emptyInput: return nil
      }
    }
  }
}

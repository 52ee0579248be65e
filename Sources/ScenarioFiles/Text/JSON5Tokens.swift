extension JSON5Cursor {
  /// Reads a number, Infinity and NaN included, and returns it as written.
  mutating func number() throws(Issue) -> String {
    let start = index
    let place = position
    if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { advance() }
    if byte == UInt8(ascii: "I") || byte == UInt8(ascii: "N") {
      guard let word = try identifier(), word == "Infinity" || word == "NaN" else {
        throw error("expected a number after the sign", at: place)
      }
    } else if byte == UInt8(ascii: "0"), byte(1) | 0x20 == UInt8(ascii: "x") {
      advance(by: 2)
      try digits(Self.isHexadecimal, place)
    } else {
      try decimal(place)
    }
    if let (next, _) = scalar, Self.startsIdentifier(next) || Self.isDigit(byte) {
      throw error("expected a number, found \(found) inside it", at: place)
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func decimal(_ place: SourcePosition) throws(Issue) {
    let dotFirst = byte == UInt8(ascii: ".")
    if !dotFirst {
      let zeroFirst = byte == UInt8(ascii: "0")
      try digits(Self.isDigit, place, atMost: zeroFirst ? 1 : .max)
    }
    if byte == UInt8(ascii: ".") {
      advance()
      if dotFirst || Self.isDigit(byte) { try digits(Self.isDigit, place) }
    }
    if byte | 0x20 == UInt8(ascii: "e") {
      advance()
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { advance() }
      try digits(Self.isDigit, place)
    }
  }

  private mutating func digits(
    _ belongs: (UInt8) -> Bool, _ place: SourcePosition, atMost limit: Int = .max
  ) throws(Issue) {
    guard belongs(byte) else {
      throw error("expected a digit in this number, found \(found)", at: place)
    }
    var count = 0
    while belongs(byte), count < limit {
      advance()
      count += 1
    }
  }

  /// Reads an unquoted name; nil when none begins here.
  mutating func identifier() throws(Issue) -> String? {
    var name = String.UnicodeScalarView()
    while let (next, length) = scalar {
      if next == "\\" {
        name.append(try escapedNamePart(first: name.isEmpty))
      } else if name.isEmpty ? Self.startsIdentifier(next) : Self.continuesIdentifier(next) {
        name.append(next)
        advance(by: length)
      } else {
        break
      }
    }
    return name.isEmpty ? nil : String(name)
  }

  private mutating func escapedNamePart(first: Bool) throws(Issue) -> Unicode.Scalar {
    let place = position
    guard byte(1) == UInt8(ascii: "u") else { throw error("expected \\u in a key", at: place) }
    advance(by: 2)
    guard let scalar = Unicode.Scalar(try hexadecimal(4)), scalar != "\\",
      first ? Self.startsIdentifier(scalar) : Self.continuesIdentifier(scalar)
    else { throw error("expected a letter or digit for this escape in a key", at: place) }
    return scalar
  }

  /// Reads this many hexadecimal digits.
  mutating func hexadecimal(_ count: Int) throws(Issue) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard Self.isHexadecimal(byte), let digit = Character(Unicode.Scalar(byte)).hexDigitValue
      else { throw error("expected \(count) hexadecimal digits in an escape, found \(found)") }
      value = value << 4 | UInt32(digit)
      advance()
    }
    return value
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 6
  }

  static func startsIdentifier(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      let letter = (UInt8(ascii: scalar) | 0x20) &- UInt8(ascii: "a") < 26
      return letter || scalar == "$" || scalar == "_" || scalar == "\\"
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .letterNumber:
      return true
    default: return false
    }
  }

  private static func continuesIdentifier(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return startsIdentifier(scalar) || isDigit(UInt8(ascii: scalar)) }
    if startsIdentifier(scalar) || scalar.value == 0x200C || scalar.value == 0x200D { return true }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .decimalNumber, .connectorPunctuation: return true
    default: return false
    }
  }
}

/// The bytes of an XML part, written from front to back.
package struct XMLText {
  package private(set) var bytes: [UInt8] = []

  /// A part with its declaration.
  package init() {
    raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")
  }

  /// Adds markup as it stands.
  package mutating func raw(_ markup: StaticString) {
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
  }

  /// Adds a number, or a name of our own that needs no escape.
  package mutating func plain(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Adds text for an element or an attribute in double quotes.
  ///
  /// What XML cannot hold, and what a reader would change, is written as spreadsheets do: `_x000D_` for
  /// a carriage return, and `_x005F_` for an underscore that would begin such a word.
  package mutating func text(_ text: String) {
    // Most texts are plain names, again and again.
    if text.utf8.allSatisfy(Self.isPlain) { return plain(text) }
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "&": raw("&amp;")
      case "<": raw("&lt;")
      case ">": raw("&gt;")
      case "\"": raw("&quot;")
      case "_" where Self.beginsEscape(rest): raw("_x005F_")
      case "\t", "\n": bytes.append(UInt8(scalar.value))
      case "\0"..<" ", "\u{FFFE}", "\u{FFFF}": escape(scalar)
      default: bytes.append(contentsOf: UTF8.encode(scalar).unsafelyUnwrapped)
      }
    }
  }

  /// Adds text, cut to so many units of UTF-16 with an ellipsis.
  package mutating func text(_ text: String, atMost most: Int) {
    guard text.utf16.count > most else { return self.text(text) }
    var kept = ""
    var units = 1
    for character in text {
      units += character.utf16.count
      if units > most { break }
      kept.append(character)
    }
    self.text(kept + "…")
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: " "), UInt8(ascii: "-"):
      true
    default: false
    }
  }

  private mutating func escape(_ scalar: Unicode.Scalar) {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    plain("_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_")
  }

  /// Whether what follows an underscore makes it `_xHHHH_`.
  private static func beginsEscape(_ rest: Substring.UnicodeScalarView) -> Bool {
    let next = Array(rest.prefix(6))
    return next.count == 6 && next[0] == "x" && next[5] == "_"
      && next[1..<5].allSatisfy(\.properties.isASCIIHexDigit)
  }
}

/// Strings and numbers as every writer of JSON in this program writes them.
package enum JSONScalar {
  /// A string in quotes: quotes, backslashes and control characters escaped, all else as it is.
  package static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      byte >= UInt8(ascii: " ") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    if isPlain { return "\"\(text)\"" }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\0"..<" ":
        quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// The shortest decimal that reads back as the same double, without a trailing `.0`.
  package static func shortest(_ value: Double) -> String {
    if value == 0 { return "0" }
    let text = value.description
    return isWhole(text.utf8) ? String(text.dropLast(2)) : text
  }

  /// The same letters, added to others without a text between.
  package static func appendShortest(_ value: Double, to bytes: inout [UInt8]) {
    if value == 0 { return bytes.append(UInt8(ascii: "0")) }
    let letters = value.description.utf8
    bytes += isWhole(letters) ? letters.dropLast(2) : letters[...]
  }

  /// Whether a number's letters end with `.0`.
  private static func isWhole(_ letters: some BidirectionalCollection<UInt8>) -> Bool {
    letters.suffix(2).elementsEqual(".0".utf8)
  }
}

/// Strings and numbers as every writer of JSON in this program writes them.
package enum JSONScalar {
  /// A string in quotes: quotes, backslashes and control characters escaped, all else as it is.
  package static func quoted(_ text: String) -> String {
    if isPlain(text.utf8) { return "\"\(text)\"" }
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

  /// Appends what `quoted` returns.
  package static func appendQuoted(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    let isDone = text.withUTF8 { letters in
      guard isPlain(letters) else { return false }
      bytes.append(UInt8(ascii: "\""))
      bytes += letters
      bytes.append(UInt8(ascii: "\""))
      return true
    }
    if !isDone { bytes += quoted(text).utf8 }
  }

  /// Whether a text needs no escapes between quotes.
  private static func isPlain(_ letters: some Sequence<UInt8>) -> Bool {
    letters.allSatisfy { byte in
      byte >= UInt8(ascii: " ") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
  }

  /// The shortest decimal that reads back as the same double, without a trailing `.0`.
  package static func shortest(_ value: Double) -> String {
    if value == 0 { return "0" }
    let text = value.description
    return isWhole(text.utf8) ? String(text.dropLast(2)) : text
  }

  /// Appends what `shortest` returns, without making a string of it first.
  package static func appendShortest(_ value: Double, to bytes: inout [UInt8]) {
    if value == 0 { return bytes.append(UInt8(ascii: "0")) }
    if ShortestDecimal.append(value, to: &bytes) { return }
    var text = value.description
    text.withUTF8 { letters in
      bytes += letters
      if isWhole(letters) { bytes.removeLast(2) }
    }
  }

  /// Whether a number's letters end with `.0`.
  private static func isWhole(_ letters: some BidirectionalCollection<UInt8>) -> Bool {
    letters.last == UInt8(ascii: "0") && letters.dropLast().last == UInt8(ascii: ".")
  }
}

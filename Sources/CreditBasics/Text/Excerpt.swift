/// User text as it may appear inside a one-line message: short, quoted, without control characters.
package enum Excerpt {
  /// Longer texts are cut.
  package static let longest = 60

  /// The text in double quotes.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for (count, scalar) in text.unicodeScalars.enumerated() {
      if count == longest { return result + "…\"" }
      result += escaped(scalar)
    }
    return result + "\""
  }

  /// The text without quotes, for texts that are shown as typed.
  package static func oneLine(_ text: String) -> String {
    text.unicodeScalars.prefix(4 * longest).map {
      $0 == "\"" || $0 == "\\" ? String($0) : escaped($0)
    }
    .joined()
  }

  /// A number as written, cut when long.
  package static func number(_ text: String) -> String {
    text.utf8.count <= longest ? text : String(text.prefix(longest)) + "…"
  }

  /// A character as it stands between double quotes.
  package static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default: break
    }
    switch scalar.properties.generalCategory {
    // Spaces that look like an ordinary space, or are invisible.
    case .spaceSeparator where scalar != " ",
      .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
      return "\\u{" + String(scalar.value, radix: 16) + "}"
    default: return String(scalar)
    }
  }
}

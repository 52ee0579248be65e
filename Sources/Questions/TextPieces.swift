import Reporting

/// Cuts texts at separators outside quotes and brackets.
package enum TextPieces {
  /// The pieces, without blanks around them.
  package static func split(_ text: String, at separator: Character) -> [String] {
    var pieces = [""]
    var quote: Character?
    var depth = 0
    for letter in text {
      if let open = quote {
        if letter == open { quote = nil }
      } else if letter == "\"" || letter == "'" {
        quote = letter
      } else if "([{".contains(letter) {
        depth += 1
      } else if ")]}".contains(letter) {
        depth -= 1
      } else if letter == separator && depth == 0 {
        pieces.append("")
        continue
      }
      pieces[pieces.count - 1].append(letter)
    }
    return pieces.map(\.trimmed)
  }

  /// The text without the quotes around it.
  package static func unquoted(_ text: String) -> String {
    guard text.count >= 2, let first = text.first, first == text.last, "\"'".contains(first) else {
      return text
    }
    return String(text.dropFirst().dropLast())
  }
}

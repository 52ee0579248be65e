/// Names in quotes, as users type them in paths, measures and options: in `"…"` or `'…'`, where a
/// backslash takes the character after it as it is, `\n`, `\r`, `\t` are what they are in JSON, and
/// `\u{a0}` is a character by its number.
package enum QuotedText {
  /// A name in double quotes, whole, which every reader of quoted names reads back.
  package static func quoted(_ name: String) -> String {
    "\"" + name.unicodeScalars.map(Excerpt.escaped).joined() + "\""
  }

  /// A name as paths have it: as it is, or in quotes where it has more than letters, digits, `-` and `_`.
  package static func step(_ name: String) -> String { isBare(name) ? name : quoted(name) }

  /// Whether a path can have a name without quotes.
  package static func isBare(_ name: String) -> Bool {
    !name.isEmpty
      && name.unicodeScalars.allSatisfy { scalar in
        scalar == "-" || scalar == "_" || scalar.properties.isAlphabetic
          || ("0"..."9").contains(scalar)
      }
  }

  /// The text without the quotes around it, if it is in quotes.
  package static func unquoted(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var index = 0
    guard let name = name(in: scalars, at: &index), index == scalars.count else { return text }
    return name
  }

  /// The parts of a text between separators outside quotes and, if they count, outside brackets.
  package static func pieces(
    _ text: String, at separator: Unicode.Scalar, countingBrackets: Bool = true
  ) -> [String] {
    let scalars = Array(text.unicodeScalars)
    var pieces: [String.UnicodeScalarView] = [.init()]
    var depth = 0
    var index = 0
    while index < scalars.count {
      let end = self.end(of: scalars, at: index) ?? scalars.count
      let scalar = scalars[index]
      if countingBrackets, end == index + 1 {
        if "([{".unicodeScalars.contains(scalar) { depth += 1 }
        if ")]}".unicodeScalars.contains(scalar) { depth -= 1 }
      }
      if scalar == separator, depth == 0, end == index + 1 {
        pieces.append(.init())
      } else {
        pieces[pieces.count - 1].append(contentsOf: scalars[index..<end])
      }
      index = end
    }
    return pieces.map { String($0) }
  }

  /// The place of the first such character outside quotes.
  package static func first(_ wanted: Unicode.Scalar, in text: String) -> String.Index? {
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      if scalars[index] == wanted {
        return text.unicodeScalars.index(text.startIndex, offsetBy: index)
      }
      index = end(of: scalars, at: index) ?? scalars.count
    }
    return nil
  }

  /// Where what begins here ends: a name in quotes behind its closing quote; nil without one.
  private static func end(of scalars: [Unicode.Scalar], at index: Int) -> Int? {
    guard isQuote(scalars[index]) else { return index + 1 }
    var end = index
    return name(in: scalars, at: &end) == nil ? nil : end
  }

  /// What is wrong with a text in which a quote is not closed, and where; nil for any other.
  package static func unclosed(in text: String) -> String? {
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      guard let end = end(of: scalars, at: index) else { return unclosed(in: scalars, at: index) }
      index = end
    }
    return nil
  }

  /// The same of the quote that is at a place.
  package static func unclosed(in scalars: [Unicode.Scalar], at index: Int) -> String? {
    guard index < scalars.count, end(of: scalars, at: index) == nil else { return nil }
    let quote = scalars[index]
    let other = quote == "'" ? "\"" : "'"
    return "the quote \(quote) at character \(index + 1) is not closed; "
      + "close it, or write a name with \(quote) in it as \(other)…\(other)"
  }

  /// Whether a character opens a name in quotes, and closes it.
  package static func isQuote(_ scalar: Unicode.Scalar) -> Bool { scalar == "\"" || scalar == "'" }

  /// Reads a name in quotes and moves behind it; nil where none is, or where it does not end.
  package static func name(in scalars: [Unicode.Scalar], at index: inout Int) -> String? {
    guard index < scalars.count, isQuote(scalars[index]) else { return nil }
    var place = index + 1
    var name = String.UnicodeScalarView()
    while place < scalars.count, scalars[place] != scalars[index] {
      if scalars[place] == "\\", place + 1 < scalars.count {
        name.append(escaped(scalars, &place))
      } else {
        name.append(scalars[place])
        place += 1
      }
    }
    guard place < scalars.count else { return nil }
    index = place + 1
    return String(name)
  }

  /// The character that a backslash and what follows stand for.
  private static func escaped(_ scalars: [Unicode.Scalar], _ place: inout Int) -> Unicode.Scalar {
    let letter = scalars[place + 1]
    if letter == "u", let (scalar, end) = numbered(scalars, place + 2) {
      place = end
      return scalar
    }
    place += 2
    return switch letter {
    case "n": "\n"
    case "r": "\r"
    case "t": "\t"
    default: letter
    }
  }

  /// The character of a number in braces, and where the braces end.
  private static func numbered(
    _ scalars: [Unicode.Scalar], _ start: Int
  ) -> (Unicode.Scalar, end: Int)? {
    guard start < scalars.count, scalars[start] == "{",
      let end = scalars[start...].prefix(10).firstIndex(of: "}")
    else { return nil }
    let digits = String(String.UnicodeScalarView(scalars[(start + 1)..<end]))
    return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { ($0, end + 1) }
  }
}

/// HTML or SVG text.
///
/// It is written as a literal: strings interpolated into it are escaped, other markup is not. So no
/// forgotten call can turn a user's name for a miner or tranche into tags.
package struct Markup: Sendable, ExpressibleByStringInterpolation {
  package private(set) var text: String

  package init(stringLiteral literal: String) { text = literal }

  package init(stringInterpolation interpolation: StringInterpolation) { text = interpolation.text }

  /// Text of this program's own, such as the style sheet.
  package init(raw text: StaticString) { self.text = text.description }

  /// Text that may hold any character.
  package init(escaping text: String) { self.text = Self.escaped(text) }

  /// Text to be copied, such as a command: nothing is added to it.
  package init(copying text: String) { self.text = Self.escaped(text[...].unicodeScalars) }

  /// JSON inside a script element: `<` as an escape, so that no name can end the element.
  package init(json text: String) { self.text = text.replacing("<", with: "\\u003c") }

  /// Pieces of markup one after another, with a separator between them.
  package static func joined(_ parts: [Markup], separator: Markup = "") -> Markup {
    var joined = Markup("")
    joined.text = parts.map(\.text).joined(separator: separator.text)
    return joined
  }

  /// Appends markup; nothing where there is none.
  package static func += (left: inout Markup, right: Markup?) { left.text += right?.text ?? "" }

  /// Literals as they are, strings escaped, coordinates with two decimals.
  ///
  /// Never inlined: pages hold thousands of pieces, and copies of these bodies took a sixth of compiling them.
  package struct StringInterpolation: StringInterpolationProtocol {
    package var text = ""

    @inline(never)
    package init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity)
    }

    @inline(never)
    package mutating func appendLiteral(_ literal: String) { text += literal }

    @inline(never)
    package mutating func appendInterpolation(_ string: String) { text += Markup.escaped(string) }

    @inline(never)
    package mutating func appendInterpolation(_ markup: Markup) { text += markup.text }

    @inline(never)
    package mutating func appendInterpolation(_ markup: Markup?) { text += markup?.text ?? "" }

    @inline(never)
    package mutating func appendInterpolation(_ parts: [Markup]) {
      for part in parts { text += part.text }
    }

    @inline(never)
    package mutating func appendInterpolation(_ number: Int) { text += String(number) }

    @inline(never)
    package mutating func appendInterpolation(_ coordinate: Double) {
      text += Markup.coordinate(coordinate)
    }
  }

  /// Two decimals at most, and never an exponent.
  package static func coordinate(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((min(max(value, -1e6), 1e6) * 100).rounded())
    let whole = hundredths.magnitude / 100
    let rest = hundredths.magnitude % 100
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// The text escaped for any place of a page; names that run from right to left are isolated, so
  /// that the figures beside them keep their order.
  private static func escaped(_ string: String) -> String {
    let all = string[...].unicodeScalars
    guard all.contains(where: \.isRightToLeft) else { return escaped(all) }
    var text = ""
    var rest = all
    while let start = rest.firstIndex(where: \.isRightToLeft) {
      let end = rest[start...].endOfRightToLeft
      text += escaped(rest[..<start]) + "\u{2068}" + escaped(rest[start..<end]) + "\u{2069}"
      rest = rest[end...]
    }
    return text + escaped(rest)
  }

  /// The five special characters as references; characters that HTML or XML forbids as `U+FFFD`.
  private static func escaped(_ scalars: Substring.UnicodeScalarView) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in scalars {
      switch scalar {
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      case "\t", "\n", "\r": escaped.append(scalar)
      case "\u{FFFE}", "\u{FFFF}": escaped.append("\u{FFFD}")
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        escaped.append("\u{FFFD}")
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}

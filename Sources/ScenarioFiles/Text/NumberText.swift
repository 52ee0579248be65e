import CreditBasics

/// Numbers between their text and their value.
package enum NumberText {
  /// The double nearest to a JSON5 number.
  package static func double(_ text: String) -> Double {
    // Nearly all numbers are written as the standard library reads them.
    if isPlain(text), let value = Double(text) { return value }
    let (negative, digits) = split(text)
    let size: Double
    switch digits {
    case "Infinity": size = .infinity
    case "NaN": size = .nan
    default:
      // The standard library wants digits on both sides of a decimal point.
      var plain = digits.hasPrefix(".") ? "0" + digits : digits
      if let dot = plain.firstIndex(of: ".") {
        let next = plain.index(after: dot)
        if next == plain.endIndex || !("0"..."9").contains(plain[next]) {
          plain.insert("0", at: next)
        }
      }
      size = Double(plain) ?? .nan
    }
    return negative ? -size : size
  }

  /// Whether a text is a decimal number of JSON5 without exponent, digits on both sides of a point.
  static func isPlain(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = bytes[...]
      if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      let whole = rest.prefix(while: JSON5Cursor.isDigit)
      guard !whole.isEmpty, whole.count == 1 || whole.first != UInt8(ascii: "0") else {
        return false
      }
      rest = rest.dropFirst(whole.count)
      guard rest.first == UInt8(ascii: ".") else { return rest.isEmpty }
      let digits = rest.dropFirst().prefix(while: JSON5Cursor.isDigit)
      return !digits.isEmpty && rest.count == 1 + digits.count
    }
  }

  /// The whole number that a text denotes exactly, whatever its notation; nil otherwise.
  package static func unsigned(_ text: String) -> UInt64? {
    let (negative, digits) = split(text)
    let size: UInt64?
    if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
      size = UInt64(digits.dropFirst(2), radix: 16)
    } else if let whole = UInt64(digits) {
      size = whole
    } else {
      // Notations such as 1e6 are read as a double while that is exact: from 2⁵³ on a double may
      // stand for another number.
      size = UInt64(exactly: double(digits)).flatMap { $0 < 1 << 53 ? $0 : nil }
    }
    return negative && size != 0 ? nil : size
  }

  /// A number rounded to `count` significant digits, for messages; thousands are grouped.
  package static func digits(_ value: Double, _ count: Int) -> String {
    let rounded = RoundedNumber.value(value, count)
    let isWhole = rounded == rounded.rounded() && abs(rounded) < 1e15
    return isWhole ? Thousands.grouped(Int(rounded)) : JSONScalar.shortest(rounded)
  }

  /// Years in so many digits at most: `1 year`, `2.5 years`.
  package static func years(_ value: Double, _ count: Int) -> String {
    let text = digits(value, count)
    return text == "1" ? "1 year" : "\(text) years"
  }

  private static func split(_ text: String) -> (negative: Bool, digits: String) {
    if text.hasPrefix("-") { return (true, String(text.dropFirst())) }
    return (false, text.hasPrefix("+") ? String(text.dropFirst()) : text)
  }
}

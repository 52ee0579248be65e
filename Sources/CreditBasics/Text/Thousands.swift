/// Numbers with a comma before every third digit left of the point.
package enum Thousands {
  /// A number as `1,234,567`, with a hyphen before one below 0.
  package static func grouped(_ number: Int) -> String {
    (number < 0 ? "-" : "") + grouped(String(number.magnitude))
  }

  /// Digits as `1,234,567`, those of a decimal as `1,234.567`.
  package static func grouped(_ digits: some StringProtocol) -> String {
    let count = digits.prefix { $0 != "." }.count
    return digits.prefix(count).enumerated().reduce(into: "") { text, digit in
      if digit.offset > 0 && (count - digit.offset) % 3 == 0 { text += "," }
      text.append(digit.element)
    } + digits.dropFirst(count)
  }
}

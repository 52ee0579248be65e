/// Whole numbers with a comma before every third digit from the right.
package enum Thousands {
  /// A number as `1,234,567`, with a hyphen before one below 0.
  package static func grouped(_ number: Int) -> String {
    (number < 0 ? "-" : "") + grouped(String(number.magnitude))
  }

  /// Digits as `1,234,567`.
  package static func grouped(_ digits: some StringProtocol) -> String {
    let count = digits.count
    return digits.enumerated().reduce(into: "") { text, digit in
      if digit.offset > 0 && (count - digit.offset) % 3 == 0 { text += "," }
      text.append(digit.element)
    }
  }
}

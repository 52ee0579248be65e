import CreditBasics
import Foundation

/// Numbers as people read them.
package enum NumberWords {
  /// A share as `73 %`, `0.34 %`, `< 0.01 %`: two decimals below 1 %, one below 10 %, else whole; beside 100 % as
  /// many as tell it from 100 %.
  package static func percent(_ share: Double) -> String {
    let value = 100 * share
    switch value.magnitude {
    case 0: return "0\u{A0}%"
    case ..<0.01: return value < 0 ? ">\u{A0}−0.01\u{A0}%" : "<\u{A0}0.01\u{A0}%"
    case ..<0.995: return signed(value, 2) + "\u{A0}%"
    case ..<9.95: return signed(value, 1) + "\u{A0}%"
    case 99.5..<100.5 where value.magnitude != 100:
      let told = (1...9).lazy.map { signed(value.magnitude, $0) }.first { Double($0) != 100 }
      return (value < 0 ? "−" : "") + (told ?? "100") + "\u{A0}%"
    default: return (value < 0 ? "−" : "") + grouped(value.magnitude.rounded()) + "\u{A0}%"
    }
  }

  /// A share with a given number of decimals of a percent.
  package static func percent(_ share: Double, decimals: Int) -> String {
    signed(100 * share, decimals) + "\u{A0}%"
  }

  /// A share on an axis, where values are round: `5 %`, `0.1 %`.
  package static func axisPercent(_ share: Double) -> String { plain(100 * share) + "\u{A0}%" }

  /// A ratio on an axis: `2×`.
  package static func axisRatio(_ value: Double) -> String { plain(value) + "×" }

  /// Dollars as `$133m`: three significant digits in thousands, millions, billions, trillions.
  package static func dollars(_ amount: Double) -> String { dollars(amount, significant: 3) }

  /// An interval in dollars, with as many digits as tell its ends apart: `$1.104bn to $1.112bn`.
  package static func dollars(from low: Double, to high: Double, _ word: String = " to ") -> String
  {
    apart([low, high], 3...8) { dollars($0, significant: $1) }.joined(separator: word)
  }

  /// An interval of shares, with as many digits as tell its ends apart: `0.00 % to 0.03 %`, not
  /// `0.0 % to 0.03 %`.
  package static func percent(
    from low: Double, to high: Double, decimals: Int, _ word: String = " to "
  ) -> String {
    apart([low, high], decimals...decimals + 5) { percent($0, decimals: $1) }
      .joined(separator: word)
  }

  /// Numbers with the least precision at which they read differently; equal ones read alike.
  package static func apart(
    _ numbers: [Double], _ precisions: ClosedRange<Int>, _ text: (Double, Int) -> String
  ) -> [String] {
    let count = Set(numbers).count
    let precision =
      precisions.first { precision in Set(numbers.map { text($0, precision) }).count == count }
      ?? precisions.upperBound
    return numbers.map { text($0, precision) }
  }

  /// Units in which dollars are written, the greatest first.
  package static let dollarUnits: [(scale: Double, name: String)] = [
    (1e12, "tn"), (1e9, "bn"), (1e6, "m"), (1e3, "k"),
  ]

  /// Dollars with some significant digits, zeros at the end left out: 87,500 with six is `$87.5k`.
  package static func dollars(_ amount: Double, significant: Int) -> String {
    let sign = amount < 0 ? "−" : ""
    let magnitude = amount.magnitude
    for unit in dollarUnits where magnitude >= 0.9995 * unit.scale {
      return "\(sign)$\(digits(magnitude / unit.scale, significant: significant))\(unit.name)"
    }
    if magnitude > 0 && magnitude < 0.005 { return amount < 0 ? ">\u{A0}−$0.01" : "<\u{A0}$0.01" }
    return "\(sign)$\(digits(magnitude, significant: significant))"
  }

  /// A number of any size with three significant digits, thousands grouped.
  package static func plain(_ value: Double) -> String { plain(value, significant: 3) }

  /// A number of any size with some significant digits, thousands grouped.
  package static func plain(_ value: Double, significant: Int) -> String {
    (value < 0 ? "−" : "") + digits(value.magnitude, significant: significant)
  }

  /// A number with some decimals, thousands grouped, a true minus sign.
  package static func grouped(_ value: Double, decimals: Int) -> String {
    let text = signed(value, decimals)
    let (sign, size) = text.hasPrefix("−") ? ("−", text.dropFirst()) : ("", text[...])
    return sign + Thousands.grouped(size)
  }

  /// The 95 % bound on the probability of an event that none of the paths shows: `below 0.6 %`.
  package static func unseen(in paths: Int) -> String {
    "below " + axisPercent(Unseen.bound(in: paths))
  }

  /// The 95 % bound on the probability of an event that all of the paths show: `above 99.4 %`.
  package static func always(in paths: Int) -> String {
    let rest = 100 * Unseen.bound(in: paths)
    let decimals = max(0, -Int(log10(rest).rounded(.down)))
    let scale = pow(10, Double(decimals))
    return "above " + signed(((100 - rest) * scale + 1e-6).rounded(.down) / scale, decimals)
      + "\u{A0}%"
  }

  /// What `none seen` means, as a sentence for tables in which it stands for a 0.
  ///
  /// - Parameter isLoss: Whether it is a loss that no path shows, and not a default.
  package static func noneSeen(in paths: Int, isLoss: Bool = false) -> String {
    let words = count(paths, "path")
    let seen =
      isLoss
      ? "no loss on any of \(words); the probability of a loss is"
      : "on none of \(words); the probability is"
    return "None seen: \(seen) \(Unseen.words(in: paths))."
  }

  /// A level of a tail in thousandths as `95 %` or `99.9 %`.
  package static func level(thousandths: Int) -> String {
    plain(Double(thousandths) / 10) + "\u{A0}%"
  }

  /// A number with a given number of decimals and a true minus sign.
  package static func signed(_ value: Double, _ decimals: Int) -> String {
    let text = String(format: "%.\(decimals)f", value.magnitude)
    let isZero = !text.contains { "123456789".contains($0) }
    return value < 0 && !isZero ? "−" + text : text
  }

  /// Basis points as `1,784 bp`.
  package static func basisPoints(_ value: Double) -> String {
    (value.rounded() < 0 ? "−" : "") + grouped(value.magnitude.rounded()) + "\u{A0}bp"
  }

  /// A ratio as `1.35×`.
  package static func ratio(_ value: Double) -> String { signed(value, 2) + "×" }

  /// Years as `2.5 years`.
  package static func years(_ value: Double) -> String {
    let text = signed(value, value == value.rounded() ? 0 : 1)
    return text == "1" ? "1 year" : "\(text) years"
  }

  /// A time after the as-of date to a tenth of a year, to a week below that: `2.3 years`, `1 week`.
  package static func time(years value: Double) -> String {
    let tenths = (value * 10).rounded()
    return tenths >= 2 ? years(tenths / 10) : count(max(1, Int((value * 52).rounded())), "week")
  }

  /// A whole number with separators.
  package static func count(_ number: Int) -> String { grouped(Double(number)) }

  /// `1 miner`, `7 miners`.
  package static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(count(number)) \(number == 1 ? singular : plural ?? singular + "s")"
  }

  /// `a`, `a and b`, `a, b and c`.
  package static func list(_ words: [String], _ last: String = "and") -> String {
    guard words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(last) " + words[words.count - 1]
  }

  /// The first few words, and how many more there are.
  package static func first(_ most: Int, of words: [String]) -> [String] {
    let more = words.count - most
    return more > 0 ? words.prefix(most) + ["\(count(more)) more"] : words
  }

  /// What a chart shows, for those who do not see it.
  ///
  /// Such as `PD by miner: a 3 % and b 2 %.`
  package static func listing(_ opening: String, _ words: [String]) -> String {
    "\(opening): \(list(words))."
  }

  private static func digits(_ magnitude: Double, significant: Int) -> String {
    guard magnitude > 0 else { return "0" }
    let exponent = Int(log10(magnitude).rounded(.down))
    let decimals = max(0, significant - 1 - exponent)
    if decimals == 0 { return grouped(magnitude.rounded()) }
    return trimmed(Thousands.grouped(String(format: "%.\(min(decimals, 12))f", magnitude)))
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var trimmed = text[...]
    while trimmed.hasSuffix("0") { trimmed.removeLast() }
    if trimmed.hasSuffix(".") { trimmed.removeLast() }
    return String(trimmed)
  }

  private static func grouped(_ whole: Double) -> String {
    Thousands.grouped(String(format: "%.0f", whole))
  }
}

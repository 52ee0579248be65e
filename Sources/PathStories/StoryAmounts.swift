import Reporting

/// How amounts are written in a story.
package struct StoryAmounts: Sendable {
  /// Decimals of dollars: none in a book of millions, cents in a small one.
  private let decimals: Int

  init(largestUSD: Double) { decimals = largestUSD >= 1e6 ? 0 : 2 }

  /// Dollars with thousands separators; `-$1,234` for cash that leaves.
  func dollars(_ amount: Double) -> String { Self.signed(Self.grouped(amount, decimals)) }

  /// Dollars above zero; where they round to zero, that they are below the least that is shown.
  func positive(_ amount: Double) -> String {
    let least = decimals == 0 ? 1 : 0.01
    return amount < least / 2 ? "below " + dollars(least) : dollars(amount)
  }

  private static func signed(_ number: String) -> String {
    number.hasPrefix("-") ? "-$" + number.dropFirst() : "$" + number
  }

  /// A number with thousands separators and fixed decimals; never a negative zero.
  static func grouped(_ amount: Double, _ decimals: Int) -> String {
    guard amount.isFinite else { return amount > 0 ? "infinite" : "-infinite" }
    return NumberWords.grouped(amount, decimals: decimals).replacing("−", with: "-")
  }

  /// A price: whole dollars from 1,000, cents below.
  static func price(_ amount: Double) -> String {
    signed(grouped(amount, amount.magnitude >= 1000 ? 0 : 2))
  }

  /// Coins: at most four decimals, none for thousands.
  static func coins(_ amount: Double) -> String {
    grouped(amount, amount.magnitude >= 1000 ? 0 : amount.magnitude >= 10 ? 2 : 4)
  }

  /// A ratio with three decimals.
  static func ratio(_ amount: Double) -> String { grouped(amount, 3) }

  static func percent(_ share: Double, _ decimals: Int = 1) -> String {
    grouped(100 * share, decimals) + " %"
  }
}

/// Puts pieces of text on lines of at most `width` columns, separated by ` · `.
func flowed(_ pieces: [String], indent: String, first: String? = nil, width: Int = 92) -> [String] {
  var lines: [String] = []
  var line = first ?? indent
  var isEmpty = true
  for piece in pieces {
    if !isEmpty && line.count + 3 + piece.count > width {
      lines.append(line)
      line = indent
      isEmpty = true
    }
    line += (isEmpty ? "" : " · ") + piece
    isEmpty = false
  }
  return isEmpty ? lines : lines + [line]
}

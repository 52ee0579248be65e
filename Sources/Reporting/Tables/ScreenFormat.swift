import CreditBasics
import Foundation

/// How figures look in tables for people: rounded, with units, columns aligned.
package enum ScreenFormat {
  /// What stands for a figure that does not exist.
  static let nothing = "–"

  /// A share as per cent.
  static func percent(_ share: Double, _ decimals: Int) -> String {
    Self.decimals(100 * share, decimals) + " %"
  }

  /// Dollars with four significant digits at most in thousands or millions, with three in billions and more.
  static func dollars(_ amount: Double) -> String { dollars(amount, decimals: 1) }

  /// An interval with as many decimals as tell its ends apart: `$1.10bn to $1.14bn`.
  static func dollars(from low: Double, to high: Double) -> String {
    NumberWords.apart([low, high], 1...6) { dollars($0, decimals: $1) }.joined(separator: " to ")
  }

  private static func dollars(_ amount: Double, decimals: Int) -> String {
    let sign = amount < 0 ? "-" : ""
    let size = amount.magnitude
    for (unit, name) in NumberWords.dollarUnits where size >= 0.99995 * unit {
      let few = unit >= 1e9 ? billions(size / unit) : size >= 999.95 * unit ? 0 : 1
      let shown = decimals > 1 ? decimals : few
      return sign + "$" + Self.decimals(size / unit, shown) + name
    }
    return sign + "$" + Self.decimals(size, 2)
  }

  /// Decimals of billions and more: `$1.03bn`, `$12.3bn`, `$123bn`.
  private static func billions(_ number: Double) -> Int {
    number < 9.995 ? 2 : number < 99.95 ? 1 : 0
  }

  /// A count that need not be whole, rounded to one decimal below a hundred and to none above.
  static func count(_ number: Double) -> String {
    guard number.magnitude < 1e15 else { return String(format: "%.3g", number) }
    if number == number.rounded() || number.magnitude >= 100 {
      return Thousands.grouped(Int(number.rounded()))
    }
    return decimals(number, 1)
  }

  /// A number with a fixed number of decimals.
  ///
  /// Writes the digits of a whole number where that is exact: formatting by C would take most of the time of a table of
  /// ten thousand borrowers.
  package static func decimals(_ number: Double, _ decimals: Int) -> String {
    guard let scaled = scaled(number.magnitude, decimals) else { return printed(number, decimals) }
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
    let sign = number.sign == .minus ? "-" : ""
    return decimals == 0
      ? sign + padded : sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// A number times a power of ten, rounded as C rounds it, halves to even; nil where that is not exact.
  private static func scaled(_ size: Double, _ decimals: Int) -> Int? {
    guard (0...6).contains(decimals), size < 1e9 else { return nil }
    let power = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let product = size * power
    // The part of the product that rounding has left out: it decides where the rounded product is a
    // half.
    let rest = (-product).addingProduct(size, power)
    let whole = product.rounded(.down)
    let half = product - whole - 0.5
    let isOdd = Int(whole) % 2 == 1
    let goesUp = half > 0 || half == 0 && (rest > 0 || rest == 0 && isOdd)
    return Int(whole) + (goesUp ? 1 : 0)
  }

  private static func printed(_ number: Double, _ decimals: Int) -> String {
    let longest = 400
    return withVaList([Int32(decimals), number]) { arguments in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: longest) { text in
        let count = vsnprintf(text.baseAddress, longest, "%.*f", arguments)
        let shown = text.prefix(Int(count)).lazy.map { UInt8(bitPattern: $0) }
        return String(decoding: shown, as: UTF8.self)
      }
    }
  }

  /// Items after a label with a separator between them, broken into lines of a width; later lines are indented.
  static func wrapped(
    _ label: String, _ items: [String], separator: String = ",", indent: Int, width: Int
  ) -> [String] {
    var lines = [label]
    for (index, item) in items.enumerated() {
      let text = index + 1 < items.count ? item + separator : item
      if lines[lines.count - 1].count + 1 + text.count > width {
        lines.append(String(repeating: " ", count: indent) + text)
      } else {
        lines[lines.count - 1] += " " + text
      }
    }
    return lines
  }

  /// Lines of a table, two blanks between columns, the first column to the left, numbers to the right.
  package static func columns(_ rows: [[String]]) -> [String] {
    let count = rows.first?.count ?? 0
    let widths = (0..<count).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { cells in
      zip(cells, widths).enumerated().map { column, cell in
        column == 0 ? cell.0.padded(cell.1) : cell.0.aligned(cell.1)
      }.joined(separator: "  ")
    }
  }

  /// The lines of a table as one text, without blanks at the ends of lines.
  package static func table(_ rows: [[String]]) -> String {
    columns(rows).map { line in
      String(line.reversed().drop { $0 == " " }.reversed()) + "\n"
    }.joined()
  }
}

extension String {
  /// The text filled with spaces on its right.
  package func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// The text filled with spaces on its left.
  package func aligned(_ width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }

  /// The text, cut with an ellipsis beyond a width.
  package func shortened(_ width: Int) -> String {
    count <= width ? self : prefix(width - 1) + "…"
  }
}

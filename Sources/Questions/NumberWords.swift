import CreditBasics

/// Numbers as questions read and show them.
package enum NumberWords {
  /// The shortest text that reads back as the same number, without a trailing `.0`.
  package static func shortest(_ value: Double) -> String {
    JSONScalar.shortest(value)
  }

  /// A number, or a number of per cent such as `20%`.
  package static func value(_ text: String) -> Double? {
    let trimmed = text.trimmed
    if trimmed.hasSuffix("%") {
      return Double(String(trimmed.dropLast()).trimmed).map { $0 / 100 }.flatMap(finite)
    }
    return Double(trimmed).flatMap(finite)
  }

  /// A number to some significant digits, without an exponent where it has few digits.
  package static func significant(_ value: Double, _ digits: Int = 4) -> String {
    guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
    var scale = 1.0
    var size = abs(value)
    while size >= 10 {
      size /= 10
      scale *= 10
    }
    while size < 1 {
      size *= 10
      scale /= 10
    }
    var power = 1.0
    for _ in 1..<max(2, digits) { power *= 10 }
    // Scales below 1 are divided by their inverse, so that 0.3 does not come out as 0.30000000000000004.
    let rounded = (abs(value) / scale * power).rounded()
    let result = scale >= 1 ? rounded * scale / power : rounded / (power * (1 / scale).rounded())
    return shortest(value < 0 ? -result : result)
  }

  /// A measure's value as people say it: per cent, dollars or basis points.
  package static func shown(_ value: Double, _ unit: MeasureUnit, digits: Int = 4) -> String {
    switch unit {
    case .share: significant(100 * value, digits) + " %"
    case .basisPoints: significant(value, digits) + " bp"
    case .dollars: (value < 0 ? "-$" : "$") + dollars(abs(value), digits)
    }
  }

  /// A difference of two values as people say it: shares in percentage points, always with a sign.
  package static func difference(_ value: Double, _ unit: MeasureUnit, digits: Int = 3) -> String {
    let text =
      unit == .share
      ? significant(100 * value, digits) + " points" : shown(value, unit, digits: digits)
    return value > 0 ? "+" + text : text
  }

  /// `shown` with the unit and the decimals that give `largest` three digits, so that a table of
  /// values lines up: `27.0 %` beside `27.2 %`.
  package static func aligned(_ value: Double, _ unit: MeasureUnit, largest: Double) -> String {
    let sign = value < 0 ? "-" : ""
    switch unit {
    case .share:
      return sign + fixed(100 * abs(value), decimals(100 * largest)) + " %"
    case .basisPoints: return sign + fixed(abs(value), decimals(largest)) + " bp"
    case .dollars:
      let scales = [(1e9, "bn"), (1e6, "m"), (1e3, "k")]
      let (scale, name) = scales.first { largest >= $0.0 } ?? (1, "")
      return "\(sign)$\(fixed(abs(value) / scale, decimals(largest / scale)))\(name)"
    }
  }

  /// Decimals that give a number three digits.
  private static func decimals(_ size: Double) -> Int { size >= 100 ? 0 : size >= 10 ? 1 : 2 }

  private static func fixed(_ size: Double, _ decimals: Int) -> String {
    let power = [1.0, 10, 100][decimals]
    let whole = String(Int((size * power).rounded()))
    guard decimals > 0 else { return whole }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - whole.count)) + whole
    return "\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }

  private static func dollars(_ size: Double, _ digits: Int) -> String {
    if size >= 1e9 { return significant(size / 1e9, digits) + "bn" }
    if size >= 1e6 { return significant(size / 1e6, digits) + "m" }
    return size >= 1e3 ? significant(size / 1e3, digits) + "k" : significant(size, digits)
  }

  private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}

extension String {
  /// Without blanks at its ends.
  var trimmed: String {
    let rest = drop { $0 == " " || $0 == "\t" }
    return String(rest.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}

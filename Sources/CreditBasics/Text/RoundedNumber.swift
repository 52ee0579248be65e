/// Numbers rounded for people.
package enum RoundedNumber {
  /// A number rounded to some significant digits, halves away from 0.
  package static func value(_ value: Double, _ digits: Int) -> Double {
    guard value != 0, value.isFinite else { return value }
    // Multiplies and divides by whole powers of ten, never by 0.1: 3 times 0.1 would be
    // 0.30000000000000004, 3 over 10 is 0.3.
    let most = (0..<digits).reduce(1.0) { limit, _ in limit * 10 }
    var (scale, unit) = (1.0, 1.0)
    while abs(value) * scale * 10 < most, scale < 1e300 { scale *= 10 }
    while abs(value) / unit >= most { unit *= 10 }
    return unit > 1 ? (value / unit).rounded() * unit : (value * scale).rounded() / scale
  }

  /// The rounded number as text, without zeros at its end and without an exponent where it has few
  /// digits.
  package static func text(_ number: Double, _ digits: Int) -> String {
    JSONScalar.shortest(value(number, digits))
  }
}

/// Numbers rounded for people.
package enum RoundedNumber {
  /// The nearest number of some significant digits, halves away from 0.
  package static func value(_ value: Double, _ digits: Int) -> Double {
    guard value != 0, value.isFinite else { return value }
    // Whole powers of ten on both sides: times 0.1, 0.3 would come out as 0.30000000000000004.
    let most = (0..<digits).reduce(1.0) { limit, _ in limit * 10 }
    var (scale, unit) = (1.0, 1.0)
    while abs(value) * scale * 10 < most, scale < 1e300 { scale *= 10 }
    while abs(value) / unit >= most { unit *= 10 }
    return unit > 1 ? (value / unit).rounded() * unit : (value * scale).rounded() / scale
  }

  /// The same as text, without zeros at its end and without an exponent where it has few digits.
  package static func text(_ number: Double, _ digits: Int) -> String {
    JSONScalar.shortest(value(number, digits))
  }
}

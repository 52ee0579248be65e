import CreditBasics

/// The numbers that a field accepts, with their unit: used for reading, for messages and in the
/// reference.
package struct NumberRange: Sendable {
  var lower: Double
  var upper: Double
  /// Whether the lower end itself is excluded.
  var aboveLower = false
  /// Whether the upper end itself is excluded.
  var belowUpper = false
  /// Unit as it follows the range, empty for pure numbers.
  package var unit = ""
  /// Whether users think of the field in per cent and may have typed 45 for 0.45.
  var percent = false
  /// Whether people write it as a multiple: `1.3×`.
  var multiple = false
  /// The usual range; other accepted figures get a warning.
  package var usual: ClosedRange<Double>?
  /// Units in which it is often typed by mistake.
  package var slips: [Slip] = []

  init(_ range: ClosedRange<Double>, _ unit: String = "", percent: Bool = false) {
    lower = range.lowerBound
    upper = range.upperBound
    self.unit = unit
    self.percent = percent
  }

  /// The range without its lower end.
  var above: NumberRange { changed { $0.aboveLower = true } }
  /// The range of what people write as a multiple.
  var asMultiple: NumberRange { changed { $0.multiple = true } }
  /// The range without its upper end.
  var below: NumberRange { changed { $0.belowUpper = true } }

  func contains(_ value: Double) -> Bool {
    (aboveLower ? value > lower : value >= lower) && (belowUpper ? value < upper : value <= upper)
  }

  /// The range in words, without its unit.
  var bounds: String {
    let low = Self.short(lower)
    let high = Self.short(upper)
    return switch (aboveLower, belowUpper) {
    case (false, false): "\(low) to \(high)"
    case (false, true): "\(low) to below \(high)"
    case (true, false): "more than \(low), up to \(high)"
    case (true, true): "more than \(low), below \(high)"
    }
  }

  /// The range in words, with its unit.
  var words: String { unit.isEmpty ? bounds : "\(bounds) \(unit)" }

  private func changed(_ change: (inout NumberRange) -> Void) -> NumberRange {
    var copy = self
    change(&copy)
    return copy
  }

  /// Large limits read better with an exponent.
  static func short(_ value: Double) -> String {
    var exponent = 0
    var rest = value
    while rest >= 10, rest.truncatingRemainder(dividingBy: 10) == 0 {
      rest /= 10
      exponent += 1
    }
    guard exponent >= 6 else { return JSONScalar.shortest(value) }
    return "\(JSONScalar.shortest(rest))e\(exponent)"
  }
}

extension NumberRange {
  static let share = NumberRange(0...1, percent: true)
  static let volatility = NumberRange(0...5, "per √year", percent: true)
  static let drift = NumberRange(-10...10, "per year", percent: true)
  static let reversion = NumberRange(0...1000, "per year")
  static let intensity = NumberRange(0...8766, "per year")
  static let yield = NumberRange(-0.5...1, "per year", percent: true)
  static let rate = NumberRange(-1...1, "per year", percent: true)
  static let dollars = NumberRange(0...1e15, "dollars")
  static let coins = NumberRange(0...1e12, "coins")
  /// The limit is far above the 21 million that can exist, because a bracket of `solve` may begin
  /// there.
  static let bitcoins = coins.usually(0...1e6, or: .satoshi)
  static let delay = NumberRange(0...100, "years")
  static let multiple = NumberRange(0...1000).asMultiple
  static let ratio = NumberRange(0...10, percent: true)
}

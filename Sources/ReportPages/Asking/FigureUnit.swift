import Reporting
import RiskMeasures

/// The unit of a question's figures, and how they are written in it.
package enum FigureUnit: Sendable, CaseIterable {
  /// A fraction, written in per cent.
  case share
  /// Dollars.
  case dollars
  /// Basis points.
  case basisPoints
  /// A bare number.
  case number

  /// A value.
  package func words(_ value: Double) -> String {
    switch self {
    case .share: NumberWords.percent(value)
    case .dollars: NumberWords.dollars(value)
    case .basisPoints: NumberWords.basisPoints(value)
    case .number: NumberWords.plain(value)
    }
  }

  /// A value with some significant digits.
  package func words(_ value: Double, significant: Int) -> String {
    self == .dollars
      ? NumberWords.dollars(value, significant: significant)
      : NumberWords.plain(scale * value, significant: significant) + suffix
  }

  /// An estimate in two lines: its value with only the digits that its interval supports, and half
  /// of the interval.
  ///
  /// - Returns: `60.8 %` and `± 3.0`; no second line without an interval.
  func lines(_ estimate: Estimate) -> (value: String, half: String?) {
    let parts = words(estimate).split(separator: " ± ").map { String($0) }
    guard parts.count == 2 else { return (words(estimate.value), nil) }
    return (parts[0] + suffix, "± " + parts[1].replacing(suffix, with: ""))
  }

  /// A value on an axis, where numbers are round.
  func axis(_ value: Double) -> String {
    self == .share ? NumberWords.axisPercent(value) : words(value)
  }

  /// How an axis with about `count` round values of a range writes them: with the digits that tell
  /// neighbours apart.
  func axis(over range: ClosedRange<Double>, about count: Int) -> (Double) -> String {
    let digits = Ticks.digits(over: range, about: count)
    return { words($0, significant: digits) }
  }

  /// A difference of values, always with its sign; shares in percentage points.
  package func difference(_ value: Double) -> String {
    let text = self == .share ? NumberWords.plain(100 * value) + " points" : words(value)
    return value > 0 ? "+" + text : text
  }

  /// What a value is multiplied by to be written.
  var scale: Double { self == .share ? 100 : 1 }

  /// What stands behind a figure; dollars have their sign before it.
  var suffix: String {
    switch self {
    case .share: "\u{A0}%"
    case .basisPoints: "\u{A0}bp"
    case .dollars, .number: ""
    }
  }

  /// What stands behind a difference of figures.
  var differenceSuffix: String { self == .share ? " points" : suffix }
}

import CreditBasics
import Reporting
import RiskMeasures

/// Numbers as they are typed for questions, and shown on a screen in letters of a keyboard.
package enum TypedNumbers {
  /// A number, or a number of per cent such as `20%`.
  package static func value(_ text: String) -> Double? {
    let trimmed = text.trimmed
    if trimmed.hasSuffix("%") {
      return Double(String(trimmed.dropLast()).trimmed).map { $0 / 100 }.flatMap(finite)
    }
    return Double(trimmed).flatMap(finite)
  }

  /// A measure's value as people say it, in letters that every screen has: per cent, dollars or basis
  /// points.
  package static func shown(_ value: Double, _ unit: FigureUnit, digits: Int = 4) -> String {
    typed(unit.words(value, significant: digits))
  }

  /// An estimate on a screen, perhaps with its error; `zero` stands for one that is 0 on every path.
  package static func shown(
    _ estimate: Estimate, _ unit: FigureUnit, zero: String = Estimate.noneSeen, digits: Int = 3,
    withError: Bool = true
  ) -> String {
    let error = estimate.standardError
    if estimate.isUnseen { return zero }
    let value = shown(estimate.value, unit, digits: digits)
    guard withError, let error, !estimate.isAlways(unit) else { return value }
    return "\(value) ± \(shown(error, unit, digits: 2))"
  }

  /// What ± means on every screen, said where the first one appears.
  package static let plusMinus = "± is one standard error"

  /// A difference with its error, both in percentage points for shares.
  package static func difference(_ estimate: Estimate, _ unit: FigureUnit) -> String {
    let error = estimate.standardError.map { error in
      unit == .share ? RoundedNumber.text(100 * error, 2) : shown(error, unit, digits: 2)
    }
    return difference(estimate.value, unit) + (error.map { " ± \($0)" } ?? "")
  }

  /// A difference of two values as people say it: shares in percentage points, always with a sign.
  package static func difference(_ value: Double, _ unit: FigureUnit, digits: Int = 3) -> String {
    let text =
      unit == .share
      ? typed(NumberWords.plain(100 * value, significant: digits)) + " points"
      : shown(value, unit, digits: digits)
    return value > 0 ? "+" + text : text
  }

  /// A page's words with the blanks and signs of a keyboard, so that they can be copied into a command.
  private static func typed(_ words: String) -> String {
    words.replacing("\u{A0}", with: " ").replacing("−", with: "-")
  }

  private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}

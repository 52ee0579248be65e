import Reporting
import RiskMeasures

/// Figures in drawings: in the cells of a grid and on axes.
extension FigureUnit {
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
}

import Foundation
import RiskMeasures

/// Events that no path shows: they may still happen, and the number of paths bounds how likely they
/// can be.
package enum Unseen {
  /// Fewest paths for which the rule of three is used: for fewer it gives too great a bound.
  private static let fewestOfThree = 100

  /// The upper bound at 95 % on the probability of an event that none of so many paths shows.
  ///
  /// The rule of three, 3 / n; below 100 paths the exact 1 − 0.05^(1/n).
  package static func bound(in paths: Int) -> Double {
    paths < fewestOfThree ? 1 - pow(0.05, 1 / Double(max(1, paths))) : 3 / Double(paths)
  }

  /// The bound as a formula, in letters of a keyboard.
  static func formula(in paths: Int) -> String {
    paths < fewestOfThree ? "1 - 0.05^(1 / paths)" : "3 / paths"
  }

  /// The bound in words, with how it is known: `below 0.6 % (95 %, rule of three)`.
  package static func words(in paths: Int) -> String {
    let rule = paths < fewestOfThree ? "" : ", rule of three"
    return "\(NumberWords.unseen(in: paths)) (95\u{A0}%\(rule))"
  }
}

extension Estimate {
  /// What stands for an estimate that is 0 on every path.
  package static let noneSeen = "none seen"

  /// What stands for the quantiles of a run without losses.
  package static let noTail = "no loss on any path, so neither VaR nor ES says anything"

  /// Whether it is 0 on every path, so that it has no interval either.
  package var isUnseen: Bool { value == 0 && !((standardError ?? 0) > 0) }

  /// Whether it is a share of 1, which every path shows, so that it has no interval either.
  package func isAlways(_ unit: FigureUnit) -> Bool {
    unit == .share && value == 1 && !((standardError ?? 0) > 0)
  }

  /// The standard error that a table shows: none where no path shows what is counted, or every one, because an error
  /// of 0 would read as exact; a quantile of 0 is a value like any other.
  package func toldError(_ unit: FigureUnit, isQuantile: Bool = false) -> Double? {
    !isQuantile && (isUnseen || isAlways(unit)) ? nil : standardError
  }
}

import Foundation
import RiskMeasures

/// What no path shows: it is no proof of never, and a number of paths says how likely it can be.
package enum Unseen {
  /// Fewest paths of which the rule of three is said: of fewer it says too much.
  private static let fewestOfThree = 100

  /// What the probability of what none of a number of paths shows is below, at 95 %.
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
  /// What people call a 0 that was estimated.
  package static let noneSeen = "none seen"

  /// Whether it is 0 on every path, so that it has no interval either.
  package var isUnseen: Bool { value == 0 && !((standardError ?? 0) > 0) }
}

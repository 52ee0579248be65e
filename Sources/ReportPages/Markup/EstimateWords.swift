import Foundation
import Reporting
import RiskMeasures

extension Estimate {
  /// The estimate as a mean of so many values, whose 95 % interval is wider by Student's factor where they are few.
  package func over(_ count: Int) -> Estimate {
    Estimate(
      value: value, standardError: standardError.map { $0 * StudentFactor.of(count - 1) })
  }
}

/// Estimates with their 95 % intervals, to the digits that these support.
extension FigureUnit {
  /// `60.8 ± 3.0 %`, `$5.4m ± $3.4m`, `19 ± 13 bp`; what has no interval says so.
  package func words(_ estimate: Estimate?) -> String {
    guard let estimate else { return "not defined" }
    guard let half = Confidence.shownHalf(estimate.standardError) else {
      return words(estimate.value) + ", no interval"
    }
    return pair(estimate.value, half)
  }

  /// An estimate with its interval; `zero` stands for one that is 0 on every path, as `none seen`.
  ///
  /// - Parameter paths: Number of paths simulated; with it a share of 1 is `100 % (above 99.4 %)`.
  package func words(_ estimate: Estimate?, zero: String, paths: Int? = nil) -> String {
    if estimate?.isUnseen == true { return zero }
    if let paths, let estimate, estimate.isAlways(self) {
      return "\(words(1)) (\(NumberWords.always(in: paths)))"
    }
    return words(estimate)
  }

  /// A difference with its sign, `+30.2 ± 3.0 points`; `no change` where no path has one.
  package func difference(_ estimate: Estimate?) -> String {
    guard let estimate else { return "not defined" }
    if estimate.value == 0, estimate.standardError == 0 { return "no change" }
    guard let half = Confidence.shownHalf(estimate.standardError) else {
      return difference(estimate.value) + ", no interval"
    }
    return (estimate.value > 0 ? "+" : "") + pair(estimate.value, half, points: true)
  }

  /// The size of a difference, for sentences that say its direction: `30.2 ± 3.0 points`, or
  /// `30.2 points (no interval)`.
  package func size(_ estimate: Estimate) -> String {
    guard let half = Confidence.shownHalf(estimate.standardError) else {
      let text = difference(abs(estimate.value))
      return (text.hasPrefix("+") ? String(text.dropFirst()) : text) + " (no interval)"
    }
    return pair(abs(estimate.value), half, points: true)
  }

  /// A figure with the ends of its interval, in digits that tell the three apart: `$1.108bn ($1.104bn to $1.112bn)`.
  func words(_ value: Double, from low: Double, to high: Double) -> String {
    let texts = NumberWords.apart([value, low, high], 3...8) { words($0, significant: $1) }
    return "\(texts[0]) (\(texts[1]) to \(texts[2]))"
  }

  private func pair(_ value: Double, _ half: Double, points: Bool = false) -> String {
    self == .dollars
      ? Self.dollars(value, half)
      : Self.pair(scale * value, scale * half, points ? differenceSuffix : suffix)
  }

  /// Writes both in the unit of the greater.
  private static func dollars(_ value: Double, _ half: Double) -> String {
    let largest = max(abs(value), half)
    let unit = NumberWords.dollarUnits.first { largest >= 0.9995 * $0.scale } ?? (1, "")
    let digits = decimals(half / unit.scale)
    // A small error of a large amount is written in a unit of its own.
    guard digits < most else {
      return NumberWords.dollars(value, significant: 6) + " ± "
        + NumberWords.dollars(half, significant: 2)
    }
    let sign = fixed(value / unit.scale, digits).hasPrefix("−") ? "−" : ""
    let size = fixed(abs(value) / unit.scale, digits)
    return "\(sign)$\(size)\(unit.name) ± $\(fixed(half / unit.scale, digits))\(unit.name)"
  }

  private static func pair(_ value: Double, _ half: Double, _ suffix: String) -> String {
    // A small share keeps two digits of its own, however many zeros come before them.
    let digits = min(decimals(half), max(most, decimals(abs(value))))
    return "\(fixed(value, digits)) ± \(fixed(half, digits))\(suffix)"
  }

  /// Most decimals that are shown.
  private static let most = 4

  /// Decimals with which half of an interval has two digits.
  private static func decimals(_ half: Double) -> Int {
    half > 0 && half.isFinite ? max(0, 1 - Int(log10(half).rounded(.down))) : 0
  }

  /// A number with some decimals, thousands grouped, a true minus sign.
  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    NumberWords.grouped(value, decimals: min(decimals, 12))
  }
}

extension UnpayableSpread {
  /// The words with the number behind them, where there are no small letters to hold it.
  package static func words(_ estimate: Estimate) -> String {
    "\(words) (\(FigureUnit.basisPoints.words(estimate)))"
  }
}

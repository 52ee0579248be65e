import Reporting
import ResultReading
import RiskMeasures

/// Words for shares and amounts that are 0 because no path shows what they count: as it may still
/// happen, they are `none seen` and not 0.
package enum Seen {
  static func percent(_ share: Double) -> String {
    share == 0 ? Estimate.noneSeen : NumberWords.percent(share)
  }

  static func percent(_ share: Double, decimals: Int) -> String {
    share == 0 ? Estimate.noneSeen : NumberWords.percent(share, decimals: decimals)
  }

  static func dollars(_ amount: Double) -> String {
    amount == 0 ? Estimate.noneSeen : NumberWords.dollars(amount)
  }

  /// A share and the ends of its 95 % interval, in digits that tell the three apart: `96.5 %` and `96.4 % to 96.6 %`.
  ///
  /// Of a share that is 0 or 1 on all paths: `none seen` and `below 0.03 %`, or `100 %` and `above 99.97 %`.
  static func words(
    _ share: Double, from low: Double, to high: Double, in paths: Int, decimals: Int = 1,
    _ word: String = " to "
  ) -> (share: String, ends: String) {
    switch share {
    case 0: return (Estimate.noneSeen, NumberWords.unseen(in: paths))
    case 1: return (NumberWords.percent(1), NumberWords.always(in: paths))
    default:
      // Two decimals below 1 %, as without an interval, and as many as tell the lower end from 0.
      let least = share < 0.00995 ? max(decimals, 2) : decimals
      let texts = NumberWords.apart([share, low, high, 0], least...least + 5) {
        NumberWords.percent($0, decimals: $1)
      }
      return (texts[0], texts[1] + word + texts[2])
    }
  }

  /// A figure with its 95 % interval: `96.5 % (96.4 % to 96.6 %)`, `none seen (below 0.03 %)`.
  package static func words(
    _ unit: FigureUnit, _ value: Double, in range: ClosedRange<Double>, paths: Int
  ) -> String {
    if unit == .share {
      let (share, ends) = words(value, from: range.lowerBound, to: range.upperBound, in: paths)
      return "\(share) (\(ends))"
    }
    return value == 0
      ? Estimate.noneSeen : unit.words(value, from: range.lowerBound, to: range.upperBound)
  }

  /// A figure with half of its interval, where it has one.
  static func words(_ unit: FigureUnit, _ value: Double, _ error: Double?) -> String {
    value == 0 ? Estimate.noneSeen : Verdict.words(unit, value, error)
  }
}

extension SummaryRow {
  /// The 95 % interval of the default probability; one-sided where no path has a default, or every one.
  func bounds(in paths: Int) -> ClosedRange<Double> {
    switch pd {
    case 0: 0...Unseen.bound(in: paths)
    case 1: (1 - Unseen.bound(in: paths))...1
    default: low...high
    }
  }

  /// The probability, and its interval in words: `95 % interval 1.1 % to 2.3 %`, `below 0.3 % at 95 %`.
  func words(in paths: Int) -> (share: String, interval: String) {
    let (share, ends) = Seen.words(pd, from: low, to: high, in: paths)
    return (share, 0 < pd && pd < 1 ? "95\u{A0}% interval \(ends)" : "\(ends) at 95\u{A0}%")
  }
}

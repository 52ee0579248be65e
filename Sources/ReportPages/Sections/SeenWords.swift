import Reporting
import ResultReading
import RiskMeasures

/// Words for shares and amounts that are 0 because no path shows what they count: as it may still
/// happen, they are `none seen` and not 0.
enum Seen {
  static func percent(_ share: Double) -> String {
    share == 0 ? Estimate.noneSeen : NumberWords.percent(share)
  }

  static func percent(_ share: Double, decimals: Int) -> String {
    share == 0 ? Estimate.noneSeen : NumberWords.percent(share, decimals: decimals)
  }

  static func dollars(_ amount: Double) -> String {
    amount == 0 ? Estimate.noneSeen : NumberWords.dollars(amount)
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

  /// The interval in words: `95 % interval 1.1 % to 2.3 %`, `below 0.3 % at 95 %`.
  func interval(in paths: Int) -> String {
    switch pd {
    case 0, 1: "\(ends(in: paths, decimals: 1)) at 95\u{A0}%"
    default: "95\u{A0}% interval \(ends(in: paths, decimals: 1))"
    }
  }

  /// The interval's ends alone, for a column whose title says what they are.
  func ends(in paths: Int, decimals: Int, _ word: String = " to ") -> String {
    switch pd {
    case 0: NumberWords.unseen(in: paths)
    case 1: NumberWords.always(in: paths)
    default: NumberWords.percent(from: low, to: high, decimals: decimals, word)
    }
  }
}

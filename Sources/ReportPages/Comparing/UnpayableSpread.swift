import RiskMeasures

/// Break-even spreads too wide to be prices, of loans whose losses eat them within months.
package enum UnpayableSpread {
  /// Basis points beyond which no spread pays: 100 % a year.
  package static let limit = 10_000.0
  /// What pages say instead of such a spread, and how wide it is at least.
  static let short = "no spread pays", size = "above 100\u{A0}% a year"
  /// Both together.
  package static let words = "\(short): \(size)"

  /// Whether a spread in basis points is one.
  package static func isOne(_ estimate: Estimate?) -> Bool { isOne(basisPoints: estimate?.value) }

  /// The same for a bare number.
  static func isOne(basisPoints: Double?) -> Bool { basisPoints.map { $0 > limit } ?? false }

  /// The words with the number behind them, where there are no small letters to hold it.
  package static func words(_ estimate: Estimate) -> String {
    "\(words) (\(FigureUnit.basisPoints.words(estimate)))"
  }
}

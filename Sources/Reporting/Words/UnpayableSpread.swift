import RiskMeasures

/// Break-even spreads too wide to be prices: those of loans that default within months with large
/// losses.
package enum UnpayableSpread {
  /// Basis points beyond which no spread pays: 100 % a year.
  package static let limit = 10_000.0
  /// What pages say instead of such a spread, and how wide it is at least.
  package static let short = "no spread pays", size = "above 100\u{A0}% a year"
  /// Both together.
  package static let words = "\(short): \(size)"

  /// Whether an estimated spread in basis points is too wide to be a price.
  package static func isOne(_ estimate: Estimate?) -> Bool { isOne(basisPoints: estimate?.value) }

  /// Whether a number of basis points is too wide to be a price.
  package static func isOne(basisPoints: Double?) -> Bool {
    basisPoints.map { $0 > limit } ?? false
  }
}

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

  /// What stands for 0 on every path: `none seen`, but for a quantile a value like any other.
  package func zero(isQuantile: Bool) -> String { isQuantile ? words(0) : Estimate.noneSeen }

  /// Two values, with more digits where the usual ones would not tell them apart.
  package func apart(_ one: Double, _ other: Double) -> [String] {
    let usual = [words(one), words(other)]
    return usual[0] != usual[1] || one == other
      ? usual : NumberWords.apart([one, other], 3...12) { words($0, significant: $1) }
  }

  /// A difference of values, always with its sign; shares in percentage points.
  package func difference(_ value: Double) -> String {
    let text = self == .share ? NumberWords.plain(100 * value) + " points" : words(value)
    return value > 0 ? "+" + text : text
  }

  /// What a value is multiplied by to be written.
  package var scale: Double { self == .share ? 100 : 1 }

  /// What stands behind a figure; dollars have their sign before it.
  package var suffix: String {
    switch self {
    case .share: "\u{A0}%"
    case .basisPoints: "\u{A0}bp"
    case .dollars, .number: ""
    }
  }

  /// What stands behind a difference of figures.
  package var differenceSuffix: String { self == .share ? " points" : suffix }
}

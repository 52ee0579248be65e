import Reporting
import RiskMeasures

/// A figure of a priced loan: a row of `price.csv`.
package struct Quantity: Sendable, Equatable {
  /// What a figure counts in.
  package enum Unit: String, Sendable {
    case dollars = "USD"
    case share
    case basisPoints = "bps"
    case perYear = "per year"
    case years
    case ratio
  }

  /// Its name in the table.
  package let name: String
  /// The figure with its standard error, 0 for what is known exactly; nil where undefined.
  package let estimate: Estimate?
  package let unit: Unit
  /// Whether it is 0 because no path shows any of it, which does not prove that there is none.
  package let isUnseen: Bool
  /// Whether the run ends before the period that the figure counts.
  package let isCutShort: Bool

  /// A figure estimated from paths: one that is 0 on all of them is unseen, unless it is a
  /// difference or `isUnseen` says otherwise.
  init(
    _ name: String, _ estimate: Estimate?, _ unit: Unit, isUnseen: Bool? = nil,
    isCutShort: Bool = false
  ) {
    self.name = name
    self.estimate = estimate
    self.unit = unit
    self.isCutShort = isCutShort
    self.isUnseen = isUnseen ?? (!Self.isChange(name) && estimate?.isUnseen == true)
  }

  /// A figure that is known exactly.
  init(_ name: String, exactly value: Double?, _ unit: Unit) {
    self.init(
      name, value.map { Estimate(value: $0, standardError: 0) }, unit, isUnseen: false)
  }

  /// Whether it is a difference of two figures.
  package var isChange: Bool { Self.isChange(name) }

  private static func isChange(_ name: String) -> Bool {
    ["risk_premium", "knock_on_expected_loss", "offered_over_hurdle"].contains(name)
      || name.hasPrefix("marginal_")
  }
}

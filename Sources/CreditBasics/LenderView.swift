/// What the lender's spreadsheet assumed.
public struct LenderView: Sendable, Equatable {
  /// Index of the regime whose correlation matrix the lender uses in every regime.
  public var regime: Int
  /// Straight-line life of a GPU in years.
  public var usefulLifeYears: Double

  /// Creates the lender's assumptions.
  public init(regime: Int, usefulLifeYears: Double = 6) {
    (self.regime, self.usefulLifeYears) = (regime, usefulLifeYears)
  }
}

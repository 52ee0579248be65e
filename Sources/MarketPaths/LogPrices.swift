import NumericCore

/// Logarithms of the full world's prices after a step, for measuring their changes.
extension MarketTile {
  /// `ln BTC` at the end of the last step, before the permanent impact of its sales.
  public func logBTC(group: Int) -> Lanes { core.logBTC[group] - full.btcImpact[group] }

  /// `ln ρ` at the end of the last step.
  public func logRent(group: Int) -> Lanes { core.rentDeviation[group] - core.rentTrend[group] }
}

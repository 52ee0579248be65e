import NumericCore

/// Logarithms of the full world's prices after a step, for measuring their changes.
extension MarketTile {
  /// Writes `ln BTC` at the end of the last step, before the permanent impact of its sales, and `ln ρ`.
  public func writeLogs(btc: LaneColumn, rent: LaneColumn) {
    for group in 0..<tileGroups {
      btc[group] = core.logBTC[group] - full.btcImpact[group]
      rent[group] = core.rentDeviation[group] - core.rentTrend[group]
    }
  }
}

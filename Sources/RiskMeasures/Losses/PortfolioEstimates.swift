/// Distribution, value at risk and expected shortfall of the portfolio's loss.
package struct PortfolioEstimates {
  private let losses: LossStore

  /// Number of bins of positive losses.
  private static let binCount = 100

  package init(losses: LossStore) { self.losses = losses }

  /// Value at risk and expected shortfall at some levels.
  ///
  /// - Parameters:
  ///   - levels: in thousandths, ascending; those of the table unless given.
  ///   - expectedLoss: mean of the same losses in dollars; nil leaves unexpected losses out.
  ///   - endless: the losses of the same paths in markets of infinite depth; nil leaves that column
  ///     out.
  package func quantiles(
    at levels: [Int] = LossQuantile.levels, expectedLoss: Double? = nil,
    withoutDepth endless: LossStore? = nil
  ) -> [LossQuantile] {
    let count = losses.count
    let bottomless = endless.map {
      LossTail($0, fromRank: LossTail.rank(thousandths: levels[0], of: count))
    }
    let first = levels.reduce(count) { rank, level in
      min(
        rank, LossTail.rank(thousandths: level, of: count),
        OrderStatisticInterval(thousandths: level, count: count).lower ?? count)
    }
    let tail = LossTail(losses, fromRank: first)
    return levels.map { level in
      let interval = OrderStatisticInterval(thousandths: level, count: count)
      let valueAtRisk = tail.orderStatistic(LossTail.rank(thousandths: level, of: count))
      return LossQuantile(
        thousandths: level, valueAtRiskUSD: valueAtRisk,
        low: interval.lower.map(tail.orderStatistic), high: interval.upper.map(tail.orderStatistic),
        expectedShortfallUSD: tail.expectedShortfall(thousandths: level),
        unexpectedLossUSD: expectedLoss.map { valueAtRisk - $0 },
        expectedShortfallWithoutDepthUSD: bottomless?.expectedShortfall(
          thousandths: level
        ).value)
    }
  }

  /// The loss 0, then 100 equal bins up to the greatest loss, open below and closed above.
  package func distribution() -> [LossBin] {
    let count = losses.count
    let greatest = losses.greatest
    var counts = Array(repeating: 0, count: Self.binCount + 1)
    losses.forEach { loss, paths in counts[Self.bin(loss, greatest)] += paths }
    let used = greatest > 0 ? counts.count : 1
    var passed = 0
    return (0..<used).map { bin in
      passed += counts[bin]
      return LossBin(
        low: Self.edge(max(0, bin - 1), greatest), high: Self.edge(bin, greatest),
        paths: Proportion(counts[bin], of: count), cumulative: Proportion(passed, of: count),
        exceedance: Proportion(count - passed, of: count))
    }
  }

  private static func edge(_ bin: Int, _ greatest: Double) -> Double {
    bin == binCount ? greatest : greatest * Double(bin) / Double(binCount)
  }

  /// The first bin whose upper edge is not below the loss.
  private static func bin(_ loss: Double, _ greatest: Double) -> Int {
    guard loss > 0 else { return 0 }
    let guess = Int((loss / greatest * Double(binCount)).rounded(.up))
    var bin = min(max(guess, 1), binCount)
    while bin > 1 && loss <= edge(bin - 1, greatest) { bin -= 1 }
    while bin < binCount && loss > edge(bin, greatest) { bin += 1 }
    return bin
  }
}

/// Estimates from the first 1, 2, 4, … paths alone.
extension StressTally {
  func convergenceRows() -> [ConvergenceRow] {
    let complete = losses.completePaths
    return (0..<convergence.bucketCount).filter { 1 << $0 <= complete }
      .flatMap(convergenceRows(power:))
  }

  private func convergenceRows(power: Int) -> [ConvergenceRow] {
    let paths = 1 << power
    let means = (0...book.miners.count).flatMap { row in
      let defaults = Proportion(convergence.defaults(row: row, power: power), of: paths)
      let loss = convergence.expectedLoss(row: row, power: power)
      return [
        ConvergenceRow(
          paths: paths, miner: name(row), measure: "pd", value: defaults.value,
          standardError: power > 0 ? defaults.standardError : nil),
        ConvergenceRow(
          paths: paths, miner: name(row), measure: "expected_loss_usd", value: loss.value,
          standardError: loss.standardError),
      ]
    }
    return means + convergenceOfTail(paths)
  }

  /// Value at risk and expected shortfall at 99 %; undefined where losses are only sketched.
  private func convergenceOfTail(_ paths: Int) -> [ConvergenceRow] {
    let quantile = losses.first(paths).flatMap { losses in
      PortfolioEstimates(losses: losses).quantiles().first { $0.thousandths == 990 }
    }
    let row = { (measure: String, value: Double?, error: Double?) in
      ConvergenceRow(
        paths: paths, miner: MinerSummary.portfolioName, measure: measure, value: value,
        standardError: error)
    }
    return [
      row(
        "var_99", quantile?.valueAtRiskUSD,
        Confidence.standardError(low: quantile?.low, high: quantile?.high)),
      row(
        "es_99", quantile?.expectedShortfallUSD.value,
        quantile?.expectedShortfallUSD.standardError),
    ]
  }
}

extension LossStore {
  /// Number of paths, from the first on, that were added without a gap; all added ones where only a
  /// histogram is kept.
  var completePaths: Int {
    guard sketch == nil else { return count }
    var end = 0
    for segment in segments.sorted(by: { $0.firstPath < $1.firstPath }) {
      guard segment.firstPath == end else { break }
      end += segment.values.count
    }
    return end
  }

  /// The losses of the first `paths` paths; nil where only a histogram is kept.
  func first(_ paths: Int) -> LossStore? {
    guard sketch == nil else { return nil }
    var store = LossStore(plannedPaths: 0)
    for segment in segments where segment.firstPath < paths {
      store.add(
        Array(segment.values.prefix(paths - segment.firstPath)), firstPath: segment.firstPath)
    }
    return store
  }
}

extension StressTally {
  /// Every estimate from the paths added so far; at least one path.
  public func result() -> StressResult {
    precondition(pathCount > 0)
    let portfolio = PortfolioEstimates(losses: losses)
    let whole = minerSummary(book.miners.count)
    var extras = ExtrasResult()
    for measure in Self.measures { measure.report(self, &extras) }
    return StressResult(
      scenarioName: book.scenarioName, seed: book.seed, paths: pathCount,
      horizonYears: book.grid.endYears,
      miners: book.miners.indices.map(minerSummary),
      portfolio: whole,
      termStructure: termStructure(), causes: defaultCauses(),
      defaultTimes: defaultTimes(),
      tranches: book.tranches.indices.map(trancheSummary),
      lossGivenDefault: book.tranches.indices.flatMap(lossGivenDefault),
      lossDistribution: portfolio.distribution(),
      lossQuantiles: portfolio.quantiles(
        expectedLoss: whole.expectedLossUSD.value, withoutDepth: bottomless.losses),
      jointDefaults: jointDefaults(), defaultCorrelations: defaultCorrelations(),
      factorFans: factorFanRows(), extras: extras)
  }

  /// Value at risk and expected shortfall at a level in thousandths, which need not be one of the
  /// table's.
  package func lossQuantile(thousandths level: Int) -> LossQuantile {
    PortfolioEstimates(losses: losses).quantiles(at: [level])[0]
  }

  /// Rows of the factors recorded; at the as-of date, where nothing was recorded, a factor has its
  /// value of that date.
  private func factorFanRows() -> [FactorFanRow] {
    fanPlan.series.indices.flatMap { series in
      fanPlan.moments.indices.compactMap { moment in
        let at = fanPlan.moments[moment]
        let recorded = factorFans.point(
          series: series, moment: moment, quantiles: FactorFanRow.probabilities)
        let point = recorded ?? (at.stepsEnded == 0 ? FanPoint.certain(pathCount) : nil)
        return point.map {
          FactorFanRow(
            factor: fanPlan.series[series].name, year: at.year,
            point: $0.scaled(by: fanPlan.series[series].asOfValue))
        }
      }
    }
  }
}

extension FanPoint {
  /// The ratio 1 on every path.
  fileprivate static func certain(_ count: Int) -> FanPoint {
    FanPoint(
      count: count, mean: 1, standardDeviation: 0,
      quantiles: FactorFanRow.probabilities.map { _ in 1 })
  }

  /// The distribution of the series times a positive number.
  fileprivate func scaled(by factor: Double) -> FanPoint {
    FanPoint(
      count: count, mean: mean * factor, standardDeviation: standardDeviation * factor,
      quantiles: quantiles.map { $0 * factor })
  }
}

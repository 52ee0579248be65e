import RiskMeasures

/// The CSV files of a result's extras: only those that were asked for.
enum LensTables {
  /// The tables that a result has, in the order of the documentation.
  static func files(_ lens: LensResult) -> [ResultFile] {
    [
      file("dscr_fan.csv", lens.coverageFan.map(coverageFan)),
      file("ltv_fan.csv", lens.loanToValueFan.map(loanToValueFan)),
      file("phantom_collateral.csv", lens.phantomCollateral.map(phantomCollateral)),
      file("underwriting_gap.csv", lens.underwritingGap.map(underwritingGap)),
      file("es_contributions.csv", lens.tailContributions.map(tailContributions)),
      file("realised_correlation.csv", lens.realisedCorrelation.map(realisedCorrelation)),
      file("convergence.csv", lens.convergence.map(convergence)),
    ].compactMap { $0 }
  }

  private static func file(_ name: String, _ text: String?) -> ResultFile? {
    text.map { ResultFile(name: name, text: $0) }
  }

  private static func coverageFan(_ rows: [CoverageFanRow]) -> String {
    let columns = "miner,year,survivors,p05,p25,p50,p75,p95,share_below_covenant"
    return CSVTable.text(columns, rows) { row in
      [.text(row.miner), .number(row.year), .integer(row.survivors)]
        + percentiles(row.quantiles) + [.number(row.shareBelowCovenant)]
    }
  }

  private static func loanToValueFan(_ rows: [LoanToValueFanRow]) -> String {
    CSVTable.text("miner,year,measure,survivors,p05,p25,p50,p75,p95", rows) { row in
      [
        .text(row.miner), .number(row.year), .text(row.measure.rawValue),
        .integer(row.survivors),
      ] + percentiles(row.quantiles)
    }
  }

  private static func percentiles(_ quantiles: [Double]?) -> [Field] {
    LoanToValueFanRow.probabilities.indices.map { .number(quantiles?[$0]) }
  }

  private static func phantomCollateral(_ rows: [PhantomCollateralRow]) -> String {
    let columns =
      "miner,tranche,moment,headline_ltv,liquidation_ltv_alone,liquidation_ltv_together"
    return CSVTable.text(columns, rows) { row in
      [
        .text(row.miner), .text(row.tranche), .text(row.moment.rawValue), .number(row.headline),
        .number(row.alone), .number(row.together),
      ]
    }
  }

  private static func underwritingGap(_ rows: [UnderwritingGapRow]) -> String {
    let columns = "miner,measure,lender_view,full_model,difference,difference_se"
    return CSVTable.text(columns, rows) { row in
      [
        .text(row.miner), .text(row.measure), .number(row.lenderView), .number(row.fullModel),
        .number(row.difference), .number(row.differenceStandardError),
      ]
    }
  }

  private static func tailContributions(_ rows: [TailContributionRow]) -> String {
    CSVTable.text("level,miner,tranche,contribution_usd,share", rows) { row in
      [
        .number(Double(row.thousandths) / 1000), .text(row.miner), .text(row.tranche),
        .number(row.contributionUSD), .number(row.share),
      ]
    }
  }

  private static func realisedCorrelation(_ rows: [RealisedCorrelationRow]) -> String {
    CSVTable.text("miner,group,paths,correlation", rows) { row in
      [
        .text(row.miner), .text(row.group.rawValue), .integer(row.paths),
        .number(row.correlation),
      ]
    }
  }

  private static func convergence(_ rows: [ConvergenceRow]) -> String {
    CSVTable.text("paths,miner,measure,value,se", rows) { row in
      [
        .integer(row.paths), .text(row.miner), .text(row.measure), .number(row.value),
        .number(row.standardError),
      ]
    }
  }
}

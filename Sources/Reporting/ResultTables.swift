import RiskMeasures

/// The CSV files of a result (see docs/formats/results.md).
public enum ResultTables {
  /// Every table, in the order of the documentation.
  public static func files(_ result: StressResult) -> [ResultFile] {
    [
      ResultFile(name: "summary.csv", text: summary(result)),
      ResultFile(name: "pd_term_structure.csv", text: termStructure(result)),
      ResultFile(name: "default_causes.csv", text: causes(result)),
      ResultFile(name: "default_times.csv", text: times(result)),
      ResultFile(name: "tranches.csv", text: tranches(result)),
      ResultFile(name: "lgd_distribution.csv", text: lossGivenDefault(result)),
      ResultFile(name: "loss_distribution.csv", text: lossDistribution(result)),
      ResultFile(name: "loss_quantiles.csv", text: lossQuantiles(result)),
      ResultFile(name: "joint_defaults.csv", text: jointDefaults(result)),
    ]
      + (result.defaultCorrelations.map {
        [ResultFile(name: "default_correlation.csv", text: correlations($0))]
      } ?? []) + [ResultFile(name: "factor_fan.csv", text: factorFan(result))]
      + LensTables.files(result.lens)
  }

  private static func table<Row>(
    _ columns: String, _ rows: [Row], _ fields: (Row) -> [Field]
  ) -> String { CSVTable.text(columns, rows, fields) }

  private static func summary(_ result: StressResult) -> String {
    let columns =
      "miner,pd,pd_se,pd_ci95_low,pd_ci95_high,mean_default_year,expected_loss_usd,"
      + "expected_loss_se,initial_debt_usd,cascade_share,closed,held_principal_usd,"
      + "expected_loss_without_depth_usd,expected_loss_lifetime_usd,beyond_horizon"
    return table(columns, result.miners + [result.portfolio]) { row in
      [
        .text(row.miner), .number(row.defaults.value), .number(row.defaults.standardError),
        .number(row.defaults.wilsonInterval.lowerBound),
        .number(row.defaults.wilsonInterval.upperBound), .number(row.meanDefaultYear),
        .number(row.expectedLossUSD.value), .number(row.expectedLossUSD.standardError),
        .number(row.initialDebtUSD), .number(row.cascadeShare), .number(row.closed.value),
        .number(row.heldPrincipalUSD), .number(row.expectedLossWithoutDepthUSD),
        .number(row.expectedLossLifetimeUSD), .number(row.beyondHorizon),
      ]
    }
  }

  private static func termStructure(_ result: StressResult) -> String {
    let columns = "miner,month,year,cumulative_pd,pd_se,hazard_per_year"
    return table(columns, result.termStructure) { row in
      [
        .text(row.miner), .integer(row.month), .number(Double(row.month) / 12),
        .number(row.defaults.value), .number(row.defaults.standardError),
        .number(row.hazardPerYear),
      ]
    }
  }

  private static func causes(_ result: StressResult) -> String {
    table("miner,cause,paths,share_of_defaults", result.causes) { row in
      [.text(row.miner), .text(row.cause.key), .integer(row.paths), .number(row.shareOfDefaults)]
    }
  }

  private static func times(_ result: StressResult) -> String {
    table("miner,quarter,year,paths,probability", result.defaultTimes) { row in
      [
        .text(row.miner), .integer(row.quarter), .number(Double(row.quarter) / 4),
        .integer(row.defaults.count), .number(row.defaults.value),
      ]
    }
  }

  private static func tranches(_ result: StressResult) -> String {
    let columns =
      "miner,tranche,kind,principal_usd,pd,ead_usd,expected_loss_usd,expected_loss_se,lgd_mean,"
      + "lgd_p05,lgd_p50,lgd_p95,break_even_spread_bps,break_even_spread_se_bps,"
      + "offered_spread_bps,mispricing_bps,held_share,lgd_exposure_weighted,market_spread_bps,"
      + "beyond_horizon"
    return table(columns, result.tranches) { row in
      let quantiles = row.lossGivenDefaultQuantiles
      let loss: [Field] = [
        .number(row.expectedLossUSD.value), .number(row.expectedLossUSD.standardError),
        .number(row.lossGivenDefaultMean), .number(quantiles?[0]), .number(quantiles?[1]),
        .number(quantiles?[2]),
      ]
      let spread: [Field] = [
        .number(row.breakEvenSpread?.value), .number(row.breakEvenSpread?.standardError),
        .number(row.offeredSpread), .number(row.mispricing), .number(row.heldShare),
        .number(row.lossGivenDefaultByExposure), .number(nil), .number(row.beyondHorizon),
      ]
      return [
        .text(row.miner), .text(row.tranche), .text(row.kind.rawValue), .number(row.principalUSD),
        .number(row.defaults.value), .number(row.exposureAtDefaultUSD),
      ] + loss + spread
    }
  }

  private static func lossGivenDefault(_ result: StressResult) -> String {
    let columns = "miner,tranche,bin_low,bin_high,paths,probability"
    return table(columns, result.lossGivenDefault) { row in
      [
        .text(row.miner), .text(row.tranche), .number(row.low), .number(row.high),
        .integer(row.paths), .number(row.probability),
      ]
    }
  }

  private static func lossDistribution(_ result: StressResult) -> String {
    let columns = "bin_low_usd,bin_high_usd,paths,probability,cumulative,exceedance"
    return table(columns, result.lossDistribution) { row in
      [
        .number(row.low), .number(row.high), .integer(row.paths.count), .number(row.paths.value),
        .number(row.cumulative.value), .number(row.exceedance.value),
      ]
    }
  }

  private static func lossQuantiles(_ result: StressResult) -> String {
    let columns =
      "level,return_period,var_usd,var_ci95_low,var_ci95_high,es_usd,es_se,"
      + "unexpected_loss_usd,es_without_depth_usd"
    return table(columns, result.lossQuantiles) { row in
      [
        .number(Double(row.thousandths) / 1000), .number(1000 / Double(1000 - row.thousandths)),
        .number(row.valueAtRiskUSD), .number(row.low), .number(row.high),
        .number(row.expectedShortfallUSD.value), .number(row.expectedShortfallUSD.standardError),
        .number(row.unexpectedLossUSD), .number(row.expectedShortfallWithoutDepthUSD),
      ]
    }
  }

  private static func jointDefaults(_ result: StressResult) -> String {
    table("defaults,paths,probability", result.jointDefaults) { row in
      [.integer(row.defaults), .integer(row.paths.count), .number(row.paths.value)]
    }
  }

  private static func correlations(_ rows: [DefaultCorrelation]) -> String {
    table("miner_a,miner_b,joint_pd,correlation", rows) { row in
      [
        .text(row.first), .text(row.second), .number(row.joint.value), .number(row.correlation),
      ]
    }
  }

  private static func factorFan(_ result: StressResult) -> String {
    let columns = "factor,year,mean,sd,p01,p05,p25,p50,p75,p95,p99"
    return table(columns, result.factorFans) { row in
      [
        .text(row.factor), .number(row.year), .number(row.point.mean),
        .number(row.point.standardDeviation),
      ] + row.point.quantiles.map { .number($0) }
    }
  }
}

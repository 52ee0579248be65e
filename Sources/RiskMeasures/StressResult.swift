import CreditBasics

/// What a run has found: one part for each result table, rows in the order of the table.
///
/// Losses are positive. Optional values are undefined where nil, and empty fields in files.
public struct StressResult: Sendable, Equatable {
  /// The scenario's name.
  public var scenarioName: String
  /// The seed.
  public var seed: UInt64
  /// Number of paths.
  public var paths: Int
  /// Years to the end of the last step.
  public var horizonYears: Double
  /// Miners in name order.
  public var miners: [MinerSummary]
  /// The portfolio: any default, all held losses.
  public var portfolio: MinerSummary
  /// Cumulative default probabilities by month, miners in name order, then the portfolio.
  public var termStructure: [TermStructureRow]
  /// Defaults by cause.
  public var causes: [CauseRow]
  /// Defaults by quarter.
  public var defaultTimes: [DefaultTimeRow]
  /// Tranches.
  public var tranches: [TrancheSummary]
  /// LGD given default.
  public var lossGivenDefault: [LossGivenDefaultRow]
  /// Distribution of the portfolio's loss.
  public var lossDistribution: [LossBin]
  /// Value at risk and expected shortfall.
  public var lossQuantiles: [LossQuantile]
  /// Paths by number of defaults.
  public var jointDefaults: [JointDefaultRow]
  /// Pairs of miners; nil where they are not counted (`BookShape.countsPairs`).
  public var defaultCorrelations: [DefaultCorrelation]?
  /// Factors over time.
  public var factorFans: [FactorFanRow]
  /// What was estimated beyond these.
  public var lens = LensResult()
}

/// A row of `summary.csv`.
public struct MinerSummary: Sendable, Equatable {
  /// The miner's name, or `PORTFOLIO`.
  public var miner: String
  /// Paths with a default by the horizon.
  public var defaults: Proportion
  /// Mean default time in years given default.
  public var meanDefaultYear: Double?
  /// Mean discounted held loss in dollars.
  public var expectedLossUSD: Estimate
  /// Principal at the as-of date in dollars, whole tranches.
  public var initialDebtUSD: Double
  /// Share of defaults that do not happen by the horizon with infinite depth.
  public var cascadeShare: Double?
  /// Paths on which the miner fails owing nothing and is closed; in no other figure.
  public var closed: Proportion
  /// Principal at the as-of date in dollars times the share held.
  public var heldPrincipalUSD: Double
  /// Mean discounted held loss in dollars on the same paths in markets of infinite depth.
  public var expectedLossWithoutDepthUSD: Double
  /// Share of the principal that falls due after the horizon; 0 without principal.
  public var beyondHorizon: Double

  /// Expected loss until everything owed has fallen due; nil where something does so after the horizon.
  public var expectedLossLifetimeUSD: Double? { beyondHorizon > 0 ? nil : expectedLossUSD.value }

  /// The name of the portfolio's rows.
  public static let portfolioName = "PORTFOLIO"
}

/// A row of `pd_term_structure.csv`.
public struct TermStructureRow: Sendable, Equatable {
  /// The miner's name, or `PORTFOLIO`.
  public var miner: String
  /// Month from 1.
  public var month: Int
  /// Paths in default by the end of the month.
  public var defaults: Proportion
  /// `12 (PD_m − PD_{m−1}) / (1 − PD_{m−1})`; nil without survivors.
  public var hazardPerYear: Double?
}

/// A row of `default_causes.csv`.
public struct CauseRow: Sendable, Equatable {
  /// The miner's name.
  public var miner: String
  /// The cause.
  public var cause: DefaultCause
  /// Paths on which the miner defaults for it.
  public var paths: Int
  /// Share of the miner's defaults.
  public var shareOfDefaults: Double?
}

/// A row of `default_times.csv`.
public struct DefaultTimeRow: Sendable, Equatable {
  /// The miner's name.
  public var miner: String
  /// Quarter from 1.
  public var quarter: Int
  /// Paths on which the miner defaults in it.
  public var defaults: Proportion
}

/// A row of `tranches.csv`, for the whole tranche.
public struct TrancheSummary: Sendable, Equatable {
  /// The miner's name.
  public var miner: String
  /// The tranche's name.
  public var tranche: String
  /// Its kind.
  public var kind: TrancheKind
  /// Principal at the as-of date in dollars.
  public var principalUSD: Double
  /// Paths on which the tranche has a claim.
  public var defaults: Proportion
  /// Mean claim given default in dollars.
  public var exposureAtDefaultUSD: Double?
  /// Mean discounted loss in dollars.
  public var expectedLossUSD: Estimate
  /// Mean LGD given default.
  public var lossGivenDefaultMean: Double?
  /// LGD given default at 5, 50 and 95 %.
  public var lossGivenDefaultQuantiles: [Double]?
  /// Actuarial break-even spread in basis points.
  public var breakEvenSpread: Estimate?
  /// Initial coupon less the risk-free rate in basis points.
  public var offeredSpread: Double
  /// Offered less break-even spread in basis points; nil for convertibles.
  public var mispricing: Double?
  /// Share of the tranche in the portfolio.
  public var heldShare: Double
  /// LGD given default weighted by claims, `Σ (claim − recovery) / Σ claim`.
  public var lossGivenDefaultByExposure: Double?
  /// Share of the principal that falls due after the horizon.
  public var beyondHorizon: Double
}

/// A row of `lgd_distribution.csv`.
public struct LossGivenDefaultRow: Sendable, Equatable {
  /// The miner's name.
  public var miner: String
  /// The tranche's name.
  public var tranche: String
  /// Lower edge of the bin; an atom has equal edges.
  public var low: Double
  /// Upper edge.
  public var high: Double
  /// Paths in the bin.
  public var paths: Int
  /// Share of the tranche's defaults.
  public var probability: Double?
}

/// A row of `loss_distribution.csv`: losses above `low` up to `high`; the first is the loss 0.
public struct LossBin: Sendable, Equatable {
  /// Lower edge in dollars, not included.
  public var low: Double
  /// Upper edge in dollars, included.
  public var high: Double
  /// Paths in the bin.
  public var paths: Proportion
  /// Paths with at most the loss `high`.
  public var cumulative: Proportion
  /// Paths with more than the loss `high`.
  public var exceedance: Proportion
}

/// A row of `loss_quantiles.csv`.
public struct LossQuantile: Sendable, Equatable {
  /// Level `α` in thousandths.
  public var thousandths: Int
  /// Value at risk in dollars.
  public var valueAtRiskUSD: Double
  /// Lower bound of its 95 % interval.
  public var low: Double?
  /// Upper bound of its 95 % interval.
  public var high: Double?
  /// Expected shortfall in dollars.
  public var expectedShortfallUSD: Estimate
  /// Value at risk less the expected loss, in dollars; nil where the latter was not at hand.
  public var unexpectedLossUSD: Double?
  /// Expected shortfall in dollars on the same paths in markets of infinite depth.
  public var expectedShortfallWithoutDepthUSD: Double?

  /// Levels of the table in thousandths.
  public static let levels = [950, 990, 995, 999]
}

/// A row of `joint_defaults.csv`.
public struct JointDefaultRow: Sendable, Equatable {
  /// Number of miners in default by the horizon.
  public var defaults: Int
  /// Paths with that number.
  public var paths: Proportion
}

/// A row of `default_correlation.csv`.
public struct DefaultCorrelation: Sendable, Equatable {
  /// The first miner in name order.
  public var first: String
  /// The other.
  public var second: String
  /// Paths on which both default.
  public var joint: Proportion
  /// Correlation of the default indicators; nil when one of them is constant.
  public var correlation: Double?
}

/// A row of `factor_fan.csv`.
public struct FactorFanRow: Sendable, Equatable {
  /// The factor's name.
  public var factor: String
  /// Years since the as-of date.
  public var year: Double
  /// Mean, standard deviation and quantiles in the factor's unit.
  public var point: FanPoint

  /// Probabilities of the table's percentiles.
  public static let probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]
}

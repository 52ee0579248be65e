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
  /// Results of the optional tables that were asked for.
  public var extras = ExtrasResult()
}

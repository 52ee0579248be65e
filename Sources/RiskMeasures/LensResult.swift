/// The extras of a result: a table for each that was asked for, nil for the others.
public struct LensResult: Sendable, Equatable {
  /// Rows of `dscr_fan.csv`.
  public var coverageFan: [CoverageFanRow]?
  /// Rows of `ltv_fan.csv`.
  public var loanToValueFan: [LoanToValueFanRow]?
  /// Rows of `phantom_collateral.csv`.
  public var phantomCollateral: [PhantomCollateralRow]?
  /// Rows of `underwriting_gap.csv`.
  public var underwritingGap: [UnderwritingGapRow]?
  /// Rows of `realised_correlation.csv`.
  public var realisedCorrelation: [RealisedCorrelationRow]?
  /// Rows of `es_contributions.csv`.
  public var tailContributions: [TailContributionRow]?
  /// Rows of `convergence.csv`.
  public var convergence: [ConvergenceRow]?

  /// A result without extras.
  public init() {}
}

/// A row of `dscr_fan.csv`.
public struct CoverageFanRow: Sendable, Equatable {
  /// The miner's name.
  public var miner: String
  /// Years since the as-of date.
  public var year: Double
  /// Paths on which it survives and has debt service in the trailing year.
  public var survivors: Int
  /// Percentiles of its coverage among them; nil without any.
  public var quantiles: [Double]?
  /// Share of them below the highest `minDSCR` of its covenants; nil without a covenant.
  public var shareBelowCovenant: Double?
}

/// A row of `ltv_fan.csv`.
public struct LoanToValueFanRow: Sendable, Equatable {
  /// What debt is measured against.
  public enum Measure: String, Sendable, CaseIterable { case headline, liquidation }

  /// The miner's name.
  public var miner: String
  /// Years since the as-of date.
  public var year: Double
  /// What debt is measured against.
  public var measure: Measure
  /// Paths on which it survives with debt.
  public var survivors: Int
  /// Percentiles among them; nil without any.
  public var quantiles: [Double]?

  /// Probabilities of the percentiles, here and in `dscr_fan.csv`.
  public static let probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]
}

/// A row of `phantom_collateral.csv`.
public struct PhantomCollateralRow: Sendable, Equatable {
  /// When the collateral is valued.
  public enum Moment: String, Sendable { case asOf, `default` }

  /// The miner's name.
  public var miner: String
  /// The tranche's name.
  public var tranche: String
  /// When the collateral is valued.
  public var moment: Moment
  /// Debt over collateral at marks; nil without collateral.
  public var headline: Double?
  /// Debt over what the collateral fetches when the miner alone sells all it has.
  public var alone: Double?
  /// Debt over what it fetches when every miner alive sells all it has.
  public var together: Double?
}

/// A row of `underwriting_gap.csv`.
public struct UnderwritingGapRow: Sendable, Equatable {
  /// The miner's name, or `PORTFOLIO`.
  public var miner: String
  /// What is compared.
  public var measure: String
  /// In the lender's view.
  public var lenderView: Double?
  /// In the full model.
  public var fullModel: Double?
  /// Full model less lender's view.
  public var difference: Double?
  /// Its standard error on common draws.
  public var differenceStandardError: Double?
}

/// A row of `realised_correlation.csv`.
public struct RealisedCorrelationRow: Sendable, Equatable {
  /// Which steps are pooled.
  public enum Group: String, Sendable { case beforeDefault = "before_default", all }

  /// The miner's name, or `PORTFOLIO`.
  public var miner: String
  /// Which steps are pooled.
  public var group: Group
  /// Paths that contribute.
  public var paths: Int
  /// Correlation of the changes of ln BTC and ln ρ; nil when one of them never varies.
  public var correlation: Double?
}

/// A row of `es_contributions.csv`.
public struct TailContributionRow: Sendable, Equatable {
  /// Level `α` in thousandths.
  public var thousandths: Int
  /// The miner's name.
  public var miner: String
  /// The tranche's name.
  public var tranche: String
  /// Dollars of the expected shortfall; nil when losses are only sketched.
  public var contributionUSD: Double?
  /// Share of the expected shortfall; nil where it is 0.
  public var share: Double?
}

/// A row of `convergence.csv`.
public struct ConvergenceRow: Sendable, Equatable {
  /// Number of first paths, a power of two.
  public var paths: Int
  /// The miner's name, or `PORTFOLIO`.
  public var miner: String
  /// What is estimated.
  public var measure: String
  /// The estimate from these paths.
  public var value: Double?
  /// Its standard error.
  public var standardError: Double?
}

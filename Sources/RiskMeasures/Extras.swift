/// Estimates beyond the basic ones, each of which costs time and can be left out of a run.
public struct Extras: OptionSet, Sendable, Equatable {
  /// One bit for each estimate.
  public let rawValue: Int

  /// Creates a set from its bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Percentiles of debt service coverage over time.
  public static let coverageFan = Extras(rawValue: 1 << 0)
  /// Percentiles of headline and liquidation loan to value over time.
  public static let loanToValueFan = Extras(rawValue: 1 << 1)
  /// Collateral at marks against what it fetches.
  public static let phantomCollateral = Extras(rawValue: 1 << 2)
  /// The lender's view on the same draws.
  public static let underwritingGap = Extras(rawValue: 1 << 3)
  /// Correlation of coins and rent in the year before defaults.
  public static let realisedCorrelation = Extras(rawValue: 1 << 4)
  /// Contributions of tranches to expected shortfall.
  public static let tailContributions = Extras(rawValue: 1 << 5)
  /// Estimates from the first 1, 2, 4, … paths.
  public static let convergence = Extras(rawValue: 1 << 6)
  /// Pairs of miners also in a book of `BookShape.manyMiners` or more.
  public static let everyPair = Extras(rawValue: 1 << 7)

  /// Everything but pairs of very many miners.
  public static let all = Extras(rawValue: 1 << 7 - 1)
}

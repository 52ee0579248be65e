/// Maintenance tests of a tranche; what is not given is not tested (model §3, stage 4).
public struct CovenantTerms: Sendable, Equatable {
  /// Least DSCR of the whole miner that passes.
  public var minDSCR: Double?
  /// Highest outstanding over value pledged that passes.
  public var maxLTV: Double?
  /// Least cash and reserves that pass, in dollars.
  public var minLiquidityUSD: Double?
  /// Tests in a year.
  public var testsPerYear: Int
  /// Number of consecutive failed tests after which the miner must cure or defaults.
  public var breachesToDefault: Int
  /// How many times owners may pay in the cash that a failed DSCR test lacks.
  public var equityCures: Int

  /// Creates covenant terms.
  public init(
    minDSCR: Double? = nil, maxLTV: Double? = nil, minLiquidityUSD: Double? = nil,
    testsPerYear: Int = 4, breachesToDefault: Int = 1, equityCures: Int = 0
  ) {
    self.minDSCR = minDSCR
    self.maxLTV = maxLTV
    self.minLiquidityUSD = minLiquidityUSD
    self.testsPerYear = testsPerYear
    self.breachesToDefault = breachesToDefault
    self.equityCures = equityCures
  }
}

import CreditBasics

/// The limits of a tranche's terms with their slack, for comparisons.
///
/// Amounts to be paid or pledged are computed from the terms without slack.
struct TrancheLimits: Sendable {
  /// LTV above which a call has not been met.
  let liquidationLTV: Double
  /// Coverage below which the covenant's test fails.
  let covenantCoverage: Double
  /// LTV above which the covenant's test fails.
  let covenantLTV: Double
  /// Cash and reserves in dollars below which the covenant's test fails.
  let covenantLiquidity: Double
  /// Coverage from which on an extension is possible.
  let refinanceCoverage: Double
  /// Debt over marked assets up to which an extension is possible.
  let refinanceLTV: Double

  /// The limits of a tranche; those that its terms do not give are never read.
  init(_ tranche: Tranche) {
    liquidationLTV = Limit.most(tranche.margin?.liquidationLTV ?? .infinity)
    covenantCoverage = Limit.least(tranche.covenant?.minDSCR ?? 0)
    covenantLTV = Limit.most(tranche.covenant?.maxLTV ?? .infinity)
    covenantLiquidity = Limit.leastCash(tranche.covenant?.minLiquidityUSD ?? 0)
    refinanceCoverage = Limit.least(tranche.refinance?.minDSCR ?? 0)
    refinanceLTV = Limit.most(tranche.refinance?.maxLTV ?? .infinity)
  }
}

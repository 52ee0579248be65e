import CreditBasics

/// What the limits of a tranche's terms are compared with: each with its slack, found once.
///
/// Amounts are computed from the terms themselves.
struct TrancheLimits: Sendable {
  /// Above it a call has not been met.
  let liquidationLTV: Double
  /// Below it coverage fails the covenant.
  let covenantCoverage: Double
  /// Above it leverage does.
  let covenantLTV: Double
  /// Below it liquidity does, in dollars.
  let covenantLiquidity: Double
  /// From it on coverage allows an extension.
  let refinanceCoverage: Double
  /// Up to it leverage does.
  let refinanceLTV: Double

  /// The limits of a tranche; those that its terms do not give are never asked for.
  init(_ tranche: Tranche) {
    liquidationLTV = Limit.most(tranche.margin?.liquidationLTV ?? .infinity)
    covenantCoverage = Limit.least(tranche.covenant?.minDSCR ?? 0)
    covenantLTV = Limit.most(tranche.covenant?.maxLTV ?? .infinity)
    covenantLiquidity = Limit.leastCash(tranche.covenant?.minLiquidityUSD ?? 0)
    refinanceCoverage = Limit.least(tranche.refinance?.minDSCR ?? 0)
    refinanceLTV = Limit.most(tranche.refinance?.maxLTV ?? .infinity)
  }
}

/// What happens when a margin call cannot be met (model §3, stage 3).
public enum MarginRemedy: String, Sendable, CaseIterable {
  /// The miner defaults.
  case `default`
  /// The lender sells the pledged coins and the loan ends.
  case seize
}

/// Margin terms of a tranche: loan-to-value triggers.
public struct MarginTerms: Sendable, Equatable {
  /// LTV at which the loan was made, to which a call restores it unless `restoreLTV` says otherwise.
  public var initialLTV: Double
  /// LTV to which a call restores the tranche.
  public var restoreLTV: Double
  /// LTV below which pledged coins return until it is reached; nil for never.
  public var releaseLTV: Double?
  /// LTV above which a call is made.
  public var callLTV: Double
  /// LTV above which an unmet call triggers the remedy.
  public var liquidationLTV: Double
  /// The remedy.
  public var remedy: MarginRemedy

  /// Creates margin terms.
  public init(
    initialLTV: Double, callLTV: Double, liquidationLTV: Double, restoreLTV: Double? = nil,
    releaseLTV: Double? = nil, remedy: MarginRemedy = .default
  ) {
    self.initialLTV = initialLTV
    self.restoreLTV = restoreLTV ?? initialLTV
    self.releaseLTV = releaseLTV
    self.callLTV = callLTV
    self.liquidationLTV = liquidationLTV
    self.remedy = remedy
  }
}

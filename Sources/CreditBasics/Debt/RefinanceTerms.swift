/// Terms on which a balloon or put can be extended (model §3, stage 5).
public struct RefinanceTerms: Sendable, Equatable {
  /// Highest outstanding / marked assets of the whole miner; may be infinite.
  public var maxLTV: Double
  /// Least DSCR of the whole miner.
  public var minDSCR: Double
  /// Years by which the tranche is extended.
  public var termYears: Double
  /// What each extension adds to the coupon, or to the margin of floating debt: a fraction per
  /// year.
  public var stepUp: Double
  /// Years before maturity from which the extension is sought in every step; 0 at maturity only.
  public var windowYears: Double

  /// Creates refinancing terms.
  public init(
    maxLTV: Double = .infinity, minDSCR: Double = 0, termYears: Double, stepUp: Double = 0,
    windowYears: Double = 0
  ) {
    self.maxLTV = maxLTV
    self.minDSCR = minDSCR
    self.termYears = termYears
    self.stepUp = stepUp
    self.windowYears = windowYears
  }
}

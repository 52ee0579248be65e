/// How principal is repaid before the balloon (model §3, stage 2).
public enum Amortisation: Sendable, Equatable {
  /// Nothing before maturity.
  case bullet
  /// Original principal / n on each of the n payment dates.
  case straightLine
  /// The principal parts of a level payment over n equal periods.
  case annuity
  /// Dated shares of original principal: years since the as-of date, ascending.
  case custom([PrincipalShare])
}

/// A dated share of original principal.
public struct PrincipalShare: Sendable, Equatable {
  /// Due date in years since the as-of date.
  public var date: Double
  /// Share of original principal.
  public var share: Double

  /// Creates a dated share.
  public init(date: Double, share: Double) {
    (self.date, self.share) = (date, share)
  }
}

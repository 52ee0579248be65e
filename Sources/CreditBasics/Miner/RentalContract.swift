/// A take-or-pay contract on a GPU lot.
public struct RentalContract: Sendable, Equatable {
  /// Share of the lot under contract.
  public var share: Double
  /// Contract rate in $/GPU-hour.
  public var ratePerHour: Double
  /// End in years since the as-of date; infinite when it never ends.
  public var until: Double
  /// The tenant leaves when spot rent falls below this share of the contract rate.
  public var walkAwayBelow: Double
  /// Multiple of the regime's tenant default intensity.
  public var tenantRisk: Double
  /// Index of a named tenant in the scenario's list; nil is an anonymous tenant of its own, of
  /// `tenantRisk`.
  public var tenant: Int?
  /// Whether a buyer of the lot takes over the contract.
  public var isAssignable: Bool
  /// Share of revenue received before the as-of date.
  public var prepaid: Double

  /// Dollars that a contracted hour still brings.
  package var earnedPerHour: Double { ratePerHour * (1 - prepaid) }

  /// Spot rent in $/GPU-hour below which the tenant leaves.
  package var walkAwayRent: Double { walkAwayBelow * ratePerHour * Limit.least(1) }

  /// Creates a rental contract.
  public init(
    share: Double = 1, ratePerHour: Double, until: Double = .infinity, walkAwayBelow: Double = 0,
    tenantRisk: Double = 1, tenant: Int? = nil, isAssignable: Bool = false, prepaid: Double = 0
  ) {
    self.share = share
    self.ratePerHour = ratePerHour
    self.until = until
    self.walkAwayBelow = walkAwayBelow
    self.tenantRisk = tenantRisk
    self.tenant = tenant
    self.isAssignable = isAssignable
    self.prepaid = prepaid
  }
}

/// A colocation lease to a tenant.
public struct Lease: Sendable, Equatable {
  /// The lease's name.
  public var name: String
  /// Revenue per year while let, in dollars.
  public var revenuePerYear: Double
  /// Share of revenue lost to costs.
  public var costShare: Double
  /// Start in years since the as-of date; nil is running already.
  public var from: Double?
  /// End in years since the as-of date; infinite when it never ends.
  public var until: Double
  /// Mean of the exponential delay of the start in years.
  public var meanDelayYears: Double
  /// Multiple of the regime's tenant default intensity.
  public var tenantRisk: Double
  /// Index of a named tenant in the scenario's list; nil is an anonymous tenant of its own, of
  /// `tenantRisk`.
  public var tenant: Int?
  /// Rate per year at which its income is discounted to a value; without one it is valued at 0.
  public var discountRate: Double?
  /// Years without a tenant after one defaults.
  public var reletYears: Double
  /// Revenue after re-letting as a share of before.
  public var reletShare: Double
  /// Indices of the tranches it is pledged to, in rank order.
  public var liens: [Int]
  /// Index of the order it waits for in the miner's list; nil for none.
  public var order: Int?

  /// Revenue less costs in dollars a year while let.
  package var incomePerYear: Double { revenuePerYear * (1 - costShare) }

  /// Creates a lease.
  public init(
    name: String, revenuePerYear: Double, costShare: Double = 0, from: Double? = nil,
    until: Double = .infinity, meanDelayYears: Double = 0, tenantRisk: Double = 1,
    tenant: Int? = nil, discountRate: Double? = nil,
    reletYears: Double = 0, reletShare: Double = 1, liens: [Int] = [],
    order: Int? = nil
  ) {
    self.name = name
    self.revenuePerYear = revenuePerYear
    self.costShare = costShare
    self.from = from
    self.until = until
    self.meanDelayYears = meanDelayYears
    self.tenantRisk = tenantRisk
    self.tenant = tenant
    self.discountRate = discountRate
    self.reletYears = reletYears
    self.reletShare = reletShare
    self.liens = liens
    self.order = order
  }
}

/// A named tenant, whose lots and leases of several miners share its failure (model §2, tenants).
public struct Tenant: Sendable, Equatable {
  /// The tenant's name.
  public var name: String
  /// Multiple of the regime's tenant default intensity.
  public var risk: Double
  /// Index of the tenant that stands in for it in the scenario's list; nil for none.
  public var guarantor: Int?

  /// Creates a tenant.
  public init(name: String, risk: Double = 1, guarantor: Int? = nil) {
    self.name = name
    self.risk = risk
    self.guarantor = guarantor
  }
}

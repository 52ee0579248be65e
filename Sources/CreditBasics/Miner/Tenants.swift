/// A named tenant: all lots and leases that name it, of any miner, share its failure (model §2,
/// tenants).
public struct Tenant: Sendable, Equatable {
  /// The tenant's name.
  public var name: String
  /// Multiple of the regime's tenant default intensity.
  public var risk: Double
  /// Index, in the scenario's list, of the tenant that guarantees its contracts; nil for none.
  public var guarantor: Int?

  /// Creates a tenant.
  public init(name: String, risk: Double = 1, guarantor: Int? = nil) {
    self.name = name
    self.risk = risk
    self.guarantor = guarantor
  }
}

extension GPULot {
  /// Contracted dollars a year on the terms of the as-of date, whatever the contract's dates, less
  /// the prepaid share.
  package var contractedPerYear: Double {
    guard let contract else { return 0 }
    return count * contract.share * contract.ratePerHour * (1 - contract.prepaid)
      * TimeGrid.hoursPerYear
  }
}

extension Miner {
  /// Contracted dollars a year of lots and leases that name a tenant, on the terms of the as-of date; one
  /// entry for each contract, `tenant` an index of the scenario's list.
  package var contractedRevenue: [(tenant: Int, usdPerYear: Double)] {
    let lots = gpuLots.compactMap { lot in
      lot.contract?.tenant.map { (tenant: $0, usdPerYear: lot.contractedPerYear) }
    }
    return lots
      + leases.compactMap { lease in
        lease.tenant.map { (tenant: $0, usdPerYear: lease.revenuePerYear) }
      }
  }
}

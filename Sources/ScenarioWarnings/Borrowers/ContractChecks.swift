import CreditBasics
import ScenarioFiles

extension Plausibility {
  /// Warns of tenants that pay nothing, and of contracts and leases that have a value and no end: they are
  /// valued as if paid for ever.
  mutating func checkContracts(_ miner: Miner) {
    let keys = ["miners", miner.name]
    for lease in miner.leases where lease.revenuePerYear == 0 {
      warn(
        keys + ["leases", lease.name, "revenuePerYear"], "is 0: the tenant pays nothing", .grave)
    }
    for lot in miner.gpuLots {
      if lot.contract?.ratePerHour == 0 {
        warn(
          keys + ["gpuLots", lot.name, "contract", "ratePerHour"],
          "is 0: the tenant pays nothing", .grave)
      }
      guard let contract = lot.contract, contract.isAssignable, contract.until == .infinity else {
        continue
      }
      warn(
        keys + ["gpuLots", lot.name, "contract", "until"],
        "is absent: the contract is assignable, and a buyer is taken to pay for today's margin for "
          + "ever; give its end", .grave)
    }
    for lease in miner.leases where lease.discountRate != nil && lease.until == .infinity {
      warn(
        keys + ["leases", lease.name, "until"],
        "is absent: the lease has a value, and is valued as if it were paid for ever; give its end",
        .grave)
    }
  }

  /// Warns of pledged leases without a value, which count for nothing as collateral.
  mutating func checkPledged(_ miner: Miner) {
    for lease in miner.leases where !lease.liens.isEmpty && lease.discountRate == nil {
      warn(
        ["miners", miner.name, "leases", lease.name, "discountRate"],
        "is absent: the lease is pledged, and counts for nothing in LTV and in a sale", .grave)
    }
  }

  /// Warns of tenants named like a borrower: readers take them for one company, the model for two.
  mutating func checkTenants() {
    let names = Set(scenario.miners.map(\.name))
    for tenant in scenario.tenants where names.contains(tenant.name) {
      warn(
        ["tenants", tenant.name],
        "is also the name of a borrower, and nothing links the two: the tenant fails by its own risk, "
          + "whatever becomes of the borrower", .grave)
    }
  }

  /// Warns of terms that only straight-line and annuity schedules read, in other schedules.
  mutating func checkSchedules(_ miner: Miner) {
    for tranche in miner.tranches {
      let reason: String
      switch tranche.amortisation {
      case .bullet: reason = "all principal of a bullet falls due at maturity"
      case .custom: reason = "dated shares say themselves what is paid when"
      case .straightLine, .annuity: continue
      }
      let keys = ["miners", miner.name, "tranches", tranche.name]
      if tranche.amortisationFrom != nil {
        warn(keys + ["amortisationFrom"], "changes nothing: \(reason)", .grave)
      }
      if tranche.balloonShare > 0 {
        warn(keys + ["balloonShare"], "changes nothing: \(reason)", .grave)
      }
    }
  }
}

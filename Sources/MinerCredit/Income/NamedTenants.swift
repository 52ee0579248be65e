import CreditBasics
import NumericCore

/// How a named tenant's failure is drawn: once per path, for all miners that let to it (model §2,
/// tenants).
struct NamedTenantPlan: Sendable {
  let purpose: Purpose
  let risk: Double
  /// Index of the guarantor; −1 without one.
  let guarantor: Int

  /// `factor` multiplies the intensity in a tilted run.
  init(_ tenant: Tenant, factor: Double) {
    purpose = Purpose("named-tenant/\(tenant.name)")
    risk = tenant.risk * factor
    guarantor = tenant.guarantor ?? -1
  }
}

/// When contracts with named tenants are broken, on a tile of paths.
///
/// A tenant fails once the cumulative hazard of a tenant of risk 1 reaches `E / risk`; its
/// contracts are broken once its guarantor's threshold is reached too: two numbers per path, known
/// from the start.
struct NamedTenants: Sendable {
  let plans: FixedArray<NamedTenantPlan>
  /// Cumulative hazard at which a tenant itself fails.
  let failsAt: LaneColumns
  /// Cumulative hazard at which contracts with a tenant are broken.
  let brokenAt: LaneColumns

  static func columnCount(_ plans: FixedArray<NamedTenantPlan>) -> Int { 2 * plans.count }

  init(_ plans: FixedArray<NamedTenantPlan>, table: LaneTable) {
    self.plans = plans
    failsAt = table.columns(plans.count)
    brokenAt = table.columns(plans.count)
  }

  /// Draws the failures of eight paths.
  func begin(seed: UInt64, group: Int, paths: LaneBits) {
    for index in plans.indices {
      let plan = plans[index]
      guard plan.risk > 0 else {
        failsAt[index][group] = Lanes(repeating: .infinity)
        continue
      }
      let bits = Philox.words(seed: seed, paths: paths, purpose: plan.purpose, index: 0).0
      failsAt[index][group] = LaneMath.log(uniform(bits)) * (-1 / plan.risk)
    }
    for index in plans.indices {
      let own = failsAt[index][group]
      let guarantor = plans[index].guarantor
      brokenAt[index][group] = guarantor < 0 ? own : own.atLeast(failsAt[guarantor][group])
    }
  }
}

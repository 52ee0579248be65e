import CreditBasics

/// Named tenants on one path: each fails once, for all miners that let to it.
struct TenantPath {
  private let tenants: [Tenant]
  private let thresholds: [Double]
  private var hazards: [Double]
  /// Whether a tenant has failed by the end of the step under way.
  private(set) var hasFailed: [Bool]

  init(_ tenants: [Tenant], draws: PathDraws, tilt: DrawTilt? = nil) {
    self.tenants = tenants
    thresholds = tenants.enumerated().map {
      draws.exponential("named-tenant/\($0.element.name)")
        / (tilt?.factor(ofTenant: $0.offset) ?? 1)
    }
    hazards = tenants.map { _ in 0 }
    hasFailed = tenants.map { _ in false }
  }

  /// Adds a step's hazard of a tenant of risk 1.
  mutating func advance(_ hazard: Double) {
    for tenant in tenants.indices {
      hazards[tenant] += hazard * tenants[tenant].risk
      if hazards[tenant] >= thresholds[tenant] { hasFailed[tenant] = true }
    }
  }

  /// Whether contracts with a tenant are broken: it and its guarantor have failed.
  var isBroken: [Bool] {
    tenants.indices.map { tenant in
      hasFailed[tenant] && (tenants[tenant].guarantor.map { hasFailed[$0] } ?? true)
    }
  }
}

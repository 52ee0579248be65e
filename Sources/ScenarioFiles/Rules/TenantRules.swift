import CreditBasics

extension FieldRules {
  static let tenant = Terms<Tenant>(
    "tenants.NAME", "A tenant whose failure all who let to it share.", blank: Tenant(name: ""),
    [
      Term(
        "risk", .number(.tenantRisk), .one,
        "Multiple of the regime's default intensity.", \.risk),
      Term(
        "guarantor", naming: .tenant, .nothing("none"),
        "Tenant that stands in for it: contracts are broken when both have failed.", \.guarantor),
    ]
  ).called("tenant", essential: ["risk"])

  /// The named tenant of a lot or lease.
  static func rents<Thing>(
    _ tenant: any WritableKeyPath<Thing, Int?> & Sendable
  ) -> Term<Thing> {
    Term(
      "tenant", naming: .tenant, .nothing("one of its own, of `tenantRisk`"), "Named tenant.",
      tenant)
  }

  /// A contract's tenant, whether a buyer takes it over, and what was prepaid.
  static let assignment: [Term<RentalContract>] = [
    rents(\.tenant),
    Term(
      "assignable", .flag, .value(.flag(false)), "Whether it goes with the lot to a buyer.",
      \.isAssignable),
    Term(
      "prepaid", .number(.share), .zero, "Share of its revenue received before `asOf`.", \.prepaid),
  ]
}

import CreditBasics

extension FieldRules {
  static let tenant = Terms<Tenant>(
    "tenants.NAME", "A tenant whose failure all who let to it share.", blank: Tenant(name: ""),
    [
      Term(
        "risk", .number(.multiple.usually(0...20)), .one,
        "Multiple of the regime's default intensity.", \.risk),
      Term(
        FieldRule(
          "guarantor", .reference(.tenant), .nothing("none"),
          "Tenant that stands in for it: contracts are broken when both have failed."),
        fill: { tenant, part in
          tenant.guarantor = part.node["guarantor"]?.text.flatMap { part.tenants[$0] }
        },
        written: { tenant, writing in
          tenant.guarantor.map { writing.name($0, of: writing.tenants) }
        }),
    ]
  ).called("tenant", essential: ["risk"])

  /// Who rents.
  static func rents<Thing>(
    _ tenant: any WritableKeyPath<Thing, Int?> & Sendable
  ) -> Term<Thing> {
    Term(
      FieldRule(
        "tenant", .reference(.tenant), .nothing("one of its own, of `tenantRisk`"),
        "Named tenant."),
      fill: { thing, part in
        thing[keyPath: tenant] = part.node["tenant"]?.text.flatMap { part.tenants[$0] }
      },
      written: { thing, writing in
        thing[keyPath: tenant].map { writing.name($0, of: writing.tenants) }
      })
  }

  /// What goes with a contract into a sale, and what has been paid before.
  static let assignment: [Term<RentalContract>] = [
    rents(\.tenant),
    Term(
      FieldRule(
        "assignable", .flag, .value(.flag(false)), "Whether it goes with the lot to a buyer."),
      fill: { $0.isAssignable = $1.flag("assignable") },
      written: { contract, _ in .flag(contract.isAssignable) }),
    Term(
      "prepaid", .number(.share), .zero, "Share of its revenue received before `asOf`.", \.prepaid),
  ]
}

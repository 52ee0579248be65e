import CreditBasics

/// A table from which limits are read.
package enum LimitSource: String, Sendable {
  case miners = "summary.csv"
  case tails = "es_contributions.csv"
  case tenants = "tenants.csv"
  case groups = "groups.csv"
  case losses = "loss_quantiles.csv"
}

extension BookLimits {
  /// Tables from which these limits are read, each with the kind of the first limit that needs it.
  package var sources: [(kind: String, table: LimitSource)] {
    let needs: [(kind: String, table: LimitSource, isNeeded: Bool)] = [
      ("singleName", .miners, singleName.isUsed), ("singleName", .tails, singleName.boundsTail),
      ("tenant", .tenants, tenant.isUsed), ("tags", .groups, tags.contains(where: \.isUsed)),
      ("expectedLoss", .miners, expectedLossUSD != nil),
      ("unexpectedLoss", .losses, !unexpectedLoss.byLevel.isEmpty),
    ]
    return needs.filter(\.isNeeded).map { ($0.kind, $0.table) }
  }
}

extension BookLimits.Group {
  /// Whether it limits what a name adds to the expected shortfall.
  var boundsTail: Bool { ([bounds] + exceptions).contains { $0.shortfall99USD != nil } }
}

import CreditBasics
import ReportPages
import Reporting

/// A check of the names in a file of limits against a book, before anything is simulated.
struct LimitNames {
  let file: String
  let limits: BookLimits
  let scenario: Scenario

  /// - Throws: `CommandFailure` with every name that is not in the book, or with a table that
  ///   limits need and `tables` leaves out.
  func check(_ tables: TableSelection) throws {
    let problems = unknown
    guard problems.isEmpty else {
      throw CommandFailure(
        .invalidScenario, problems.map { "\(file): \($0)" }.joined(separator: "\n"))
    }
    for (kind, table) in limits.sources {
      try tables.demand(table.rawValue, "limits of \(kind) need")
    }
  }

  private var unknown: [String] {
    let miners = scenario.miners.map(\.name)
    let tenants = scenario.tenants.map(\.name)
    var problems = unknown(limits.singleName, "singleName", "a miner of the book", among: miners)
    if limits.tenant.isUsed, tenants.isEmpty {
      problems.append("tenant: expected named tenants in the book, found none")
    } else {
      problems += unknown(limits.tenant, "tenant", "a tenant of the book", among: tenants)
    }
    let tags = Set(scenario.miners.flatMap(\.tags.keys))
    for group in limits.tags where group.isUsed {
      let path = "tags.\(group.name)"
      if tags.contains(group.name) {
        let values = Set(scenario.miners.compactMap { $0.tags[group.name] })
        problems += unknown(group, path, "a value of this tag", among: values.sorted())
      } else {
        problems.append(
          "\(path): expected a tag that a miner of the book has, found none"
            + Suggestion.hint(for: group.name, among: tags))
      }
    }
    return problems
  }

  private func unknown(
    _ group: BookLimits.Group, _ path: String, _ noun: String, among names: [String]
  ) -> [String] {
    let known = Set(names)
    return group.exceptions.map(\.name).filter { !known.contains($0) }.map { name in
      "\(path).except: expected the name of \(noun), found \"\(name)\""
        + Suggestion.hint(for: name, among: names)
    }
  }
}

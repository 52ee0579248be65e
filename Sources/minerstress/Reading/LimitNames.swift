import CreditBasics
import ReportPages
import Reporting

/// A check of the names in a file of limits against a book: before anything is simulated, or of a
/// result's book.
struct LimitNames {
  let file: String
  let limits: BookLimits
  let scenario: Scenario

  /// - Throws: `CommandFailure` with every name that is not in the book.
  func check() throws {
    let problems = unknown
    guard problems.isEmpty else {
      throw CommandFailure(
        .invalidScenario, problems.map { "\(file): \($0)" }.joined(separator: "\n"))
    }
  }

  /// - Throws: `CommandFailure` with every name that is not in the book, or with a table that
  ///   limits need and `tables` leaves out.
  func check(_ tables: TableSelection) throws {
    try check()
    for (kind, table) in limits.sources {
      try tables.demand(table.rawValue, "limits of \(kind) need")
    }
  }

  private var unknown: [String] {
    let miners = scenario.miners.map(\.name)
    let tenants = scenario.tenants.map(\.name)
    var problems = limits.singleName.spelled(among: miners, "singleName").problems
    if limits.tenant.isUsed, tenants.isEmpty {
      problems.append("tenant: expected named tenants in the book, found none")
    } else {
      problems += limits.tenant.spelled(among: tenants, "tenant").problems
    }
    let tags = Set(scenario.miners.flatMap(\.tags.keys)).sorted()
    for group in limits.tags where group.isUsed {
      let path = "tags.\(group.name)"
      if let place = TypedName.place(of: group.name, among: tags) {
        let values = Set(scenario.miners.compactMap { $0.tags[tags[place]] })
        problems += group.spelled(among: values.sorted(), path).problems
      } else {
        problems.append(
          "\(path): expected a tag that a miner of the book has, found none"
            + Suggestion.hint(for: group.name, among: tags))
      }
    }
    return problems
  }
}

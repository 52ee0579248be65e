import Foundation
import ScenarioFiles
import ScenarioWarnings
import TestSupport
import Testing

/// The book in tables that docs/validation/book-2025.md prices.
@Suite struct BookOf2025Tests {
  /// Of a fund without income, which its extension asks for, that is said, and nothing else.
  @Test(arguments: ["market", "priced", "priced-tenants"]) func itIsValid(
    market: String
  ) throws {
    func path(_ name: String) -> String {
      RepositoryFiles.path("scenarios/book-2025/\(name)")
    }
    let read = try ScenarioDocument.load(
      path("\(market).json5"), miners: path("borrowers.csv"), tranches: path("loans.csv"),
      overrides: []
    ).resolve()
    #expect(
      read.warnings.map(\.path) == [
        "miners.\"coin repo\".tranches.\"repurchase line\".refinance.minDSCR"
      ], "\(read.warnings)")
    #expect(read.scenario.miners.count == 20)
    #expect(read.scenario.miners.flatMap(\.tranches).count == 26)
  }
}

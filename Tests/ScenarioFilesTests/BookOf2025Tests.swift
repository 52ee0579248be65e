import Foundation
import ScenarioFiles
import Testing

/// The book in tables that docs/validation/book-2025.md prices.
@Suite struct BookOf2025Tests {
  /// Of a fund without income, which its extension asks for, that is said, and nothing else.
  @Test(arguments: ["market", "priced", "priced-tenants"]) func itIsValid(
    market: String
  ) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "scenarios/book-2025")
    func path(_ name: String) -> String {
      folder.appending(path: name).path(percentEncoded: false)
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

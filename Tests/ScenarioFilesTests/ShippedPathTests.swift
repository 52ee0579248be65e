import CreditBasics
import Foundation
import ScenarioFiles
import TestSupport
import Testing

/// The tables of `scenarios/paths` fit the scenarios that their README names.
@Suite struct ShippedPathTests {
  static let december = ["market.shortRate.initial=0.0375"]
  static let september =
    december + ["asOf=2025-09-30", "market.btc.spot=114056", "market.eth.spot=4146"]
  static let uses = [
    ("2022", "rig-loans-2022", []), ("2022-moves-from-2025", "double-leverage", december),
    ("2022-moves-from-2025", "credit-cycle", []), ("2025-26", "baseline", september),
    ("severely-adverse", "credit-cycle", []),
  ]

  static func path(_ file: String) -> String {
    RepositoryFiles.path("scenarios/\(file)")
  }

  @Test(arguments: uses) func fits(table: String, scenario: String, overrides: [String]) throws {
    let document = try ScenarioDocument.load(
      Self.path("\(scenario).json5"), overrides: overrides)
    let read = try document.giving(Self.path("paths/\(table).csv")).resolve()
    let given = try #require(read.scenario.market.given)
    #expect(given.values.contains { $0.count > 3 })
    #expect(given.regimes.isEmpty == (table != "severely-adverse"))
  }

  /// Columns of a table, from the text.
  private func rows(_ table: String) throws -> [[String: String]] {
    let lines = try RepositoryFiles.text("scenarios/paths/\(table).csv").split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  /// Each value over that of 31 December 2021, times that of 31 December 2025, to three digits; the short
  /// rate by its change.
  @Test func theMovesOf2022AreThoseOf2022() throws {
    let starts = [
      "btc": (46306.0, 87500.0), "eth": (3683, 2970), "networkHashrate": (174_700, 1.05e6),
      "computeRent": (1, 1),
    ]
    let (year, moves) = (try rows("2022"), try rows("2022-moves-from-2025"))
    #expect(year.count == moves.count && year.count == 25)
    for (then, now) in zip(year, moves) {
      #expect(now["date"] == then["date"]?.replacing("2022-", with: "2026-"))
      for (column, (from, to)) in starts {
        let (old, new) = (then[column].flatMap { Double($0) }, now[column].flatMap { Double($0) })
        #expect((old == nil) == (new == nil))
        guard let old, let new else { continue }
        #expect(abs(new / (old / from * to) - 1) < 0.005, "\(column) of \(now["date"] ?? "")")
      }
      guard let old = then["shortRate"].flatMap({ Double($0) }) else { continue }
      #expect(abs((now["shortRate"].flatMap { Double($0) } ?? 0) - (old + 0.03625)) < 1e-9)
    }
  }
}

import Foundation
import ScenarioFiles
import ScenarioWarnings

/// A scenario with a table of given values, each a file of its own.
enum GivenFile {
  static let scenario = """
    {
      name: "replay", asOf: "2025-12-31", horizonYears: 3,
      market: {
        regimes: { calm: {}, winter: {} }, initialRegime: { calm: 0.5, winter: 0.5 },
        btc: { spot: 87500 }, eth: { spot: 2970 }, power: { spotPerMWh: 45 },
        network: { hashrate: 1.05e6, blockSubsidy: 3.125 }, shortRate: { initial: 0.0375 },
        gpus: {
          H100: { rentPerHour: 2.2, resalePrice: 20000, resaleDecline: 0.26 },
          B200: { rentPerHour: 4.3, resalePrice: 40000, resaleDecline: 0.26 },
        },
      },
      miners: { a: { treasury: { btc: 20 }, gpuLots: { x: { gpu: "H100", count: 5 } }, tranches: {
        l: { kind: "abl", principal: 1e6, coupon: 0, maturity: "2026-12-31" },
      } } },
    }
    """

  /// The scenario with a table.
  static func read(_ table: String) throws -> ReadScenario {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(table.utf8).write(to: file)
    return try ScenarioDocument.parse(scenario, name: "replay.json5")
      .giving(file.path(percentEncoded: false)).resolve()
  }

  /// What is warned of, or why it is refused: lines in which the table is called `given.csv`.
  static func says(_ table: String) throws -> [String] {
    let name = #/\S*/[0-9A-F-]+\.csv/#
    do {
      return try read(table).warnings.map { "\($0)".replacing(name, with: "given.csv") }
    } catch let error as ScenarioError {
      return error.issues.map { "\($0)".replacing(name, with: "given.csv") }
    }
  }
}

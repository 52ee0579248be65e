import ScenarioFiles
import ScenarioWarnings
import TestSupport
import Testing

/// What is warned of in the scenarios that are shipped: a check that says more of one of them is too strict,
/// or has found something.
@Suite struct ShippedWarningTests {
  private static let known: [String: [String]] = [
    "baseline": ["inService", "inService"], "counter-evidence": ["inService", "inService"],
    "credit-cycle": ["btc", "depth"], "crowded-collateral": Array(repeating: "maturity", count: 6),
    "delayed-draw": [], "double-leverage": ["depth", "inService", "inService"],
    "rig-loans-2022": ["maturity", "maturity", "maturity"],
    "severe": ["depth", "inService", "inService"], "starter": [], "vintages": [],
  ]

  static let files = ShippedScenarioTests.files.filter { $0.hasPrefix("scenarios/") }

  @Test(arguments: files) func areTheKnownOnes(file: String) throws {
    let read = try ScenarioReader.read(file: RepositoryFiles.path(file))
    let name = file.dropFirst("scenarios/".count).dropLast(".json5".count)
    let keys = read.warnings.compactMap { $0.path.split(separator: ".").last.map(String.init) }
    #expect(keys.sorted() == Self.known[String(name)], "\(read.warnings)")
  }

  /// The tables of `scenarios/paths` add none.
  @Test(arguments: ShippedPathTests.uses) func pathsHaveNone(
    table: String, scenario: String, overrides: [String]
  ) throws {
    let document = try ScenarioDocument.load(
      ShippedPathTests.path("\(scenario).json5"), overrides: overrides)
    let read = try document.giving(ShippedPathTests.path("paths/\(table).csv")).resolve()
    #expect(!read.warnings.contains { $0.path.hasPrefix("market.given") }, "\(read.warnings)")
  }
}

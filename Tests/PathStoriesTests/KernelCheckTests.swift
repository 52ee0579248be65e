import CreditBasics
import Foundation
import PathLedger
import PathStories
import ScenarioFiles
import StressEngine
import TestSupport
import Testing

/// The check that `explain` makes on every path, on many of them.
@Suite struct KernelCheckTests {
  /// 20 scenarios × 50 paths spread over the space of paths.
  @Test(arguments: 101...120)
  func ledgersOfRandomPathsAgreeWithTheKernel(seed: Int) {
    agree(
      RandomScenarios.scenario(seed: UInt64(seed)),
      paths: (0..<50).map { UInt64($0 * 1_999 + seed) }, world: .full)
  }

  @Test(arguments: 201...205, [World.bottomless, .lender])
  func ledgersOfTheOtherWorldsAgreeToo(seed: Int, world: World) {
    agree(
      RandomScenarios.scenario(seed: UInt64(seed)),
      paths: (0..<20).map { UInt64($0 * 7 + seed) }, world: world)
  }

  @Test(arguments: World.allCases)
  func ledgersOfTheFlagshipAgreeWithTheKernel(world: World) throws {
    let file = RepositoryFiles.path("scenarios/double-leverage.json5")
    agree(
      try ScenarioReader.read(file: file).scenario, paths: (0..<64).map { $0 * 1_511 },
      world: world)
  }

  @Test func aPlantedDifferenceIsReported() {
    let scenario = RandomScenarios.scenario(seed: 1)
    let (path, block) = (UInt64(4), StressRun.outcomes(of: scenario, in: .full, paths: [4]))
    var account = PathLedger(scenario: scenario).run(path: path)
    account.miners[0].tranches[0].discountedExposure *= 1 + 3e-9
    let check = KernelCheck(account, of: scenario, with: block)
    #expect(check.disagreements.count == 1)
    let name = "\(scenario.miners[0].name), \(scenario.miners[0].tranches[0].name)"
    #expect(check.disagreements.first?.hasPrefix("\(name): exposure ") == true)
  }

  private func agree(_ scenario: Scenario, paths: [UInt64], world: World) {
    let block = StressRun.outcomes(of: scenario, in: world, paths: paths)
    let ledger = PathLedger(scenario: scenario, world: world)
    for (position, path) in paths.enumerated() {
      let check = KernelCheck(ledger.run(path: path), of: scenario, with: block, at: position)
      #expect(check.disagreements == [], "\(scenario.name), path \(path), \(world)")
      #expect(check.comparisons > 0)
    }
  }
}

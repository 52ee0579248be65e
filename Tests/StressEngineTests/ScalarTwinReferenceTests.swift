import CreditBasics
import PathLedger
import StressEngine
import TestSupport
import Testing

/// The kernel against the scalar twin, path by path, on random scenarios with everything switched on.
@Suite struct ScalarTwinReferenceTests {
  static let pathsPerScenario = 48

  @Test(arguments: 1...80)
  func kernelAndScalarTwinAgreePathByPath(seed: Int) {
    let scenario = RandomScenarios.scenario(seed: UInt64(seed))
    let paths = (0..<UInt64(Self.pathsPerScenario)).map { $0 * 7 }
    let outcomes = StressRun(scenario, threads: 1).outcomes(ofPaths: paths)
    let full = PathLedger(scenario: scenario, world: .full)
    let bottomless = PathLedger(scenario: scenario, world: .bottomless)
    for (position, path) in paths.enumerated() {
      let account = full.run(path: path)
      let endless = bottomless.run(path: path)
      var tranche = 0
      for (index, miner) in account.miners.enumerated() {
        let row = index * outcomes.pathCount + position
        let place = "scenario \(seed), path \(path), \(scenario.miners[index].name)"
        #expect(
          Int(outcomes.defaultStep[row]) == miner.defaultStep ?? -1, "default step: \(place)")
        #expect(
          Int(outcomes.bottomlessDefaultStep[row]) == endless.miners[index].defaultStep ?? -1,
          "bottomless default step: \(place)")
        if let cause = miner.cause {
          #expect(Int(outcomes.cause[row]) == cause.rawValue, "cause: \(place)")
        }
        for (number, expected) in miner.tranches.enumerated() {
          let row = tranche * outcomes.pathCount + position
          let name = "\(place), \(scenario.miners[index].tranches[number].name)"
          expectClose(outcomes.claimUSD[row], expected.claimUSD, "claim: \(name)")
          expectClose(outcomes.recoveryUSD[row], expected.recoveryUSD, "recovery: \(name)")
          expectClose(
            outcomes.discountedExposure[row], expected.discountedExposure, "exposure: \(name)")
          tranche += 1
        }
      }
    }
  }

  private func expectClose(_ value: Double, _ expected: Double, _ comment: Comment) {
    let slack = 1e-9 * max(abs(value), abs(expected)) + 1e-6
    #expect(abs(value - expected) <= slack, comment)
  }
}

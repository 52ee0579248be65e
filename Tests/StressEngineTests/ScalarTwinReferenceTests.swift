import CreditBasics
import PathLedger
import StressEngine
import TestSupport
import Testing

/// The kernel against the scalar twin, path by path, on random scenarios with everything switched on.
@Suite struct ScalarTwinReferenceTests {
  static let pathsPerScenario = 32

  @Test(
    arguments: RandomCase.first([
      .plain: 32, .facilityTerms: 32, .rigsAndLiens: 24, .orders: 24, .accounts: 24, .parents: 24,
      .marketValues: 10, .givenPaths: 32, .tenants: 24,
    ]))
  func kernelAndScalarTwinAgreePathByPath(drawn: RandomCase) {
    expectAgreement(on: drawn.scenario, "\(drawn)")
  }

  /// What the comparison is for does happen: ledgers of twenty scenarios of each kind have these entries on
  /// so many of their first ten paths, 200 in all.
  @Test(
    arguments: [
      (
        .accounts, 10,
        [.reserveFunded, .reserveDrawn, .reserveReleased, .swept, .distributed, .equityIssued]
      ),
      (.parents, 20, [.parentSupport, .supportGiven, .fromChildren]),
      (.marketValues, 10, [.equityIssued, .converted]),
      (.orders, 20, [.draw, .orderPayment, .orderCancelled, .payment]),
    ] as [(RandomKind, Int, [LedgerItem])])
  func whatIsComparedHappens(on kind: RandomKind, least: Int, items: [LedgerItem]) {
    var paths: [LedgerItem: Int] = [:]
    for drawn in RandomCase.first([kind: 20]) {
      let ledger = PathLedger(scenario: drawn.scenario)
      for path in 0..<10 as Range<UInt64> {
        let account = ledger.run(path: path, recording: true)
        for item in Set(account.entries.map(\.item)) { paths[item, default: 0] += 1 }
      }
    }
    for item in items {
      #expect(paths[item, default: 0] >= least, "\(item): \(paths[item, default: 0]) of 200")
    }
  }

  @Test(arguments: 1...12)
  func severalPutDatesInOneStepAreOne(seed: Int) {
    var scenario = RandomScenarios.scenario(seed: UInt64(seed))
    let step = 1 / Double(scenario.grid.stepsPerYear)
    for miner in scenario.miners.indices {
      for tranche in scenario.miners[miner].tranches.indices {
        let terms = RefinanceTerms(maxLTV: .infinity, minDSCR: -100, termYears: 0.7, stepUp: 0.01)
        scenario.miners[miner].tranches[tranche].refinance = terms
        scenario.miners[miner].tranches[tranche].puts = [2.2 * step, 2.9 * step, 3.1 * step]
      }
    }
    expectAgreement(on: scenario, "puts in scenario \(seed)")
  }

  func expectAgreement(on scenario: Scenario, _ name: String) {
    let paths = (0..<UInt64(Self.pathsPerScenario)).map { $0 * 7 }
    let outcomes = StressRun(scenario, threads: 1).outcomes(ofPaths: paths)
    let full = PathLedger(scenario: scenario, world: .full)
    let bottomless = PathLedger(scenario: scenario, world: .bottomless)
    for (position, path) in paths.enumerated() {
      let check = KernelCheck(full.run(path: path), of: scenario, with: outcomes, at: position)
      #expect(check.disagreements == [], "\(name), path \(path)")
      for (index, miner) in bottomless.run(path: path).miners.enumerated() {
        #expect(
          Int(outcomes.bottomlessDefaultStep[index * outcomes.pathCount + position])
            == miner.defaultStep ?? -1,
          "bottomless default step: \(name), path \(path), \(scenario.miners[index].name)")
      }
    }
  }
}

import CreditBasics
import PathLedger
import StressEngine
import TestSupport
import Testing

/// The kernel against the scalar twin where miners belong to one another.
extension ScalarTwinReferenceTests {
  @Test(arguments: 1...24)
  func parentsAndChildrenAgreePathByPath(seed: Int) {
    expectAgreement(
      on: RandomScenarios.withParents(seed: UInt64(seed)), "parents in scenario \(seed)")
  }

  /// What the comparison is for does happen: on one path in ten at least.
  @Test func childrenAreSupportedAndDistribute() {
    var paths: [LedgerItem: Int] = [:]
    for seed in 1...20 as ClosedRange<UInt64> {
      let ledger = PathLedger(scenario: RandomScenarios.withParents(seed: seed))
      for path in 0..<10 as Range<UInt64> {
        for item in Set(ledger.run(path: path, recording: true).entries.map(\.item)) {
          paths[item, default: 0] += 1
        }
      }
    }
    for item in [LedgerItem.parentSupport, .supportGiven, .fromChildren] {
      #expect(paths[item, default: 0] >= 20, "\(item): \(paths[item, default: 0]) of 200")
    }
  }
}

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
    expect(
      [.parentSupport, .supportGiven, .fromChildren], onPaths: 20, of: RandomScenarios.withParents)
  }
}

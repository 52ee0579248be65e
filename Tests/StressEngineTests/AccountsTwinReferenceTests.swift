import CreditBasics
import PathLedger
import TestSupport
import Testing

/// The kernel against the scalar twin where reserves are kept, cash is swept and distributed, and shares
/// are issued ahead.
extension ScalarTwinReferenceTests {
  @Test(arguments: 1...24)
  func accountsAgreePathByPath(seed: Int) {
    expectAgreement(
      on: RandomScenarios.withAccounts(seed: UInt64(seed)), "accounts of scenario \(seed)")
  }

  /// What the comparison is for does happen.
  @Test func reservesAreFilledAndDrawnCashIsSweptAndLeaves() {
    expect(
      [.reserveFunded, .reserveDrawn, .reserveReleased, .swept, .distributed, .equityIssued],
      onPaths: 10, of: RandomScenarios.withAccounts)
  }
}

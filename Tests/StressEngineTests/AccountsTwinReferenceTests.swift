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
    var paths: [LedgerItem: Int] = [:]
    for seed in 1...20 as ClosedRange<UInt64> {
      let ledger = PathLedger(scenario: RandomScenarios.withAccounts(seed: seed))
      for path in 0..<10 as Range<UInt64> {
        let account = ledger.run(path: path, recording: true)
        for item in Set(account.entries.map(\.item)) { paths[item, default: 0] += 1 }
      }
    }
    for item in [
      LedgerItem.reserveFunded, .reserveDrawn, .reserveReleased, .swept, .distributed,
      .equityIssued,
    ] {
      #expect(paths[item, default: 0] >= 10, "\(item): \(paths[item, default: 0]) of 200")
    }
  }
}

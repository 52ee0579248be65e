import CreditBasics
import PathLedger
import TestSupport
import Testing

/// The kernel against the scalar twin where hardware is on order and commitments are drawn.
extension ScalarTwinReferenceTests {
  @Test(arguments: 1...24)
  func ordersAndCommitmentsAgreePathByPath(seed: Int) {
    expectAgreement(
      on: RandomScenarios.withOrders(seed: UInt64(seed)), "orders of scenario \(seed)")
  }

  /// What the comparison is for does happen.
  @Test func ordersAreDrawnForPaidAndCancelled() {
    var paths: [LedgerItem: Int] = [:]
    for seed in 1...20 as ClosedRange<UInt64> {
      let ledger = PathLedger(scenario: RandomScenarios.withOrders(seed: seed))
      for path in 0..<10 as Range<UInt64> {
        let account = ledger.run(path: path, recording: true)
        for item in Set(account.entries.map(\.item)) { paths[item, default: 0] += 1 }
      }
    }
    for item in [LedgerItem.draw, .orderPayment, .orderCancelled, .payment] {
      #expect(paths[item, default: 0] >= 20, "\(item): \(paths[item, default: 0]) of 200")
    }
  }
}

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
    expect(
      [.draw, .orderPayment, .orderCancelled, .payment], onPaths: 20,
      of: RandomScenarios.withOrders)
  }
}

import CreditBasics
import PathLedger
import TestSupport
import Testing

/// The kernel against the scalar twin where shares are issued and converted at their market value.
extension ScalarTwinReferenceTests {
  @Test(arguments: 1...10)
  func marketValuesAgreePathByPath(seed: Int) {
    expectAgreement(
      on: RandomScenarios.withMarketValues(seed: UInt64(seed)), "shares in scenario \(seed)")
  }

  /// Shares are issued, and converted, on one path in twenty at least.
  @Test func sharesAreIssuedAndConverted() {
    expect([.equityIssued, .converted], onPaths: 10, of: RandomScenarios.withMarketValues)
  }
}

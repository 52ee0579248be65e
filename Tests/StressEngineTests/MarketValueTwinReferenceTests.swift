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
    var issued = 0
    var converted = 0
    for seed in 1...20 as ClosedRange<UInt64> {
      let ledger = PathLedger(scenario: RandomScenarios.withMarketValues(seed: seed))
      for path in 0..<10 as Range<UInt64> {
        let items = Set(ledger.run(path: path, recording: true).entries.map(\.item))
        if items.contains(.equityIssued) { issued += 1 }
        if items.contains(.converted) { converted += 1 }
      }
    }
    #expect(issued >= 10, "issued on \(issued) of 200")
    #expect(converted >= 10, "converted on \(converted) of 200")
  }
}

import CreditBasics
import PathLedger
import TestSupport
import Testing

/// Random scenarios are only worth comparing on if everything in the model happens in them.
@Suite struct EventCoverageTests {
  @Test func everyEventOccursInRandomScenarios() {
    var paths: [LedgerItem: Int] = [:]
    var total = 0
    for seed in 1...40 as ClosedRange<UInt64> {
      let ledger = PathLedger(scenario: RandomScenarios.scenario(seed: seed))
      for path in 0..<10 as Range<UInt64> {
        total += 1
        for item in Set(ledger.run(path: path, recording: true).entries.map(\.item)) {
          paths[item, default: 0] += 1
        }
      }
    }
    for item in LedgerItem.allCases where !Self.notDrawn.contains(item) {
      #expect(paths[item, default: 0] * 100 >= total, "\(item): \(paths[item, default: 0])")
    }
  }

  /// Events of terms that random scenarios do not draw; their own tests have them all.
  private static let notDrawn: Set<LedgerItem> = [
    .shortRate, .capitalised, .releasedCoins, .equityCure, .rigsDumped,
    .rigOverhang, .payment, .draw, .orderPayment, .orderCancelled,
    .parentSupport, .fromChildren, .supportGiven, .reserveDrawn, .reserveFunded, .reserveReleased,
    .swept, .distributed, .lockedUp, .reserve, .undrawn, .stakes, .covenantLTV, .liquidity,
  ]
}

import CreditBasics
import PathLedger

extension PathAccount {
  /// Amounts by step of one kind of entry, those of one step added up.
  func amounts(_ item: LedgerItem, of subject: String? = nil, miner: Int = 0) -> [Int: Double] {
    var sums: [Int: Double] = [:]
    for entry in entries
    where entry.item == item && entry.miner == miner && (subject ?? entry.subject) == entry.subject
    {
      sums[entry.step, default: 0] += entry.amount
    }
    return sums
  }
}

/// Runs the path of a scenario without noise, recorded.
func account(_ scenario: Scenario, world: World = .full) -> PathAccount {
  PathLedger(scenario: scenario, world: world).run(path: 0, recording: true)
}

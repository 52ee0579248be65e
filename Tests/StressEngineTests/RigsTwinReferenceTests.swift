import CreditBasics
import PathLedger
import TestSupport
import Testing

/// What is compared where rigs come in lots, liens have ranks and hours idle.
extension ScalarTwinReferenceTests {
  /// What the comparison is for does happen: on one path in twenty at least.
  @Test func rigsAreDumpedHoursIdleAndJuniorLiensPay() {
    var paths: [String: Int] = [:]
    for seed in 1...20 as ClosedRange<UInt64> {
      let scenario = RandomScenarios.scenario(.rigsAndLiens, seed: seed)
      let ledger = PathLedger(scenario: scenario)
      for path in 0..<10 as Range<UInt64> {
        let account = ledger.run(path: path, recording: true)
        for event in Set(events(of: account, scenario)) { paths[event, default: 0] += 1 }
      }
    }
    for event in ["call", "rigs dumped", "junior lien pays", "rigs idle", "GPUs idle", "loss run"] {
      #expect(paths[event, default: 0] >= 10, "\(event): \(paths[event, default: 0]) of 200")
    }
  }

  private func events(of account: PathAccount, _ scenario: Scenario) -> [String] {
    var events: [String] = []
    for entry in account.entries {
      switch entry.item {
      case .pledgedCoins, .paidDown, .seizure: events.append("call")
      case .rigOverhang: events.append("rigs dumped")
      // Power bought ahead can only be sold in part: rigs run though spot costs more than they mine.
      case .mining where entry.amount < 0: events.append("loss run")
      case .fromPledge where entry.amount > 0:
        let miner = scenario.miners[entry.miner!]
        let loan = miner.tranches.firstIndex { $0.name == entry.subject }!
        let things = miner.gpuLots.map(\.liens) + miner.rigLots.map(\.liens)
        if things.contains(where: { $0.dropFirst().contains(loan) }) {
          events.append("junior lien pays")
        }
      default: break
      }
    }
    for now in account.market {
      for (gpu, rent) in zip(scenario.market.gpus, now.rentPerHour)
      where rent < gpu.opexPerHour + gpu.kilowatts / 1000 * now.powerPerMWh {
        events.append("GPUs idle")
      }
      for fleet in scenario.miners.compactMap(\.asics)
      where now.hashprice / 24 < fleet.joulesPerTerahash / 1000 * now.powerPerMWh {
        events.append("rigs idle")
      }
    }
    return events
  }
}

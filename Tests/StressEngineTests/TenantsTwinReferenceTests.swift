import CreditBasics
import PathLedger
import StressEngine
import TestSupport
import Testing

/// What is compared where miners share tenants and sell going concerns.
extension ScalarTwinReferenceTests {
  /// What the comparison is for does happen: on one path in twenty at least.
  @Test func tenantsAreSharedAndGoingConcernsSold() {
    var (shared, guaranteed, leases, contracts) = (0, 0, 0, 0)
    for seed in 1...20 as ClosedRange<UInt64> {
      let scenario = RandomScenarios.scenario(.tenants, seed: seed)
      let ledger = PathLedger(scenario: scenario)
      let alone = PathLedger(
        scenario: changed(scenario) { $0.tenants[2].guarantor = nil })
      let unsold = PathLedger(
        scenario: changed(scenario) { $0.resolution.leaseLagYears += 10 })
      let bound = PathLedger(scenario: changed(scenario, contractsStay))
      for path in 0..<10 as Range<UInt64> {
        let account = ledger.run(path: path, recording: true)
        let failures = account.entries.filter { $0.item == .tenantDefault }
        let miners = Dictionary(grouping: failures, by: \.step).mapValues {
          Set($0.map(\.miner)).count
        }
        if miners.values.contains(where: { $0 > 1 }) { shared += 1 }
        let others = alone.run(path: path, recording: true).entries
        if others.filter({ $0.item == .tenantDefault }) != failures { guaranteed += 1 }
        if unsold.run(path: path).miners != account.withoutMarks { leases += 1 }
        if bound.run(path: path).miners != account.withoutMarks { contracts += 1 }
      }
    }
    for (name, count) in [
      ("shared", shared), ("guaranteed", guaranteed), ("leases", leases), ("contracts", contracts),
    ] {
      #expect(count >= 10, "\(name): \(count) of 200")
    }
  }

  private func changed(_ scenario: Scenario, _ change: (inout Scenario) -> Void) -> Scenario {
    var other = scenario
    change(&other)
    return other
  }

  private func contractsStay(_ scenario: inout Scenario) {
    for miner in scenario.miners.indices {
      for lot in scenario.miners[miner].gpuLots.indices {
        scenario.miners[miner].gpuLots[lot].contract?.isAssignable = false
      }
    }
  }
}

extension PathAccount {
  /// The miners as they are when nothing is recorded.
  fileprivate var withoutMarks: [MinerAccount] {
    miners.map {
      var miner = $0
      (miner.marks, miner.collateral) = ([], [])
      return miner
    }
  }
}

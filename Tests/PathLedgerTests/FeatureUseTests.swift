import CreditBasics
import PathLedger
import TestSupport
import Testing

/// Two programs can only be compared on what happens: every feature must matter in random scenarios with
/// everything on.
@Suite struct FeatureUseTests {
  /// Without a feature who fails, when and why, what is owed, recovered or outstanding is another on at least
  /// one path in fifty.
  @Test func everyFeatureDecidesSomething() {
    var changed: [String: Int] = [:]
    var total = 0
    for seed in 1...14 as ClosedRange<UInt64> {
      let scenario = RandomScenarios.scenario(.everything, seed: seed)
      let paths = 0..<3 as Range<UInt64>
      let ledger = PathLedger(scenario: scenario)
      let accounts = paths.map { ledger.run(path: $0).miners }
      total += accounts.count
      for feature in ScenarioFeature.all {
        var without = scenario
        feature.remove(&without)
        guard without != scenario else { continue }
        let other = PathLedger(scenario: without)
        for (path, account) in zip(paths, accounts) where other.run(path: path).miners != account {
          changed[feature.name, default: 0] += 1
        }
      }
    }
    for feature in ScenarioFeature.all {
      let count = changed[feature.name, default: 0]
      print("\(feature.name): \(count) of \(total) paths")
      #expect(50 * count >= total, "\(feature.name): \(count) of \(total)")
    }
  }
}

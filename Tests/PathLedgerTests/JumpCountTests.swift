import CreditBasics
import Foundation
import PathLedger
import TestSupport
import Testing

/// Numbers of jumps in single steps, sorted by the regime of the step.
@Suite struct JumpCountTests {
  @Test func countsInAStepArePoissonInEveryRegime() {
    let intensity = [0.6, 9.0, 30.0]
    let interval = 1.0 / 12
    var market = SmallScenarios.market()
    market.regimes = ["a", "b", "c"].map { Regime(name: $0) }
    market.initialRegime = [0.4, 0.3, 0.3]
    market.switching = [[0, 3, 2], [4, 0, 2], [5, 3, 0]]
    // A jump takes 0.01 off the log of the price and nothing else moves it.
    market.jumps = [
      JumpEvent(
        name: "tick", intensityPerYear: intensity,
        shape: .normal(mean: [-0.01, 0, 0], sd: [0, 0, 0]))
    ]
    let ledger = PathLedger(
      scenario: SmallScenarios.scenario([Miner(name: "m")], market: market, years: 2))
    // Steps of each regime by their number of jumps: 0, 1, 2, 3 and more.
    var steps = Array(repeating: Array(repeating: 0, count: 4), count: 3)
    for path in 0..<4000 as Range<UInt64> {
      var before = 0.0
      for snapshot in ledger.run(path: path, recording: true).market {
        let now = log(snapshot.coinUSD.btc / 100)
        let count = Int(((before - now) / 0.01).rounded())
        steps[snapshot.regime][min(count, 3)] += 1
        before = now
      }
    }
    for (regime, counts) in steps.enumerated() {
      let mean = intensity[regime] * interval
      var exact = (0..<3).map { pow(mean, Double($0)) * exp(-mean) / [1, 1, 2][$0] }
      exact.append(1 - exact.reduce(0, +))
      let total = Double(counts.reduce(0, +))
      for (count, probability) in exact.enumerated() {
        expectAgrees(
          Double(counts[count]) / total,
          standardError: (probability * (1 - probability) / total).squareRoot(), with: probability,
          "\(count) jumps in regime \(regime)")
      }
    }
  }
}

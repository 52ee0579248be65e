import CreditBasics
import PathLedger
import TestSupport
import Testing

/// What is compared where a table gives drivers and regimes.
extension ScalarTwinReferenceTests {
  /// Each driver, and regimes, are given to a step before the last in eight scenarios of the comparison or
  /// more, to the end in three or more.
  @Test func tablesEndInsideTheHorizonAndBeyond() {
    var ended: [String: Int] = [:]
    var lasting: [String: Int] = [:]
    for seed in 1...80 as ClosedRange<UInt64> {
      let scenario = RandomScenarios.scenario(.givenPaths, seed: seed)
      let (grid, last) = (scenario.grid, scenario.grid.stepCount - 1)
      guard let path = scenario.market.given else { continue }
      for driver in Driver.allCases where path.isGiven(driver, in: 0, of: grid) {
        if path.isGiven(driver, in: last, of: grid) {
          lasting[driver.key, default: 0] += 1
        } else {
          ended[driver.key, default: 0] += 1
        }
      }
      if path.regime(in: last, of: grid) != nil {
        lasting["regime", default: 0] += 1
      } else if !path.regimes.isEmpty, grid.hasHappened(path.regimes[0].date, by: last) {
        ended["regime", default: 0] += 1
      }
    }
    for name in Driver.allCases.map(\.key) + ["regime"] {
      #expect(ended[name, default: 0] >= 8, "\(name) ends in \(ended[name, default: 0])")
      #expect(lasting[name, default: 0] >= 3, "\(name) lasts in \(lasting[name, default: 0])")
    }
  }

  /// Sales lower the price of a given coin, and the given hashrate does not answer: on some paths at least.
  @Test func salesPressOnGivenPrices() {
    var pressed = 0
    for seed in 1...40 as ClosedRange<UInt64> {
      let scenario = RandomScenarios.scenario(.givenPaths, seed: seed)
      guard let path = scenario.market.given else { continue }
      let account = PathLedger(scenario: scenario).run(path: 7, recording: true)
      let free = PathLedger(scenario: scenario, world: .bottomless).run(path: 7, recording: true)
      let isPressed = zip(account.market, free.market).contains { own, endless in
        path.isGiven(.networkHashrate, in: own.step, of: scenario.grid)
          && own.coinUSD.btc < 0.999 * endless.coinUSD.btc && own.hashratePH == endless.hashratePH
      }
      pressed += isPressed ? 1 : 0
    }
    #expect(pressed >= 5)
  }
}

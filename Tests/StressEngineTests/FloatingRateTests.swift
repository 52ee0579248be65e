import CreditBasics
import StressEngine
import TestSupport
import Testing

/// Debt that follows the short rate, where it must agree with debt that does not.
@Suite struct FloatingRateTests {
  static let paths = (0..<UInt64(64)).map { $0 * 5 }

  private func outcomes(_ scenario: Scenario) -> BlockOutcomes {
    StressRun(scenario, threads: 1).outcomes(ofPaths: Self.paths)
  }

  private func expectSame(_ one: BlockOutcomes, _ other: BlockOutcomes, within slack: Double) {
    #expect(one.defaultStep == other.defaultStep)
    #expect(one.bottomlessDefaultStep == other.bottomlessDefaultStep)
    for (list, expected) in [
      (one.claimUSD, other.claimUSD), (one.lossUSD, other.lossUSD),
      (one.discountedExposure, other.discountedExposure),
    ] {
      for (value, expected) in zip(list, expected) {
        expectEqual(value, expected, within: slack, absolute: slack * 1000)
      }
    }
  }

  /// A rate that stays at 4 % with a margin of (coupon − 4 %) is the coupon.
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func aConstantRateIsACoupon(seed: UInt64) {
    expectSameOutcomes(seed: seed, within: 1e-9) {
      $0.market.shortRate = ShortRateMarket(initial: 0.04)
      float(&$0) { FloatingTerms(margin: $0 - 0.04) }
    }
  }

  /// Fully hedged at 3 %, a margin of (coupon − 3 %) is the coupon wherever the rate goes.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func aHedgedRateIsACoupon(seed: UInt64) {
    expectSameOutcomes(seed: seed, within: 1e-9) {
      letTheRateMove(&$0)
      float(&$0) { FloatingTerms(margin: $0 - 0.03, hedgedShare: 1, hedgedRate: 0.03) }
    }
  }

  /// Its draws are its own: what no debt follows moves nothing.
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func aRateThatNoDebtFollowsChangesNothing(seed: UInt64) {
    expectSameOutcomes(seed: seed, within: 0) { letTheRateMove(&$0) }
  }

  /// That a change of a random scenario changes no outcome.
  private func expectSameOutcomes(
    seed: UInt64, within slack: Double, after change: (inout Scenario) -> Void
  ) {
    let scenario = RandomScenarios.scenario(seed: seed)
    var other = scenario
    change(&other)
    expectSame(outcomes(other), outcomes(scenario), within: slack)
  }

  /// Gives every tranche floating terms, made of its coupon.
  private func float(_ scenario: inout Scenario, _ terms: (Double) -> FloatingTerms) {
    for miner in scenario.miners.indices {
      for tranche in scenario.miners[miner].tranches.indices {
        let coupon = scenario.miners[miner].tranches[tranche].coupon
        scenario.miners[miner].tranches[tranche].floating = terms(coupon)
      }
    }
  }

  private func letTheRateMove(_ scenario: inout Scenario) {
    scenario.market.shortRate = ShortRateMarket(initial: 0.04, meanReversion: 0.2)
    for regime in scenario.market.regimes.indices {
      scenario.market.regimes[regime].shortRateVolatility = 0.03
    }
  }
}

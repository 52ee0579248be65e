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
  @Test(arguments: 1...12)
  func aConstantRateIsACoupon(seed: Int) {
    let fixed = RandomScenarios.scenario(seed: UInt64(seed))
    var floating = fixed
    floating.market.shortRate = ShortRateMarket(initial: 0.04)
    float(&floating) { FloatingTerms(margin: $0 - 0.04) }
    expectSame(outcomes(floating), outcomes(fixed), within: 1e-9)
  }

  /// Fully hedged at 3 %, a margin of (coupon − 3 %) is the coupon wherever the rate goes.
  @Test(arguments: 1...6)
  func aHedgedRateIsACoupon(seed: Int) {
    let fixed = RandomScenarios.scenario(seed: UInt64(seed))
    var hedged = fixed
    letTheRateMove(&hedged)
    float(&hedged) { FloatingTerms(margin: $0 - 0.03, hedgedShare: 1, hedgedRate: 0.03) }
    expectSame(outcomes(hedged), outcomes(fixed), within: 1e-9)
  }

  /// Its draws are its own: what no debt follows moves nothing.
  @Test(arguments: 1...12)
  func aRateThatNoDebtFollowsChangesNothing(seed: Int) {
    let without = RandomScenarios.scenario(seed: UInt64(seed))
    var with = without
    letTheRateMove(&with)
    expectSame(outcomes(with), outcomes(without), within: 0)
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

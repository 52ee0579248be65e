import CreditBasics
import Testing

@testable import Verification

/// The same of the terms of loans, accounts, groups and hardware.
@Suite struct PlantedTermTests {
  /// Plants into the first loan of the first miner.
  private func expectCaughtInLoan(
    _ name: String, _ location: SourceLocation = #_sourceLocation,
    _ change: (inout Tranche) -> Void
  ) throws {
    try expectCaught(name, location) { item in
      change(&item.scenario.miners[0].tranches[0])
    }
  }

  @Test func balloonsForgotten() throws {
    try expectCaughtInLoan("annuity-balloon") { $0.balloonShare = 0 }
  }

  @Test func interestPaidADateTooEarly() throws {
    try expectCaughtInLoan("capitalised-interest") { $0.pikUntil = 1.75 }
  }

  @Test func theWholePaymentIsDrawn() throws {
    try expectCaught("delayed-draw") { $0.scenario.miners[0].orders[0].advanceRate = 1 }
  }

  @Test func reservesOfOneDate() throws {
    try expectCaughtInLoan("reserve-account") { $0.reserve?.months = 3 }
  }

  @Test func sweepsThatKeepNothing() throws {
    try expectCaughtInLoan("cash-sweep") { $0.sweep?.keepUSD = 0 }
  }

  @Test func distributionsThatNothingLocks() throws {
    try expectCaught("lock-up") { $0.scenario.miners[0].distributions?.minDSCR = 1 }
  }

  @Test func supportOfOneMonthMore() throws {
    try expectCaught("parent-support") { $0.scenario.miners[0].support?.capUSD = 55 }
  }

  @Test func aFollowerAfterMoreThanAYear() throws {
    try expectCaught("tenant-followers") { $0.scenario.miners[3].cashUSD = 125 }
  }

  @Test func lettingAMonthTooSoon() throws {
    try expectCaught("re-letting") { $0.scenario.miners[1].leases[0].reletYears = 0.4 }
  }

  @Test func floorsForgotten() throws {
    try expectCaughtInLoan("floating-interest") { $0.floating?.floor = -1 }
  }

  @Test func powerThatDoesNotMoveWithRent() throws {
    try expectCaught("idle-hours") { item in
      item.scenario.market.regimes[0].correlation = Regime.uncorrelated
    }
  }

  @Test func sharesThatIgnoreRent() throws {
    try expectCaught("convertible-shares") { $0.scenario.miners[1].marketCap?.rentBeta = 0 }
  }

  @Test func sharesSoldIntoAShutMarket() throws {
    try expectCaught("prefunded-equity") { $0.scenario.market.regimes[1].equityOpen = true }
  }

  @Test func rigsInProportionToHashprice() throws {
    try expectCaught("rig-elasticity") { $0.scenario.market.rigElasticity = 1 }
  }

  @Test func impactThatFades() throws {
    try expectCaught("price-impact") { item in
      item.scenario.market.coins.btc.depth?.permanentShare = 0.38
    }
  }

  @Test func testsTwiceAYear() throws {
    try expectCaughtInLoan("covenant-ltv") { $0.covenant?.testsPerYear = 2 }
  }

  /// Intensities a tenth too high.
  @Test func regimesEnteredTooOften() throws {
    try expectCaught("regime-times") { item in
      item.scenario.market.switching = item.scenario.market.switching.map { row in
        row.map { $0 * 1.1 }
      }
    }
  }
}

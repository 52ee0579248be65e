import CreditBasics
import Foundation
import PathLedger
import StressEngine
import TestSupport
import Testing

/// Balloons and puts that a reserve pays, in full or in part, while other charges of the miner stay unpaid:
/// worked out by hand, in the kernels and in the ledger; steps of a quarter.
///
/// Half a year on 1000 of `m` fall due, which has a reserve, and 4 % of the 1000 of `n`, which has none.
@Suite struct BalloonEdgeTests {
  /// Two loans of a miner without cash.
  private func miner(reserve: Double) -> Miner {
    var first = SmallScenarios.loan("m", principal: 1000, maturity: 0.5, paymentsPerYear: 2)
    first.reserve = ReserveTerms(months: 6, initialUSD: reserve)
    let second = SmallScenarios.loan("n", principal: 1000, coupon: 0.08, paymentsPerYear: 2)
    return Miner(name: "M", tranches: [first, second])
  }

  private func run(_ miner: Miner, world: World = .full) -> EdgeCase {
    EdgeCase(SmallScenarios.scenario([miner], years: 1, stepsPerYear: 4), world: world)
  }

  /// What is left unpaid are the 40 of `n`, or of `m` so much that it is no claim; a cent is one.
  @Test(arguments: World.allCases) func aBalloonThatItsReservePaysIsNotUnpaid(world: World) {
    let paid = run(miner(reserve: 1000), world: world)
    #expect(paid.ends == ["payment 1"])
    #expect(paid.claims == [0, 1040])
    #expect(run(miner(reserve: 999.996), world: world).ends == ["payment 1"])
    let short = run(miner(reserve: 999.99), world: world)
    #expect(short.ends == ["maturity 1"])
    expectEqual(short.claims[0], 0.01)
  }

  /// So little falls due that what is left of it would be no claim: all the same nobody has paid it whose reserve
  /// has nothing.
  @Test func aReserveThatHasNothingHasPaidNoBalloon() {
    func ends(_ reserve: Double) -> [String] {
      var miner = miner(reserve: reserve)
      miner.tranches[0].principalUSD = 0.004
      return run(miner).ends
    }
    #expect(ends(0) == ["maturity 1"])
    #expect(ends(0.004) == ["payment 1"])
  }

  @Test func soIsAPut() {
    func ends(_ reserve: Double) -> [String] {
      var miner = miner(reserve: reserve)
      miner.tranches[0].maturity = 10
      miner.tranches[0].puts = [0.5]
      return run(miner).ends
    }
    #expect(ends(1000) == ["payment 1"])
    #expect(ends(900) == ["maturity 1"])
  }

  /// 40 of interest and 1000 of `m`: 1000 in reserve leave 40 of it, and which 40 nobody can say.
  @Test func serviceOfTheSameTrancheIsNotToldApart() {
    func path(_ reserve: Double) -> EdgeCase {
      var miner = miner(reserve: reserve)
      miner.tranches[0].coupon = 0.08
      return run(miner)
    }
    #expect(path(1000).ends == ["maturity 1"])
    #expect(path(1000).claims == [40, 1040])
    #expect(path(1040).ends == ["payment 1"])
  }

  /// Another 500 fall due in the same step, of a tranche before `m` or after it, without a reserve or
  /// with one.
  @Test(arguments: ["a", "z"]) func oneOfTwoBalloonsStaysUnpaid(name: String) {
    func ends(_ reserve: Double?) -> [String] {
      var miner = miner(reserve: 1000)
      var other = SmallScenarios.loan(name, principal: 500, maturity: 0.5)
      other.reserve = reserve.map { ReserveTerms(months: 6, initialUSD: $0) }
      miner.tranches = (miner.tranches + [other]).sorted { $0.name < $1.name }
      return run(miner).ends
    }
    #expect(ends(nil) == ["maturity 1"])
    #expect(ends(499) == ["maturity 1"])
    #expect(ends(500) == ["payment 1"])
  }

  /// The 100 of `a` were paid in cash a quarter before.
  @Test func aBalloonPaidBeforeIsForgotten() {
    var miner = miner(reserve: 1000)
    miner.cashUSD = 100
    miner.tranches.insert(SmallScenarios.loan("a", principal: 100, maturity: 0.25), at: 0)
    #expect(run(miner).ends == ["payment 1"])
  }

  /// With a quarter of grace the 40 of `n` fail a step later; of a balloon paid in part the rest stays unpaid, as
  /// its reserve has nothing more.
  @Test func whatWasPaidStaysPaid() {
    func ends(_ reserve: Double) -> [String] {
      var miner = miner(reserve: reserve)
      miner.graceDays = 91
      return run(miner).ends
    }
    #expect(ends(1000) == ["payment 2"])
    #expect(ends(600) == ["maturity 2"])
  }

  /// 100 ETH that are pledged to `n` bring one free ETH a quarter, of which 5 % a week may be sold: 0.488.
  ///
  /// All of 2.01 ETH are sold in the step of the balloon, for 201 of 1400; then the limit holds as the balloon
  /// is paid, for all that 199 of interest are not. Where a cent of it is unpaid there is none.
  @Test(arguments: World.allCases) func salesAreLimitedOnceTheBalloonIsPaid(world: World) {
    func sold(_ reserve: Double) -> [Int: Double] {
      var miner = miner(reserve: reserve)
      miner.graceDays = 365
      miner.tranches[1].principalUSD = 10_000
      miner.tranches[1].pledge.eth = 100
      miner.treasury = Treasury(
        holdings: PerCoin(btc: 0, eth: 100), ethStakingYield: 0.04, maxSaleSharePerWeek: 0.05)
      let path = run(miner, world: world)
      #expect(path.ends == [reserve < 1000 ? "maturity 3" : "payment 3"])
      return path.account.amounts(.coinsSold)
    }
    expectEqual(sold(1000)[1] ?? 0, 2.01)
    expectEqual(sold(1000)[2] ?? 0, 1 - pow(0.95, 365.25 / 28))
    expectEqual(sold(999.99)[2] ?? 0, 1)
  }
}

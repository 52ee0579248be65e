import CreditBasics
import PathLedger
import TestSupport
import Testing

/// Reserves, sweeps and distributions, in quarters of a year.
@Suite struct AccountTests {
  private func run(_ miner: Miner, years: Double = 1) -> PathAccount {
    account(SmallScenarios.scenario([miner], years: years, stepsPerYear: 4))
  }

  private let lease = Lease(name: "l", revenuePerYear: 200)

  /// 1000 at 8 % pays 20 a quarter; six months are the next two dates, 40.
  private func loan(_ reserve: ReserveTerms? = nil) -> Tranche {
    var loan = SmallScenarios.loan(principal: 1000, coupon: 0.08, paymentsPerYear: 4)
    loan.reserve = reserve
    return loan
  }

  /// 50 + 50 − 20 leaves 30 above the minimum for the 35 that are missing; the next quarter has 5 to give.
  @Test func aReserveIsFilledFromSpareCashOnPaymentDates() {
    let path = run(
      Miner(
        name: "m", cashUSD: 50, minimumCashUSD: 50, leases: [lease],
        tranches: [loan(ReserveTerms(months: 6, initialUSD: 5))]))
    #expect(path.amounts(.reserveFunded) == [0: -30, 1: -5])
    #expect(path.amounts(.reserve)[1] == 40)
    // The account is an asset.
    expectEqual(path.amounts(.markedAssets)[0] ?? 0, 50 + 35)
  }

  /// 15 of cash pay for less than 20: the account gives 5, later 20 and the last 10, then grace begins.
  @Test func aReservePaysWhatItsTrancheChargedAndCashCannot() {
    let path = run(
      Miner(
        name: "m", cashUSD: 15, graceDays: 1000,
        tranches: [loan(ReserveTerms(months: 6, initialUSD: 35))]))
    #expect(path.amounts(.reserveDrawn) == [0: 5, 1: 20, 2: 10])
    #expect(path.amounts(.arrearsSteps) == [2: 1, 3: 2])
    // What the account has paid is no arrears: 1000 and twice 20, less 10.
    expectEqual(path.miners[0].tranches[0].claimUSD, 1030)
  }

  /// Overheads of 40 are not what the account is for.
  ///
  /// It is its own tranche's up to the claim of 1; the rest
  /// joins the pool.
  @Test func aReservePaysNothingElse() {
    var other = SmallScenarios.loan("b", principal: 1)
    other.reserve = ReserveTerms(months: 6, initialUSD: 30)
    let path = run(
      Miner(
        name: "m", graceDays: 1000, overheadPerYear: 40,
        tranches: [SmallScenarios.loan("a", principal: 1), other]))
    #expect(path.amounts(.reserveDrawn).isEmpty)
    expectEqual(path.miners[0].proceedsUSD, 30)
    expectEqual(path.amounts(.fromPledge, of: "b")[3] ?? 0, 1)
    expectEqual(path.amounts(.fromPool, of: "a")[3] ?? 0, 1)
  }

  /// Four instalments of 250 at 8 %: the next date is 250 and 2 % of 750, of 500, of 250, then nothing.
  @Test func whatIsTooMuchReturns() {
    var loan = loan(ReserveTerms(months: 3, initialUSD: 300))
    (loan.maturity, loan.amortisation) = (1, .straightLine)
    let path = run(Miner(name: "m", cashUSD: 2000, tranches: [loan]))
    #expect(path.amounts(.reserveReleased) == [0: 35, 1: 5, 2: 5, 3: 255])
  }

  /// 500 + 50 − 20 above a minimum of 100 and 230 kept leaves 200, of which half prepays.
  @Test func aSweepPrepaysOnPaymentDates() {
    var loan = loan()
    loan.sweep = SweepTerms(share: 0.5, keepUSD: 230)
    let path = run(
      Miner(name: "m", cashUSD: 500, minimumCashUSD: 100, leases: [lease], tranches: [loan]))
    expectEqual(path.amounts(.swept)[0] ?? 0, -100)
    expectEqual(path.amounts(.interest)[1] ?? 0, -18)
  }

  /// CFADS of 50 on 20 is 2.5.
  @Test func aSweepWaitsUntilCoverageIsLow() {
    for (limit, sweeps) in [(2.4, false), (2.5, true)] {
      var loan = loan()
      loan.sweep = SweepTerms(share: 1, belowDSCR: limit)
      let path = run(Miner(name: "m", leases: [lease], tranches: [loan]), years: 0.25)
      #expect(path.amounts(.swept).isEmpty != sweeps)
    }
  }

  /// Two quarters of 30 are 45 above 15, of which half leaves; two more make 37.5 + 60, 82.5 above.
  @Test func distributionsLeaveUnlessTheyAreLockedUp() {
    func distributed(_ change: (inout Tranche) -> Void) -> [Int: Double] {
      var loan = loan()
      change(&loan)
      let terms = DistributionTerms(share: 0.5, keepUSD: 5, perYear: 2, minDSCR: 2.5)
      return run(
        Miner(
          name: "m", minimumCashUSD: 10, distributions: terms, leases: [lease], tranches: [loan])
      ).amounts(.distributed)
    }
    #expect(distributed { _ in } == [1: -22.5, 3: -41.25])
    #expect(distributed { $0.coupon = 0.081 }.isEmpty)
    #expect(distributed { $0.pikUntil = 0.49 }[1] == nil)
    #expect(distributed { $0.commitment = Commitment(amountUSD: 1, availableUntil: 0.6) }[1] == nil)
    let covenant = CovenantTerms(minDSCR: 3, breachesToDefault: 100)
    #expect(distributed { $0.covenant = covenant }.isEmpty)
  }
}

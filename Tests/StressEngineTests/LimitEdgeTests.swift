import CreditBasics
import PathLedger
import StressEngine
import TestSupport
import Testing

/// Limits on leverage and coverage met exactly, in the kernels and in the ledger; steps of a quarter.
///
/// The figures are those of which a product or a quotient misses the limit by its last digit: 0.55 · 100,000
/// is 55,000.00000000001. A test of what one dollar changes stands beside each.
@Suite struct LimitEdgeTests {
  /// A test at the horizon that everybody fails: what is left in the books is recovered, and compared.
  private static let audit = InsolvencyTest(barrier: 100, tested: .atHorizon)
  static let ratios = [0.11, 0.35, 0.55, 0.6, 0.7, 0.9, 0.95]

  private func run(_ miner: Miner, years: Double = 1) -> EdgeCase {
    EdgeCase(quarterly: [miner], years: years)
  }

  /// Owes a share of 1000 coins at $100, and some dollars more.
  private func coinLoan(_ share: Double, more: Double, _ change: (inout Tranche) -> Void) -> Miner {
    var loan = SmallScenarios.loan(principal: (share * 1e5).rounded() + more)
    loan.pledge.btc = 1000
    change(&loan)
    return Miner(
      name: "m", treasury: Treasury(holdings: PerCoin(btc: 1000, eth: 0)), tranches: [loan])
  }

  @Test(arguments: ratios) func aLoanAtItsCallIsNotCalled(ratio: Double) {
    func end(more: Double) -> [String] {
      run(
        coinLoan(ratio, more: more) {
          $0.margin = MarginTerms(
            initialLTV: ratio / 2, callLTV: ratio, liquidationLTV: ratio, remedy: .default)
        }
      ).ends
    }
    #expect(end(more: 0) == ["none"])
    #expect(end(more: 1) == ["margin 0"])
  }

  /// Nothing returns at the ratio; below it does what is too much, and no more.
  @Test(arguments: ratios) func coinsStayAtTheReleaseRatio(ratio: Double) {
    func released(more: Double) -> Double {
      var miner = coinLoan(ratio, more: more) {
        $0.margin = MarginTerms(
          initialLTV: ratio, callLTV: 0.99, liquidationLTV: 0.999, releaseLTV: ratio)
      }
      miner.insolvency = Self.audit
      return run(miner).account.amounts(.releasedCoins).values.reduce(0, +)
    }
    #expect(released(more: 0) == 0)
    expectEqual(released(more: -1), 0.01 / ratio, within: 1e-6)
  }

  @Test(arguments: ratios) func leverageAtItsLimitPasses(ratio: Double) {
    func end(more: Double) -> [String] {
      run(coinLoan(ratio, more: more) { $0.covenant = CovenantTerms(maxLTV: ratio) }).ends
    }
    #expect(end(more: 0) == ["none"])
    #expect(end(more: 1) == ["covenant 0"])
  }

  @Test(arguments: ratios) func leverageAtItsLimitIsExtended(ratio: Double) {
    func path(more: Double) -> EdgeCase {
      run(
        coinLoan(ratio, more: more) {
          $0.maturity = 0.5
          $0.refinance = RefinanceTerms(maxLTV: ratio, termYears: 2)
        })
    }
    #expect(path(more: 0).account.amounts(.extended) == [1: 2.5])
    #expect(path(more: 1).account.amounts(.extended).isEmpty)
  }

  @Test(arguments: ratios) func assetsAtTheBarrierAreSolvent(ratio: Double) {
    func end(more: Double) -> [String] {
      var miner = coinLoan(ratio, more: more) { _ in }
      miner.insolvency = InsolvencyTest(barrier: 1 / ratio)
      return run(miner).ends
    }
    #expect(end(more: 0) == ["none"])
    #expect(end(more: 1) == ["insolvency 0"])
  }

  /// Rent a year, a loan of which a tenth is due in interest, and the ratio of the two.
  static let coverages = [
    (11e6, 1e8, 1.1), (3.3e6, 3e7, 1.1), (13e6, 1e8, 1.3), (2.3e6, 2e7, 1.15), (1.4e6, 1e7, 1.4),
    (7e5, 1e7, 0.7), (1.4e6, 2e7, 0.7),
  ]

  private func letting(
    _ rent: Double, _ principal: Double, _ change: (inout Tranche) -> Void
  ) -> Miner {
    var loan = SmallScenarios.loan(principal: principal, coupon: 0.1, paymentsPerYear: 4)
    change(&loan)
    return Miner(
      name: "m", cashUSD: principal / 10, leases: [Lease(name: "l", revenuePerYear: rent)],
      tranches: [loan])
  }

  @Test(arguments: coverages)
  func coverageAtItsLimitPasses(rent: Double, principal: Double, limit: Double) {
    func end(_ rent: Double) -> [String] {
      run(letting(rent, principal) { $0.covenant = CovenantTerms(minDSCR: limit) }, years: 2).ends
    }
    #expect(end(rent) == ["none"])
    #expect(end(rent - 1) == ["covenant 0"])
  }

  /// The rounding of 87,600 steps, in sums that run on from the first.
  @Test(arguments: coverages.filter { $0.2 >= 1 })
  func coverageAtItsLimitPassesInHourlySteps(rent: Double, principal: Double, limit: Double) {
    func end(_ rent: Double) -> [String] {
      let miner = letting(rent, principal) {
        $0.covenant = CovenantTerms(minDSCR: limit)
        $0.maturity = 20
      }
      return EdgeCase(SmallScenarios.scenario([miner], years: 10, stepsPerYear: 8760)).ends
    }
    #expect(end(rent) == ["none"])
    #expect(end(rent - 1) == ["covenant 2189"])
  }

  @Test(arguments: coverages)
  func coverageAtItsLimitIsExtended(rent: Double, principal: Double, limit: Double) {
    func path(_ rent: Double) -> EdgeCase {
      run(
        letting(rent, principal) {
          $0.maturity = 1
          $0.refinance = RefinanceTerms(minDSCR: limit, termYears: 2)
        }, years: 2)
    }
    #expect(path(rent).account.amounts(.extended) == [3: 3])
    #expect(path(rent - 1).account.amounts(.extended).isEmpty)
  }

  /// Less than nothing is a limit too: costs of half the interest are a coverage of -0.5.
  @Test func negativeCoverageIsExtended() {
    func extended(_ limit: Double, costs: Double = 5e5) -> [Int: Double] {
      var miner = letting(0, 1e7) {
        $0.maturity = 1
        $0.refinance = RefinanceTerms(minDSCR: limit, termYears: 2)
      }
      (miner.cashUSD, miner.overheadPerYear) = (5e6, costs)
      return run(miner, years: 2).account.amounts(.extended)
    }
    #expect(extended(-0.5) == [3: 3])
    #expect(extended(-0.5, costs: 5e5 + 1).isEmpty)
    #expect(extended(-100) == [3: 3])
    #expect(extended(0).isEmpty)
  }

  @Test(arguments: coverages)
  func coverageAtItsLimitIsSwept(rent: Double, principal: Double, limit: Double) {
    func steps(_ rent: Double) -> [Int] {
      var miner = letting(rent, principal) { $0.sweep = SweepTerms(share: 0.01, belowDSCR: limit) }
      miner.insolvency = Self.audit
      return run(miner).account.amounts(.swept).keys.sorted()
    }
    // Interest falls with what is owed: coverage is at its limit at first only.
    #expect(steps(rent).first == 0)
    #expect(steps(rent + 1).isEmpty)
  }

  @Test(arguments: coverages)
  func coverageAtItsLimitLocksNothingUp(rent: Double, principal: Double, limit: Double) {
    func steps(_ rent: Double) -> [Int] {
      var miner = letting(rent, principal) { _ in }
      miner.distributions = DistributionTerms(share: 0.1, perYear: 4, minDSCR: limit)
      miner.insolvency = Self.audit
      return run(miner, years: 2).account.amounts(.distributed).keys.sorted()
    }
    #expect(steps(rent) == Array(0...7))
    #expect(steps(rent - 1).isEmpty)
  }

  /// Income of nothing is at a limit of nothing, also where it is a difference.
  @Test func coverageOfNothingIsAtALimitOfNothing() {
    for (rent, fee) in [(0.3, 0.1), (0.7, 0.1), (1.1, 0.1)] {
      var miner = letting(rent - fee, 1) { $0.covenant = CovenantTerms(minDSCR: 0) }
      miner.leases.append(Lease(name: "n", revenuePerYear: fee))
      miner.overheadPerYear = rent
      #expect(run(miner).ends == ["none"])
    }
  }

  /// A tenant stays at the rent at which it may leave, and leaves below it: what is let at spot earns less.
  @Test(arguments: [(3.3, 6, 0.55), (2.1, 3, 0.7), (3.3, 3, 1.1)])
  func aTenantStaysAtItsLimit(spot: Double, rate: Double, share: Double) {
    func left(_ spot: Double) -> Bool {
      let lot = GPULot(
        name: "l", gpu: 0, count: 1,
        contract: RentalContract(ratePerHour: rate, walkAwayBelow: share))
      return !EdgeCase(
        quarterly: [Miner(name: "m", gpuLots: [lot], insolvency: Self.audit)],
        market: SmallScenarios.market(gpus: [GPUClass(name: "G", rentPerHour: spot)])
      ).account.amounts(.tenantLeft).isEmpty
    }
    #expect(!left(spot))
    #expect(left(spot * 0.999))
  }
}

import CreditBasics
import Glibc
import PathLedger
import TestSupport
import Testing

/// Named tenants, the value of leases and contracts that go with their GPUs, in quarters of a year.
@Suite struct TenantTests {
  private static let gpu = GPUClass(name: "G", rentPerHour: 0, resalePriceUSD: 100)

  private func scenario(
    _ miners: [Miner], tenants: [Tenant] = [], default hazard: Double = 0, years: Double = 1,
    resolution: ResolutionTerms = ResolutionTerms()
  ) -> Scenario {
    let regime = Regime(name: "calm", tenantDefaultPerYear: hazard)
    var scenario = SmallScenarios.scenario(
      miners, market: SmallScenarios.market(gpus: [Self.gpu], regime: regime), years: years,
      stepsPerYear: 4, resolution: resolution)
    scenario.tenants = tenants
    return scenario
  }

  /// Certain to fail in the first step, and never.
  private let weak = Tenant(name: "weak", risk: 1e9)
  private let strong = Tenant(name: "strong", risk: 0)

  /// Both miners lose the same tenant in the same step of every path; with a guarantor that stands nobody
  /// does, and once it falls too both do.
  @Test func whoLetsToATenantSharesItsFailure() {
    let miners = ["a", "b"].map { name in
      Miner(
        name: name,
        leases: [
          Lease(name: "l", revenuePerYear: 4, tenantRisk: 0, tenant: 0, reletYears: 100)
        ])
    }
    let shared = PathLedger(
      scenario: scenario(
        miners, tenants: [Tenant(name: "t", risk: 1)], default: 0.5, years: 2))
    var failures = 0
    for path in 0..<50 as Range<UInt64> {
      let account = shared.run(path: path, recording: true)
      let steps = account.amounts(.tenantDefault).keys.sorted()
      #expect(account.amounts(.tenantDefault, miner: 1).keys.sorted() == steps)
      failures += steps.count
    }
    // 1 − 1/e of 50 is 32, with a deviation of 3.4.
    #expect((18...46).contains(failures))
    for (guarantor, fails) in [(strong, false), (Tenant(name: "weaker", risk: 2e9), true)] {
      var tenant = weak
      tenant.guarantor = 1
      let path = account(
        scenario(miners, tenants: [tenant, guarantor], default: 1))
      #expect(path.amounts(.tenantDefault).isEmpty != fails)
      #expect(path.amounts(.lease).isEmpty == fails)
    }
  }

  /// The tenant of a contract that begins at 0.5 fails before: the lot is spot, at nothing.
  @Test func aContractNotYetBegunIsBrokenLikewise() {
    let contract = RentalContract(ratePerHour: 1, tenantRisk: 0, tenant: 0)
    let lot = GPULot(name: "l", gpu: 0, count: 1, inService: 0.5, contract: contract)
    let lease = Lease(
      name: "s", revenuePerYear: 4, from: 0.3, tenantRisk: 0, tenant: 0, reletYears: 0.5,
      reletShare: 0.5)
    let path = account(
      scenario(
        [Miner(name: "m", gpuLots: [lot], leases: [lease])], tenants: [weak], default: 1))
    #expect(path.amounts(.lot).values.allSatisfy { $0 == 0 })
    // Let again 0.5 after the end of the first step, for half: the step that ends at 0.75 earns.
    #expect(path.amounts(.lease) == [2: 0.5, 3: 0.5])
  }

  /// Let again at once for a half, to a tenant of its own who fails in the same way: a quarter after the second
  /// step, an eighth after the third.
  @Test func afterTheNamedTenantTheLeaseHasTenantsOfItsOwn() {
    let lease = Lease(
      name: "s", revenuePerYear: 4, tenantRisk: 1e9, tenant: 0, reletShare: 0.5)
    let path = account(
      scenario([Miner(name: "m", leases: [lease])], tenants: [weak], default: 1))
    #expect(path.amounts(.lease) == [0: 0.5, 1: 0.25, 2: 0.125, 3: 0.0625])
  }

  /// The second of three stands in for the first, and the third, who stands, for the second only: once the first
  /// and the second have failed the contract is broken.
  @Test func aGuarantorsOwnGuarantorDoesNotCount() {
    let lease = Lease(
      name: "s", revenuePerYear: 4, tenantRisk: 0, tenant: 0, reletYears: 100)
    let tenants = [
      Tenant(name: "a", risk: 1e9, guarantor: 1), Tenant(name: "b", risk: 1e9, guarantor: 2),
      strong,
    ]
    let path = account(
      scenario([Miner(name: "m", leases: [lease])], tenants: tenants, default: 1))
    #expect(path.amounts(.lease).isEmpty)
    #expect(path.amounts(.tenantDefault).keys.sorted() == [0])
  }

  /// A contract without a name has a tenant of its own `tenantRisk`, whatever becomes of the named ones.
  @Test func anonymousTenantsKeepTheirOwnRisk() {
    let contract = RentalContract(ratePerHour: 1, tenantRisk: 0)
    let lot = GPULot(name: "l", gpu: 0, count: 1, contract: contract)
    let path = account(
      scenario([Miner(name: "m", gpuLots: [lot])], tenants: [weak], default: 1))
    #expect(path.amounts(.lot).values.allSatisfy { $0 > 0 })
  }

  @Test func whatIsPrepaidEarnsNothingNow() {
    let contract = RentalContract(share: 0.5, ratePerHour: 2, tenantRisk: 0, prepaid: 0.25)
    let lot = GPULot(name: "l", gpu: 0, count: 1, contract: contract)
    let path = account(scenario([Miner(name: "m", gpuLots: [lot])]))
    expectEqual(path.amounts(.lot)[0] ?? 0, 0.5 * 2 * 0.75 * 8766 / 4)
  }

  /// 80 a year until 2 at 10 %, at the end of the first quarter; one that begins at 1 plus 0.25 on average
  /// is worth as much from then on, and one without a rate nothing.
  @Test func aLeaseIsWorthItsDiscountedIncome() {
    let running = Lease(
      name: "a", revenuePerYear: 100, costShare: 0.2, until: 2, tenantRisk: 0, discountRate: 0.1)
    var later = running
    (later.name, later.from, later.meanDelayYears) = ("b", 1, 0.25)
    var without = running
    (without.name, without.discountRate) = ("c", nil)
    func marked(_ lease: Lease) -> Double {
      let path = account(scenario([Miner(name: "m", leases: [lease])], years: 0.25))
      return (path.amounts(.markedAssets)[0] ?? 0) - (path.amounts(.cash)[0] ?? 0)
    }
    expectEqual(marked(running), 800 * (1 - exp(-0.1 * 1.75)))
    expectEqual(marked(later), 800 * exp(-0.1) * (1 - exp(-0.1 * 0.75)))
    #expect(marked(without) == 0)
    var flat = running
    flat.discountRate = 0
    expectEqual(marked(flat), 80 * 1.75)
  }

  /// A lease of 140 at the end of the quarter, pledged: 140 · 0.8 · 0.9 · e^{−0.04 · 0.5}, the cash beside it.
  @Test func aLeaseIsSoldAsAGoingConcern() {
    let lease = Lease(
      name: "l", revenuePerYear: 80, until: 2, tenantRisk: 0, discountRate: 0, liens: [0])
    var scenario = scenario(
      [
        Miner(
          name: "m", leases: [lease], tranches: [SmallScenarios.loan(principal: 1000)],
          insolvency: InsolvencyTest())
      ], years: 0.25,
      resolution: ResolutionTerms(costRate: 0.1, leaseHaircut: 0.2, leaseLagYears: 0.5))
    scenario.riskFreeRate = 0.04
    let path = account(scenario)
    expectEqual(path.amounts(.fromPledge)[0] ?? 0, 140 * 0.8 * 0.9 * exp(-0.02))
    expectEqual(path.amounts(.fromPool)[0] ?? 0, 20)
  }

  /// The contract's price per GPU: 0.8 · (8766 · 0.01 · 1.5 + 100) against 100 for the hardware; without the
  /// right to assign it, or for less, the lot is dumped with the rest.
  @Test func anAssignableContractGoesWithItsLot() {
    func proceeds(rate: Double, isAssignable: Bool) -> Double {
      let contract = RentalContract(
        ratePerHour: rate, until: 1.75, tenantRisk: 0, isAssignable: isAssignable)
      let lot = GPULot(name: "l", gpu: 0, count: 10, contract: contract)
      let miner = Miner(
        name: "m", overheadPerYear: 1e9, gpuLots: [lot],
        tranches: [SmallScenarios.loan(principal: 1e6)])
      let rules = ResolutionTerms(leaseHaircut: 0.2, contractYield: 0)
      return account(scenario([miner], years: 0.25, resolution: rules)).miners[0].proceedsUSD
    }
    expectEqual(proceeds(rate: 0.01, isAssignable: true), 10 * 0.8 * (8766 * 0.01 * 1.5 + 100))
    expectEqual(proceeds(rate: 0.01, isAssignable: false), 1000)
    expectEqual(proceeds(rate: 0.0001, isAssignable: true), 1000)
  }
}

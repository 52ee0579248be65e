import CreditBasics
import Glibc
import PathLedger
import TestSupport
import Testing

/// What leases and contracts are worth to a lender, in quarters of a year; by hand.
@Suite struct ContractValueTests {
  /// Resale $100 falling by 0.2 a year, 2 kW, $0.1 of opex.
  private static let gpu = GPUClass(
    name: "G", rentPerHour: 0, resalePriceUSD: 100, resaleDecline: 0.2, kilowatts: 2,
    opexPerHour: 0.1)
  private static let rules = ResolutionTerms(
    costRate: 0.1, lagYears: 0.5, relocationHaircut: 0.25, leaseHaircut: 0.2, contractYield: 0.1)

  private func scenario(
    _ miners: [Miner], gpu: GPUClass = Self.gpu, tenants: [Tenant] = [], hazard: Double = 0,
    years: Double = 0.25, rules: ResolutionTerms = Self.rules
  ) -> Scenario {
    let regime = Regime(name: "calm", tenantDefaultPerYear: hazard)
    var market = SmallScenarios.market(gpus: [gpu], regime: regime)
    market.power = QuotedMarket(spot: 50)
    var scenario = SmallScenarios.scenario(
      miners, market: market, years: years, stepsPerYear: 4, resolution: rules)
    scenario.tenants = tenants
    return scenario
  }

  /// A miner whose overheads end it in the first quarter.
  private func doomed(_ lots: [GPULot]) -> Miner {
    Miner(
      name: "m", overheadPerYear: 1e9, power: PowerContract(fixedPrice: 40, fixedShare: 0.5),
      gpuLots: lots, tranches: [SmallScenarios.loan(principal: 1e9)])
  }

  private func lot(
    _ name: String = "l", until: Double = 1.25, inService: Double? = nil,
    change: (inout RentalContract) -> Void = { _ in }
  ) -> GPULot {
    var contract = RentalContract(
      share: 0.5, ratePerHour: 0.8, until: until, tenantRisk: 0, isAssignable: true,
      prepaid: 0.25)
    change(&contract)
    return GPULot(name: name, gpu: 0, count: 10, inService: inService, contract: contract)
  }

  private func proceeds(_ scenario: Scenario) -> Double {
    account(scenario).miners[0].proceedsUSD
  }

  /// Resale at the end of the quarter, and the hardware's price: less relocation, half a year of decline, costs.
  private let resale = 100 * exp(-0.2 * 0.25)
  private var hardware: Double { resale * 0.75 * exp(-0.2 * 0.5) * 0.9 }

  /// Power at 0.5 · 40 + 0.5 · 50 = $45/MWh costs $0.09 an hour of 2 kW, so that an hour earns
  /// 0.8 · 0.75 − 0.1 − 0.09 = $0.41; half of the hours for a year at 10 %, then the hardware as it will be.
  @Test func aBuyerPaysForTheContractAndTheHardwareAfterIt() {
    let income = 0.5 * 8766 * 0.41 * (1 - exp(-0.1)) / 0.1
    let after = resale * 0.75 * exp(-0.3)
    expectEqual(
      proceeds(scenario([doomed([lot()])])), 10 * 0.8 * (income + after) * 0.9)
  }

  /// A contract that loses money, one whose tenant has gone, one that has ended and one that has not begun
  /// leave the hardware.
  @Test func withoutAContractInForceItIsHardware() {
    expectEqual(
      proceeds(scenario([doomed([lot { $0.ratePerHour = 0.2 }])])), 10 * hardware)
    expectEqual(proceeds(scenario([doomed([lot { $0.isAssignable = false }])])), 10 * hardware)
    expectEqual(
      proceeds(scenario([doomed([lot { $0.tenantRisk = 1e9 }])], hazard: 1)), 10 * hardware)
    expectEqual(
      proceeds(
        scenario(
          [doomed([lot { $0.tenant = 0 }])], tenants: [Tenant(name: "t", risk: 1e9)], hazard: 1)),
      10 * hardware)
    expectEqual(proceeds(scenario([doomed([lot(until: 0.25)])])), 10 * hardware)
    expectEqual(proceeds(scenario([doomed([lot(inService: 0.5)])])), 10 * hardware)
  }

  /// With a depth of 10 GPUs, ten sold alone fetch (1 − e^{−1}) of the price each.
  ///
  /// The ten that go with their contract fetch what they would without depth, do not press on the other ten,
  /// and add nothing to what is dumped.
  @Test func whatGoesWithItsContractPressesOnNobody() {
    var gpu = Self.gpu
    gpu.depth = HardwareDepth(units: 10, absorptionPerYear: 0)
    let bare = GPULot(name: "bare", gpu: 0, count: 10)
    let alone = proceeds(scenario([doomed([lot()])]))
    let path = account(scenario([doomed([bare, lot()])], gpu: gpu))
    expectEqual(
      path.miners[0].proceedsUSD, alone + 10 * hardware * (1 - exp(-1)))
    #expect(path.entries.filter { $0.item == .gpusDumped }.map(\.amount) == [10])
  }

  /// With an own factor `Z` the income stays and the hardware, before and after, is multiplied.
  @Test func theOwnFactorMovesTheHardwareOnly() throws {
    var miner = doomed([lot()])
    miner.idiosyncraticVolatility = 0.8
    let path = account(scenario([miner]))
    let factor = try #require(path.amounts(.idiosyncraticFactor)[0])
    #expect(abs(factor - 1) > 0.01)
    let income = 0.5 * 8766 * 0.41 * (1 - exp(-0.1)) / 0.1
    expectEqual(
      path.miners[0].proceedsUSD,
      10 * 0.8 * (income + factor * resale * 0.75 * exp(-0.3)) * 0.9)
  }

  /// Its tenant gone in the first quarter, a lease of 100 a year to 2.25 is let again a year later for half: 50 a
  /// year from 1.25 on, at 10 %.
  ///
  /// It is worth nothing when it would be let again after its end.
  @Test func aLeaseBetweenTenantsIsWorthWhatComesAfter() {
    func marked(until: Double) -> Double {
      let lease = Lease(
        name: "l", revenuePerYear: 100, until: until, tenantRisk: 0, tenant: 0,
        discountRate: 0.1, reletYears: 1, reletShare: 0.5)
      let path = account(
        scenario(
          [Miner(name: "m", leases: [lease])], tenants: [Tenant(name: "t", risk: 1e9)],
          hazard: 1))
      return path.amounts(.markedAssets)[0] ?? .nan
    }
    expectEqual(marked(until: 2.25), 50 * exp(-0.1) * (1 - exp(-0.1)) / 0.1)
    #expect(marked(until: 1.25) == 0)
    #expect(marked(until: 1) == 0)
  }

  /// Two of four payments made: half of a lease that begins with the last one, at 0.75, half a year on.
  @Test func aLeaseOnOrderCountsByItsPaymentsFromTheLastOn() {
    var miner = Miner(
      name: "m", cashUSD: 100,
      leases: [
        Lease(name: "l", revenuePerYear: 100, until: 1.75, tenantRisk: 0, discountRate: 0.1)
      ])
    miner.orders = [
      Order(
        name: "o",
        payments: [
          DatedPayment(date: 0.2, amountUSD: 1), DatedPayment(date: 0.25, amountUSD: 1),
          DatedPayment(date: 0.5, amountUSD: 1), DatedPayment(date: 0.75, amountUSD: 1),
        ])
    ]
    miner.leases[0].order = 0
    let path = account(scenario([miner]))
    expectEqual(
      (path.amounts(.markedAssets)[0] ?? 0) - (path.amounts(.cash)[0] ?? 0),
      0.5 * 100 * exp(-0.1 * 0.5) * (1 - exp(-0.1)) / 0.1)
  }
}

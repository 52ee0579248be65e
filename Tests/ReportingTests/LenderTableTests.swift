import CreditBasics
import Reporting
import TestSupport
import Testing

/// The lender's table of a miner whose every figure follows by hand.
@Suite struct LenderTableTests {
  /// What the miner earns and owes.
  ///
  /// Mining: 100 PH · 0.9 · $36/PH/day · 365.25 d = $1,183,410; power spot $50/MWh on
  /// 100 · 20 · 0.9 / 1000 = 1.8 MW · 8766 h = 15,778.8 MWh costs $788,940; half bought at $40 gives
  /// 0.5 · 10 · 15,778.8 = $78,894. Mining margin $473,364.
  ///
  /// GPUs: 10 lots' hours 8766, rent 0.5 · $3 + 0.5 · 0.8 · $2 = $2.30, 0.9 of the hours run at
  /// $0.4 + 1 kW · $45/MWh = $0.445, so $0.4005: 87,660 h · $1.8995 = $166,510. The second lot is not
  /// in service. Leases: $1m · 0.9; the later one does not run.
  private var miner: Miner {
    Miner(
      name: "hand", cashUSD: 1e6, cashYield: 0.03, overheadPerYear: 2e5,
      treasury: Treasury(holdings: PerCoin(btc: 20, eth: 0)),
      asics: ASICFleet(petahash: 100, joulesPerTerahash: 20, uptime: 0.9, resalePerTerahash: 10),
      power: PowerContract(fixedPrice: 40, fixedShare: 0.5),
      gpuLots: [
        GPULot(
          name: "a", gpu: 0, count: 10, pledgedTo: 0,
          contract: RentalContract(share: 0.5, ratePerHour: 3)),
        GPULot(name: "b", gpu: 0, count: 5, inService: 0.5),
      ],
      leases: [
        Lease(name: "now", revenuePerYear: 1e6, costShare: 0.1),
        Lease(name: "later", revenuePerYear: 1e9, from: 1),
      ],
      tranches: [
        Tranche(
          name: "loan", kind: .abl, principalUSD: 1.2e6, coupon: 0.1, maturity: 730 / 365.25,
          paymentsPerYear: 1, amortisation: .straightLine, seniority: 1,
          pledge: PerCoin(btc: 10, eth: 0),
          margin: MarginTerms(initialLTV: 0.6, callLTV: 0.8, liquidationLTV: 0.9)),
        Tranche(
          name: "note", kind: .convertible, principalUSD: 3e6, coupon: 0.02,
          maturity: 1461 / 365.25, paymentsPerYear: 2, amortisation: .bullet, seniority: 2,
          puts: [730 / 365.25]),
      ])
  }

  private var scenario: Scenario {
    var market = SmallScenarios.market(
      gpus: [
        GPUClass(
          name: "G", rentPerHour: 2, resalePriceUSD: 50_000, kilowatts: 1, opexPerHour: 0.4)
      ], regime: Regime(name: "calm", utilisation: 0.8))
    market.coins.btc.spotUSD = 100_000
    market.coins.eth.spotUSD = nil
    // 144 · 2.5 · 100,000 / 10⁶ = $36/PH/day.
    market.network = MiningNetwork(hashratePH: 1e6, blockSubsidy: 2.5)
    market.power = QuotedMarket(spot: 50)
    return SmallScenarios.scenario([miner], market: market)
  }

  /// The whole table.
  ///
  /// Assets 1 + 2 + 15 · 0.05 + 1 = $4.75m against $4.2m: 88.4 %. Income 473,364 + 166,510 +
  /// 900,000 + 30,000 − 200,000 = $1,369,874. Loan: maturity 730 days on, payments there and 0.99863
  /// years on, each with $600,000; interest 0.1 · 1.2m · 0.99863 = $119,836, then $60,000. Note: 0.02 ·
  /// 3m / 2 = $30,000 each half year. Service of the next 12 months 119,836 + 600,000 + 60,000 =
  /// $779,836 (the note's second payment falls on day 365.25). Collateral 10 · 100,000 + 10 · 50,000 =
  /// $1.5m: 80 %; the call stands at 1.2m / 0.8 = $1.5m, a fall of nothing.
  @Test func everyFigureByHand() {
    #expect(
      LenderTable.render(scenario).components(separatedBy: "\n\nLTV:")[0] == """
        small as of 2025-12-31: 1 miner, debt $4.2m
        BTC $100,000, hashprice $36.00/PH/day, power $50.00/MWh

        hand
          assets  $4.8m: cash $1.0m, 20 BTC $2.0m, 15 G $750.0k, 100 PH/s $1.0m
          debt    $4.2m, headline LTV 88.4 %
          income  $1.4m a year: mining $473.4k, GPUs $166.5k, leases $900.0k,
                  cash and staking $30.0k, overheads -$200.0k
          service $779.8k in the next 12 months, DSCR today 1.76

          debt  principal   coupon    maturity  rank       lien
          loan      $1.2m  10.00 %  2027-12-31     1  10 BTC, a
          note      $3.0m   2.00 %  2029-12-31     2       none

          let     what              for        from     until
          a       10 G  50 % at $3.00/h         now  for ever
          b        5 G          at spot  2026-07-02         –
          now    lease     $1.0m a year         now  for ever
          later  lease   $1.00bn a year  2026-12-31  for ever

          year  interest  principal  balloons   puts
          2026   $179.8k    $600.0k         –      –
          2027   $120.0k    $600.0k         –  $3.0m
          2028    $60.0k          –         –      –
          2029    $60.0k          –     $3.0m      –

          collateral of  BTC  ETH  units  value     LTV  call  liq.  BTC fall
          loan            10    –     10  $1.5m  80.0 %  80 %  90 %     0.0 %

        resale of G: falls by 0 % in a year (resaleDecline 0.00, a log rate)
        rent in calm: falls by 0 % a year (annualDecline, a share)
        placeholders in force that flatter:
          G does not lose value by age
          any number of G sells at the full price
          any amount of BTC sells at the full price
          any number of rigs sells at the full price
          hardware moves free of charge
          seized hardware sells at once
          sales of hardware cost nothing
        """)
  }

  /// With $1.2m of bitcoin and half a million of GPUs, debt of $1.2m is called at $1.5m: the bitcoin may fall by
  /// 0.2 / 1.2 = 16.7 %.
  @Test func fallToTheCallLeavesOtherCollateralAlone() {
    var changed = scenario
    changed.miners[0].tranches[0].pledge.btc = 12
    #expect(LenderTable.render(changed).contains("$1.7m  70.6 %  80 %  90 %    16.7 %"))
  }

  /// What has no units is not told, and units of different classes are not added up.
  @Test func hardwareIsCountedByClass() {
    var changed = scenario
    for name in ["H", "site MW", "K", "none", "L"] {
      var gpu = changed.market.gpus[0]
      gpu.name = name
      changed.market.gpus.append(gpu)
      let count = name == "none" ? 0.0 : 3
      changed.miners[0].gpuLots.append(
        GPULot(name: name, gpu: changed.market.gpus.count - 1, count: count))
    }
    #expect(LenderTable.render(changed).contains("15 G + 3 H + 3 site MW + 2 more classes $1.4m"))
  }

  @Test func launchesOfTheAsOfDateAreInThePrices() {
    var changed = scenario
    let impact = [LaunchImpact(gpu: 0, rentHaircut: 0.5, resaleHaircut: 0.4)]
    changed.market.launches = [
      Launch(name: "now", date: 0, impacts: impact),
      Launch(name: "delayed", date: 0, meanDelayYears: 0.1, impacts: impact),
    ]
    #expect(LenderTable.render(changed).contains("15 G $450.0k"))
  }

  /// Level payments of $1m over two years at 10 %: first principal 0.1 / (1.1² − 1) = $476,190.
  @Test func annuitiesAndCustomDates() {
    var changed = scenario
    changed.miners[0].tranches[0].principalUSD = 1e6
    changed.miners[0].tranches[0].amortisation = .annuity
    changed.miners[0].tranches[1].amortisation = .custom([PrincipalShare(date: 0.25, share: 0.5)])
    let lines = LenderTable.render(changed).split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    // Note: 3m to 91.3 days, half of it after: interest 15,000 + 7,500 + 15,000 in 2026.
    #expect(lines.contains("2026 $137.4k $2.0m – –"))
    #expect(lines.contains("2027 $82.4k $523.8k – $1.5m"))
  }

  /// The loan is second on the later lease, and then also first on rigs.
  @Test func liensOnRigsAndLeasesAreTold() {
    var changed = scenario
    changed.miners[0].gpuLots[0].liens = []
    changed.miners[0].tranches[0].pledge.btc = 0
    changed.miners[0].leases[1].liens = [1, 0]
    let line = { (changed: Scenario) in
      LenderTable.render(changed).split(separator: "\n").first { $0.contains("2027-12-31") } ?? ""
    }
    #expect(line(changed).contains("later (rank 2)"))
    changed.miners[0].rigLots = [
      RigLot(
        name: "rigs",
        fleet: ASICFleet(petahash: 1, joulesPerTerahash: 20, uptime: 1, resalePerTerahash: 10),
        liens: [0])
    ]
    #expect(line(changed).contains("2 liens"))
  }

  /// Who only stands behind another has no revenue of its own.
  ///
  /// The lot pays 10 · 0.5 · $3 · 0.8 · 8766 h = $105,192 a year, the lease $1m, of $4.105m contracted; an
  /// anonymous tenant has the other lease.
  @Test func whatHangsOnATenant() {
    var changed = scenario
    changed.tenants = [Tenant(name: "hyper", risk: 0.02), Tenant(name: "lab", guarantor: 0)]
    changed.miners[0].gpuLots[0].contract?.tenant = 1
    changed.miners[0].gpuLots[0].contract?.prepaid = 0.2
    changed.miners[0].leases[0].tenant = 1
    changed.miners[0].leases[1].revenuePerYear = 3e6
    changed.miners.append(Miner(name: "other"))
    #expect(
      LenderTable.render(changed).contains(
        """

        tenant  risk  guarantor  revenue  share  miners   debt
        hyper   0.02          –    $0.00    0 %       0  $0.00
        lab     1.00      hyper    $1.1m   27 %       1  $4.2m
        revenue: contracted
        """))
    #expect(!LenderTable.render(scenario).contains("revenue: contracted"))
  }

  private func placeholders(_ scenario: Scenario) -> [Substring] {
    LenderTable.render(scenario).components(separatedBy: "that flatter:\n").dropFirst().first?
      .components(separatedBy: "\n\n")[0].split(separator: "\n").map { $0.dropFirst(2) } ?? []
  }

  /// Rigs in lots are sold like a fleet.
  @Test func rigLotsAreHardware() {
    var changed = scenario
    changed.miners[0].gpuLots = []
    changed.miners[0].treasury.holdings.btc = 0
    let fleet = placeholders(changed)
    #expect(
      fleet == [
        "any number of rigs sells at the full price", "hardware moves free of charge",
        "seized hardware sells at once", "sales of hardware cost nothing",
      ])
    changed.miners[0].rigLots =
      changed.miners[0].asics.map { [RigLot(name: "S21", fleet: $0)] } ?? []
    changed.miners[0].asics = nil
    #expect(placeholders(changed) == fleet)
    changed.market.rigDepth = HardwareDepth(units: 40_000, absorptionPerYear: 4)
    #expect(placeholders(changed) == Array(fleet.dropFirst()))
  }

  /// A landlord whose tenant's failure costs nothing, and a lease that is sold for all that it is worth.
  @Test func leasesThatFlatter() {
    var changed = scenario
    changed.market.regimes[0].tenantDefaultPerYear = 0.01
    let before = placeholders(scenario)
    func added(_ change: (inout Scenario) -> Void) -> [Substring] {
      var scenario = changed
      change(&scenario)
      return Array(placeholders(scenario).dropFirst(before.count))
    }
    #expect(
      added { _ in } == ["2 leases are let again at once at the same rent when their tenants fail"])
    let one = added { $0.miners[0].leases[0].reletYears = 0.5 }
    #expect(one == ["lease later is let again at once at the same rent when its tenant fails"])
    let none = added { scenario in
      for lease in scenario.miners[0].leases.indices {
        scenario.miners[0].leases[lease].reletShare = 0.8
      }
    }
    #expect(none == [])
    let valued = added {
      $0.miners[0].leases = [
        Lease(name: "v", revenuePerYear: 1e6, tenantRisk: 0, discountRate: 0.1)
      ]
    }
    #expect(valued == ["leases are sold at their full value", "leases are sold at once"])
    let haircut = added {
      $0.miners[0].leases = [
        Lease(name: "v", revenuePerYear: 1e6, tenantRisk: 0, discountRate: 0.1)
      ]
      ($0.resolution.leaseHaircut, $0.resolution.leaseLagYears) = (0.2, 0.5)
    }
    #expect(haircut == [])
  }

  @Test func nothingOwedIsNoRatio() {
    let text = LenderTable.render(SmallScenarios.scenario([Miner(name: "idle")]))
    #expect(text.contains("DSCR today –"))
    #expect(text.contains("headline LTV –"))
  }
}

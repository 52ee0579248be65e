import CreditBasics

/// Random miners with every kind of debt, sized against the miner's own assets.
enum RandomMiners {
  /// A miner of a random scenario.
  static func miner(
    named name: String, market: Market, _ numbers: inout SeededNumbers
  ) -> Miner {
    var miner = Miner(
      name: name, cashUSD: numbers.number(5e6...1e8), cashYield: numbers.number(0...0.05),
      minimumCashUSD: numbers.chance(0.4) ? 0 : numbers.number(1e6...3e7),
      graceDays: numbers.one(of: [0, 14, 28, 60]), overheadPerYear: numbers.number(1e7...6e7),
      idiosyncraticVolatility: numbers.chance(0.4) ? 0 : numbers.number(0.05...0.3),
      treasury: treasury(&numbers), asics: numbers.chance(0.8) ? fleet(&numbers) : nil,
      power: PowerContract(
        fixedPrice: numbers.number(30...50), fixedShare: numbers.number(0...1)),
      equityIssuancePerWeek: numbers.chance(0.3) ? 0 : numbers.number(0.0005...0.01),
      insolvency: insolvency(&numbers))
    miner.gpuLots = lots(&numbers)
    miner.leases = leases(&numbers)
    miner.tranches = tranches(for: miner, market: market, &numbers)
    // The first lot backs the equipment loan, the second now and then the project.
    miner.gpuLots[0].pledgedTo = 0
    if numbers.chance(0.5) { miner.gpuLots[1].pledgedTo = 4 }
    return miner
  }

  /// A miner that repays its one small loan early and can then only run out of cash, owing nothing.
  ///
  /// Its random numbers are a sequence of their own, so that adding it moves nothing else.
  static func almostFreeOfDebt(named name: String, seed: UInt64) -> Miner {
    var numbers = SeededNumbers(seed: seed &+ 1_000_000)
    return Miner(
      name: name, cashUSD: numbers.number(2e7...4e7), graceDays: numbers.one(of: [0, 14]),
      overheadPerYear: numbers.number(2e7...5e7),
      treasury: Treasury(
        holdings: PerCoin(btc: numbers.number(0...100), eth: numbers.number(0...2_000)),
        saleOrder: numbers.one(of: [[.eth, .btc], []]),
        maxSaleSharePerWeek: numbers.one(of: [0.1, 1])),
      gpuLots: [GPULot(name: "hall", gpu: 0, count: numbers.number(100...2_000).rounded())],
      tranches: [
        Tranche(
          name: "loan", kind: .abl, principalUSD: numbers.number(1e6...5e6), coupon: 0.1,
          maturity: numbers.number(0.2...0.6), paymentsPerYear: 12,
          amortisation: numbers.one(of: [.bullet, .straightLine]), seniority: 1)
      ])
  }

  private static func treasury(_ numbers: inout SeededNumbers) -> Treasury {
    Treasury(
      holdings: PerCoin(btc: numbers.number(200...3_000), eth: numbers.number(0...40_000)),
      ethStakingYield: numbers.number(0...0.04), hodl: numbers.number(0...0.5),
      saleOrder: numbers.one(of: [[.eth, .btc], [.btc, .eth], [.btc], [.eth], []]),
      maxSaleSharePerWeek: numbers.one(of: [0.02, 0.1, 0.3, 1]))
  }

  private static func fleet(_ numbers: inout SeededNumbers) -> ASICFleet {
    ASICFleet(
      petahash: numbers.number(500...15_000), joulesPerTerahash: numbers.number(15...32),
      uptime: numbers.number(0.85...1), resalePerTerahash: numbers.number(4...14))
  }

  private static func insolvency(_ numbers: inout SeededNumbers) -> InsolvencyTest? {
    guard numbers.chance(0.35) else { return nil }
    return numbers.chance(0.6)
      ? InsolvencyTest(barrier: numbers.number(0.4...0.8), tested: .everyStep)
      : InsolvencyTest(barrier: 1, tested: .atHorizon)
  }

  private static func lots(_ numbers: inout SeededNumbers) -> [GPULot] {
    ["campus", "hall"].map { name in
      let rate = numbers.number(1.2...2.6)
      let contract = RentalContract(
        share: numbers.number(0.3...1), ratePerHour: rate,
        until: numbers.chance(0.3) ? .infinity : numbers.number(0.5...4),
        walkAwayBelow: numbers.one(of: [0, 0.6, 0.8]), tenantRisk: numbers.number(0...2))
      return GPULot(
        name: name, gpu: name == "campus" ? 1 : 0, count: numbers.number(500...8_000).rounded(),
        inService: numbers.chance(0.4) ? nil : numbers.number(0...1),
        meanDelayYears: numbers.one(of: [0, 0.2]),
        contract: numbers.chance(0.8) ? contract : nil)
    }
  }

  private static func leases(_ numbers: inout SeededNumbers) -> [Lease] {
    ["colocation", "hosting"].map { name in
      Lease(
        name: name, revenuePerYear: numbers.number(5e6...6e7),
        costShare: numbers.number(0...0.3),
        from: numbers.chance(0.5) ? nil : numbers.number(0...1),
        until: numbers.chance(0.5) ? .infinity : numbers.number(1...5),
        meanDelayYears: numbers.one(of: [0, 0.25]), tenantRisk: numbers.number(0...2),
        reletYears: numbers.one(of: [0, 0.1, 0.5]), reletShare: numbers.number(0.5...1))
    }
  }
}

// MARK: - Debt

extension RandomMiners {
  /// Tranches in name order, together a random multiple of the assets at marks.
  private static func tranches(
    for miner: Miner, market: Market, _ numbers: inout SeededNumbers
  ) -> [Tranche] {
    let assets = value(of: miner, market)
    let leverage = numbers.number(0.2...1.0)
    var tranches = [
      equipmentLoan(assets * leverage * numbers.number(0.1...0.3), &numbers),
      bitcoinLoan(miner, market, &numbers),
      convertible(assets * leverage * numbers.number(0.1...0.4), &numbers),
      notes(assets * leverage * numbers.number(0.1...0.3), &numbers),
      project(assets * leverage * numbers.number(0.1...0.3), &numbers),
    ]
    tranches[0].pledge = PerCoin(
      btc: miner.treasury.holdings.btc * numbers.number(0...0.3),
      eth: miner.treasury.holdings.eth * numbers.number(0...0.3))
    return tranches
  }

  private static func value(of miner: Miner, _ market: Market) -> Double {
    let coins =
      miner.treasury.holdings.btc * (market.coins.btc.spotUSD ?? 0)
      + miner.treasury.holdings.eth * (market.coins.eth.spotUSD ?? 0)
    let fleet = miner.asics.map { $0.petahash * 1000 * $0.resalePerTerahash } ?? 0
    return miner.gpuLots.reduce(miner.cashUSD + coins + fleet) {
      $0 + $1.count * market.gpus[$1.gpu].resalePriceUSD
    }
  }

  private static func amortisation(
    maturity: Double, _ numbers: inout SeededNumbers
  ) -> Amortisation {
    let dates = [0.2, 0.45, 0.7, 1.1].map { $0 * maturity }
    let shares = dates.map { PrincipalShare(date: $0, share: numbers.number(0.05...0.3)) }
    return numbers.one(of: [.straightLine, .annuity, .custom(shares)])
  }

  private static func refinance(_ numbers: inout SeededNumbers) -> RefinanceTerms {
    RefinanceTerms(
      maxLTV: numbers.one(of: [0.6, 0.9, .infinity]), minDSCR: numbers.one(of: [0, 0.5, 1]),
      termYears: numbers.one(of: [0.5, 1, 2]), stepUp: numbers.number(0...0.03))
  }

  private static func covenant(_ numbers: inout SeededNumbers) -> CovenantTerms {
    CovenantTerms(
      minDSCR: numbers.number(0.4...1.3), testsPerYear: numbers.one(of: [1, 2, 4]),
      breachesToDefault: numbers.one(of: [1, 2, 3]))
  }

  private static func equipmentLoan(
    _ principal: Double, _ numbers: inout SeededNumbers
  ) -> Tranche {
    let maturity = numbers.number(1...5)
    let initial = numbers.number(0.4...0.65)
    return Tranche(
      name: "abl", kind: .abl, principalUSD: principal, coupon: numbers.number(0.06...0.14),
      maturity: maturity, paymentsPerYear: numbers.one(of: [4, 12]),
      amortisation: amortisation(maturity: maturity, &numbers), seniority: 1,
      margin: numbers.chance(0.8)
        ? MarginTerms(
          initialLTV: initial, callLTV: initial + 0.1,
          liquidationLTV: initial + numbers.number(0.12...0.5), remedy: .default) : nil,
      covenant: numbers.chance(0.5) ? covenant(&numbers) : nil,
      refinance: numbers.chance(0.4) ? refinance(&numbers) : nil)
  }

  private static func bitcoinLoan(
    _ miner: Miner, _ market: Market, _ numbers: inout SeededNumbers
  ) -> Tranche {
    let pledge = PerCoin(
      btc: miner.treasury.holdings.btc * numbers.number(0.1...0.5),
      eth: miner.treasury.holdings.eth * numbers.number(0...0.5))
    let value =
      pledge.btc * (market.coins.btc.spotUSD ?? 0) + pledge.eth * (market.coins.eth.spotUSD ?? 0)
    return Tranche(
      name: "bitcoin", kind: .bitcoinLoan, principalUSD: value * numbers.number(0.4...0.6),
      coupon: numbers.number(0.08...0.14), maturity: numbers.number(0.8...3),
      paymentsPerYear: 12, amortisation: .bullet, seniority: 1, pledge: pledge,
      margin: MarginTerms(
        initialLTV: 0.6, callLTV: 0.7, liquidationLTV: numbers.number(0.75...1.05),
        remedy: numbers.chance(0.65) ? .seize : .default),
      refinance: numbers.chance(0.4) ? refinance(&numbers) : nil)
  }

  private static func convertible(
    _ principal: Double, _ numbers: inout SeededNumbers
  ) -> Tranche {
    let maturity = numbers.number(1.2...5)
    return Tranche(
      name: "convertible", kind: .convertible, principalUSD: principal,
      coupon: numbers.number(0...0.03), maturity: maturity, paymentsPerYear: 2,
      amortisation: .bullet, seniority: 3,
      refinance: numbers.chance(0.5) ? refinance(&numbers) : nil,
      conversionPremium: numbers.chance(0.8) ? numbers.number(0...0.4) : nil,
      puts: numbers.chance(0.5) ? [numbers.number(0.5...2), maturity * 0.95].sorted() : [])
  }

  private static func notes(_ principal: Double, _ numbers: inout SeededNumbers) -> Tranche {
    Tranche(
      name: "notes", kind: .highYield, principalUSD: principal,
      coupon: numbers.number(0.06...0.11), maturity: numbers.number(1...5), paymentsPerYear: 2,
      amortisation: .bullet, seniority: 2, heldShare: numbers.number(0...1),
      covenant: numbers.chance(0.3) ? covenant(&numbers) : nil, refinance: refinance(&numbers))
  }

  private static func project(_ principal: Double, _ numbers: inout SeededNumbers) -> Tranche {
    let maturity = numbers.number(2...8)
    return Tranche(
      name: "project", kind: .projectFinance, principalUSD: principal,
      coupon: numbers.number(0.05...0.1), maturity: maturity,
      paymentsPerYear: numbers.one(of: [2, 4]),
      amortisation: amortisation(maturity: maturity, &numbers), seniority: 1,
      covenant: numbers.chance(0.5) ? covenant(&numbers) : nil)
  }
}

import CreditBasics

extension Miner {
  init(_ name: String, _ miner: Settled, classes: [String: Int]) {
    let tranches = miner.named("tranches").map { Tranche($0.name, $0.part) }
    let ranks = Dictionary(
      uniqueKeysWithValues: tranches.enumerated().map { ($0.element.name, $0.offset) })
    let power = miner.part("power")
    self.init(
      name: name, cashUSD: miner.number("cash"), cashYield: miner.number("cashYield"),
      minimumCashUSD: miner.number("minimumCash"), graceDays: miner.number("graceDays"),
      overheadPerYear: miner.number("overheadPerYear"),
      idiosyncraticVolatility: miner.number("idiosyncraticVolatility"),
      treasury: Treasury(miner.part("treasury")),
      asics: miner.optionalPart("asics").map(ASICFleet.init),
      power: PowerContract(
        fixedPrice: power.number("fixedPrice"), fixedShare: power.number("fixedShare")),
      equityIssuancePerWeek: miner.part("equity").number("perWeek"),
      gpuLots: miner.named("gpuLots").map {
        GPULot($0.name, $0.part, classes: classes, tranches: ranks)
      },
      leases: miner.named("leases").map { Lease($0.name, $0.part) }, tranches: tranches,
      insolvency: miner.optionalPart("insolvency").map(InsolvencyTest.init),
      tags: miner.texts("tags"))
  }
}

extension Treasury {
  fileprivate init(_ treasury: Settled) {
    self.init(
      holdings: treasury.perCoin { treasury.number($0.key) },
      ethStakingYield: treasury.number("ethStakingYield"), hodl: treasury.number("hodl"),
      saleOrder: treasury.list("saleOrder").map { $0 == Coin.btc.key ? .btc : .eth },
      maxSaleSharePerWeek: treasury.number("maxSaleSharePerWeek"))
  }
}

extension ASICFleet {
  fileprivate init(_ asics: Settled) {
    self.init(
      petahash: asics.number("petahash"), joulesPerTerahash: asics.number("joulesPerTerahash"),
      uptime: asics.number("uptime"), resalePerTerahash: asics.number("resalePerTerahash"))
  }
}

extension GPULot {
  fileprivate init(
    _ name: String, _ lot: Settled, classes: [String: Int], tranches: [String: Int]
  ) {
    self.init(
      name: name, gpu: classes[lot.text("gpu")] ?? 0, count: lot.number("count"),
      inService: lot.optionalDate("inService"), meanDelayYears: lot.number("meanDelayYears"),
      pledgedTo: lot.node["pledgedTo"]?.text.flatMap { tranches[$0] },
      contract: lot.optionalPart("contract").map(RentalContract.init))
  }
}

extension RentalContract {
  fileprivate init(_ contract: Settled) {
    self.init(
      share: contract.number("share"), ratePerHour: contract.number("ratePerHour"),
      until: contract.optionalDate("until") ?? .infinity,
      walkAwayBelow: contract.number("walkAwayBelow"), tenantRisk: contract.number("tenantRisk"))
  }
}

extension Lease {
  fileprivate init(_ name: String, _ lease: Settled) {
    self.init(
      name: name, revenuePerYear: lease.number("revenuePerYear"),
      costShare: lease.number("costShare"), from: lease.optionalDate("from"),
      until: lease.optionalDate("until") ?? .infinity,
      meanDelayYears: lease.number("meanDelayYears"), tenantRisk: lease.number("tenantRisk"),
      reletYears: lease.number("reletYears"), reletShare: lease.number("reletShare"))
  }
}

extension InsolvencyTest {
  fileprivate init(_ test: Settled) {
    self.init(
      barrier: test.number("barrier"), tested: Timing(rawValue: test.text("tested")) ?? .everyStep)
  }
}

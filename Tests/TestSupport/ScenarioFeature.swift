import CreditBasics

/// Something that a scenario can say, and how to unsay it: what changes then is what it does.
public struct ScenarioFeature: Sendable {
  /// Its name.
  public let name: String
  /// Takes it out of a scenario.
  public let remove: @Sendable (inout Scenario) -> Void

  private init(_ name: String, _ remove: @escaping @Sendable (inout Scenario) -> Void) {
    self.name = name
    self.remove = remove
  }

  private static func miners(
    _ name: String, _ remove: @escaping @Sendable (inout Miner) -> Void
  ) -> ScenarioFeature {
    ScenarioFeature(name) { scenario in
      for miner in scenario.miners.indices { remove(&scenario.miners[miner]) }
    }
  }

  private static func tranches(
    _ name: String, _ remove: @escaping @Sendable (inout Tranche) -> Void
  ) -> ScenarioFeature {
    miners(name) { miner in
      for tranche in miner.tranches.indices { remove(&miner.tranches[tranche]) }
    }
  }

  private static func contracts(
    _ name: String, _ remove: @escaping @Sendable (inout RentalContract) -> Void
  ) -> ScenarioFeature {
    miners(name) { miner in
      for lot in miner.gpuLots.indices {
        if var contract = miner.gpuLots[lot].contract {
          remove(&contract)
          miner.gpuLots[lot].contract = contract
        }
      }
    }
  }

  private static func leases(
    _ name: String, _ remove: @escaping @Sendable (inout Lease) -> Void
  ) -> ScenarioFeature {
    miners(name) { miner in
      for lease in miner.leases.indices { remove(&miner.leases[lease]) }
    }
  }

  private static func orders(
    _ name: String, _ remove: @escaping @Sendable (inout Order) -> Void
  ) -> ScenarioFeature {
    miners(name) { miner in
      for order in miner.orders.indices { remove(&miner.orders[order]) }
    }
  }

  private static func regimes(
    _ name: String, _ remove: @escaping @Sendable (inout Regime) -> Void
  ) -> ScenarioFeature {
    ScenarioFeature(name) { scenario in
      for regime in scenario.market.regimes.indices { remove(&scenario.market.regimes[regime]) }
    }
  }
}

// MARK: - The list

extension ScenarioFeature {
  /// All that `RandomScenarios.withEverything` adds to a plain random scenario.
  public static let all: [ScenarioFeature] =
    group + ordered + debt + accounts + hardware + equity + concerns + given

  private static let group: [ScenarioFeature] = [
    miners("parent") {
      $0.parent = nil
      $0.support = nil
    },
    miners("support") { $0.support = nil },
    miners("support: cap") { $0.support?.capUSD = .infinity },
    miners("support: keep") { $0.support?.keepUSD = 0 },
    miners("distributions") { $0.distributions = nil },
    miners("distributions: lock-up") { $0.distributions?.minDSCR = -.infinity },
    ScenarioFeature("subsidiaryHaircut") { $0.resolution.subsidiaryHaircut = 1 },
  ]

  private static let ordered: [ScenarioFeature] = [
    miners("payments") { $0.payments = [] },
    orders("orders: draws") { $0.fundedBy = nil },
    orders("orders: advanceRate") { $0.advanceRate = 1 },
    orders("orders: cancellable") { $0.isCancellable = false },
    miners("orders: lots wait") {
      for lot in $0.gpuLots.indices { $0.gpuLots[lot].order = nil }
    },
    miners("orders: rigs wait") {
      for lot in $0.rigLots.indices { $0.rigLots[lot].order = nil }
    },
    leases("orders: leases wait") { $0.order = nil },
    tranches("commitment: fee") { $0.commitment?.feePerYear = 0 },
    tranches("commitment: availableUntil") { $0.commitment?.availableUntil = nil },
  ]

  private static let debt: [ScenarioFeature] = [
    tranches("floating") { $0.floating = nil },
    tranches("floating: floor") { $0.floating?.floor = -1 },
    tranches("floating: hedge") { $0.floating?.hedgedShare = 0 },
    regimes("short rate: mean of a regime") { $0.shortRateMean = nil },
    tranches("pikUntil") { $0.pikUntil = nil },
    tranches("amortisationFrom") { $0.amortisationFrom = nil },
    tranches("balloonShare") { $0.balloonShare = 0 },
    tranches("margin: restoreLTV") {
      let initial = $0.margin?.initialLTV ?? 0
      $0.margin?.restoreLTV = initial
    },
    tranches("margin: releaseLTV") { $0.margin?.releaseLTV = nil },
    tranches("covenant: maxLTV") { $0.covenant?.maxLTV = nil },
    tranches("covenant: minLiquidity") { $0.covenant?.minLiquidityUSD = nil },
    tranches("covenant: equityCures") { $0.covenant?.equityCures = 0 },
    tranches("refinance: windowYears") { $0.refinance?.windowYears = 0 },
    regimes("refinancingPremium") { $0.refinancingPremium = 0 },
  ]

  private static let accounts: [ScenarioFeature] = [
    tranches("reserve") { $0.reserve = nil },
    tranches("sweep") { $0.sweep = nil },
    tranches("sweep: belowDSCR") { $0.sweep?.belowDSCR = .infinity },
    tranches("sweep: keep") { $0.sweep?.keepUSD = 0 },
    miners("prefundWeeks") { $0.prefundWeeks = 0 },
  ]

  private static let hardware: [ScenarioFeature] = [
    miners("rigLots") { $0.rigLots = [] },
    ScenarioFeature("rigElasticity") { $0.market.rigElasticity = 1 },
    ScenarioFeature("rigDepth") { $0.market.rigDepth = nil },
    miners("liens of lots") { miner in
      for lot in miner.gpuLots.indices { miner.gpuLots[lot].liens = [] }
    },
    miners("liens of rigs") { miner in
      for lot in miner.rigLots.indices { miner.rigLots[lot].liens = [] }
    },
    leases("liens of leases") { $0.liens = [] },
    miners("junior liens") { miner in
      for lot in miner.gpuLots.indices {
        miner.gpuLots[lot].liens = Array(miner.gpuLots[lot].liens.prefix(1))
      }
      for lot in miner.rigLots.indices {
        miner.rigLots[lot].liens = Array(miner.rigLots[lot].liens.prefix(1))
      }
      for lease in miner.leases.indices {
        miner.leases[lease].liens = Array(miner.leases[lease].liens.prefix(1))
      }
    },
    miners("power: until") { $0.power.until = .infinity },
    miners("power: resaleShare") { $0.power.resaleShare = 1 },
  ]

  private static let equity: [ScenarioFeature] = [
    miners("marketCap") { $0.marketCap = nil },
    miners("marketCap: beta") { $0.marketCap?.beta = PerCoin(btc: 0, eth: 0) },
    miners("marketCap: rent") { $0.marketCap?.rentBeta = 0 },
  ]

  private static let concerns: [ScenarioFeature] = [
    contracts("tenant of a lot") { $0.tenant = nil },
    leases("tenant of a lease") { $0.tenant = nil },
    ScenarioFeature("guarantor") { scenario in
      for tenant in scenario.tenants.indices { scenario.tenants[tenant].guarantor = nil }
    },
    leases("lease: discountRate") { $0.discountRate = nil },
    ScenarioFeature("leaseHaircut") { $0.resolution.leaseHaircut = 0 },
    ScenarioFeature("leaseLagYears") { $0.resolution.leaseLagYears = 0 },
    ScenarioFeature("contractYield") { $0.resolution.contractYield *= 2 },
    contracts("assignable") { $0.isAssignable = false },
    contracts("prepaid") { $0.prepaid = 0 },
  ]

  private static let given: [ScenarioFeature] = [
    ScenarioFeature("given factors") {
      guard let given = $0.market.given else { return }
      $0.market.given = GivenPath(regimes: given.regimes)
    },
    ScenarioFeature("given regimes") { $0.market.given?.regimes = [] },
  ]
}

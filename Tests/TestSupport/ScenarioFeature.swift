import CreditBasics

/// A feature that a scenario can have, and how to take it out: what changes then is its effect.
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

  /// Takes something out of every part of a list of each miner.
  private static func each<Part>(
    _ name: String, _ list: WritableKeyPath<Miner, [Part]> & Sendable,
    _ remove: @escaping @Sendable (inout Part) -> Void
  ) -> ScenarioFeature {
    miners(name) { miner in
      for part in miner[keyPath: list].indices { remove(&miner[keyPath: list][part]) }
    }
  }

  private static func tranches(
    _ name: String, _ remove: @escaping @Sendable (inout Tranche) -> Void
  ) -> ScenarioFeature { each(name, \.tranches, remove) }

  private static func contracts(
    _ name: String, _ remove: @escaping @Sendable (inout RentalContract) -> Void
  ) -> ScenarioFeature {
    each(name, \.gpuLots) { lot in
      guard var contract = lot.contract else { return }
      remove(&contract)
      lot.contract = contract
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
  /// All that `RandomKind.everything` adds to a plain random scenario.
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
    each("orders: draws", \.orders) { $0.fundedBy = nil },
    each("orders: advanceRate", \.orders) { $0.advanceRate = 1 },
    each("orders: cancellable", \.orders) { $0.isCancellable = false },
    each("orders: lots wait", \.gpuLots) { $0.order = nil },
    each("orders: rigs wait", \.rigLots) { $0.order = nil },
    each("orders: leases wait", \.leases) { $0.order = nil },
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
    each("liens of lots", \.gpuLots) { $0.liens = [] },
    each("liens of rigs", \.rigLots) { $0.liens = [] },
    each("liens of leases", \.leases) { $0.liens = [] },
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
    each("tenant of a lease", \.leases) { $0.tenant = nil },
    ScenarioFeature("guarantor") { scenario in
      for tenant in scenario.tenants.indices { scenario.tenants[tenant].guarantor = nil }
    },
    each("lease: discountRate", \.leases) { $0.discountRate = nil },
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

/// Numbers of a miner's assets and operations.
enum MinerFigures {
  static let miner: [Figure<Miner>] = [
    Figure("cash", .anyDollars, \.cashUSD),
    Figure("cashYield", .rate, \.cashYield),
    Figure("minimumCash", .dollars, \.minimumCashUSD),
    Figure("graceDays", Bounds(0...365_250), \.graceDays),
    Figure("overheadPerYear", .anyDollars, \.overheadPerYear),
    Figure("idiosyncraticVolatility", .volatility, \.idiosyncraticVolatility),
    Figure("treasury.btc", .coins, \.treasury.holdings.btc),
    Figure("treasury.eth", .coins, \.treasury.holdings.eth),
    Figure("treasury.ethStakingYield", Bounds(0...10), \.treasury.ethStakingYield),
    Figure("treasury.hodl", .share, \.treasury.hodl),
    Figure("treasury.maxSaleSharePerWeek", .share, \.treasury.maxSaleSharePerWeek),
    Figure("power.fixedPrice", .dollars, \.power.fixedPrice),
    Figure("power.fixedShare", .share, \.power.fixedShare),
    Figure("power.until", .date.orNone, \.power.until),
    Figure("power.resaleShare", .share, \.power.resaleShare),
    Figure("equity.perWeek", .share, \.equityIssuancePerWeek),
    Figure("equity.prefundWeeks", Bounds(0...52_000), \.prefundWeeks),
  ]

  static let support: [Figure<ParentSupport>] = [
    Figure("cap", .dollars.orNone, \.capUSD),
    Figure("keep", .dollars, \.keepUSD),
  ]

  static let distributions: [Figure<DistributionTerms>] = [
    Figure("share", .share, \.share),
    Figure("keep", .dollars, \.keepUSD),
    Figure("perYear", .perYear, whole: \.perYear),
    Figure("minDSCR", .coverage, \.minDSCR),
  ]

  static let marketCap: [Figure<MarketCapitalisation>] = [
    Figure("marketCap", .price, \.initialUSD),
    Figure("beta.btc", .elasticity, \.beta.btc),
    Figure("beta.eth", .elasticity, \.beta.eth),
    Figure("beta.computeRent", .elasticity, \.rentBeta),
  ]

  static let insolvency: [Figure<InsolvencyTest>] = [Figure("barrier", .units, \.barrier)]

  static let fleet: [Figure<ASICFleet>] = [
    Figure("petahash", .units, \.petahash),
    Figure("joulesPerTerahash", Bounds(0...1e6), \.joulesPerTerahash),
    Figure("uptime", .share, \.uptime),
    Figure("resalePerTerahash", Bounds(0...1e9), \.resalePerTerahash),
  ]

  static let rigLot: [Figure<RigLot>] = [
    Figure("inService", .date, optional: \.inService),
    Figure("meanDelayYears", .years, \.meanDelayYears),
  ]

  static let gpuLot: [Figure<GPULot>] = [
    Figure("count", .units, \.count),
    Figure("inService", .date, optional: \.inService),
    Figure("meanDelayYears", .years, \.meanDelayYears),
  ]

  static let contract: [Figure<RentalContract>] = [
    Figure("share", .share, \.share),
    Figure("ratePerHour", .dollars, \.ratePerHour),
    Figure("until", .date.orNone, \.until),
    Figure("walkAwayBelow", .multiple, \.walkAwayBelow),
    Figure("tenantRisk", .risk, \.tenantRisk),
    Figure("prepaid", .share, \.prepaid),
  ]

  static let lease: [Figure<Lease>] = [
    Figure("revenuePerYear", .dollars, \.revenuePerYear),
    Figure("costShare", .share, \.costShare),
    Figure("from", .date, optional: \.from),
    Figure("until", .date.orNone, \.until),
    Figure("meanDelayYears", .years, \.meanDelayYears),
    Figure("tenantRisk", .risk, \.tenantRisk),
    Figure("discountRate", Bounds(0...10), optional: \.discountRate),
    Figure("reletYears", .years, \.reletYears),
    Figure("reletShare", .share, \.reletShare),
  ]

  static let order: [Figure<Order>] = [Figure("advanceRate", .share, \.advanceRate)]
}

/// Bounds of the numbers in a miner's assets and operations.
enum MinerFigures {
  static let miner: Figures<Miner> = [
    .anyDollars: ["cash": \.cashUSD, "overheadPerYear": \.overheadPerYear],
    .dollars: ["minimumCash": \.minimumCashUSD, "power.fixedPrice": \.power.fixedPrice],
    .rate: ["cashYield": \.cashYield],
    Bounds(0...365_250): ["graceDays": \.graceDays],
    .volatility: ["idiosyncraticVolatility": \.idiosyncraticVolatility],
    .coins: ["treasury.btc": \.treasury.holdings.btc, "treasury.eth": \.treasury.holdings.eth],
    Bounds(0...10): ["treasury.ethStakingYield": \.treasury.ethStakingYield],
    .share: [
      "treasury.hodl": \.treasury.hodl,
      "treasury.maxSaleSharePerWeek": \.treasury.maxSaleSharePerWeek,
      "power.fixedShare": \.power.fixedShare, "power.resaleShare": \.power.resaleShare,
      "equity.perWeek": \.equityIssuancePerWeek,
    ],
    .date.orNone: ["power.until": \.power.until],
    Bounds(0...52_000): ["equity.prefundWeeks": \.prefundWeeks],
  ]

  static let support: Figures<ParentSupport> = [
    .dollars.orNone: ["cap": \.capUSD],
    .dollars: ["keep": \.keepUSD],
  ]

  static let distributions: Figures<DistributionTerms> = [
    .share: ["share": \.share],
    .dollars: ["keep": \.keepUSD],
    .perYear: ["perYear": { Double($0.perYear) }],
    .coverage: ["minDSCR": \.minDSCR],
  ]

  static let marketCap: Figures<MarketCapitalisation> = [
    .price: ["marketCap": \.initialUSD],
    .elasticity: [
      "beta.btc": \.beta.btc, "beta.eth": \.beta.eth, "beta.computeRent": \.rentBeta,
    ],
  ]

  static let insolvency: Figures<InsolvencyTest> = [.units: ["barrier": \.barrier]]

  static let fleet: Figures<ASICFleet> = [
    .units: ["petahash": \.petahash],
    Bounds(0...1e6): ["joulesPerTerahash": \.joulesPerTerahash],
    .share: ["uptime": \.uptime],
    Bounds(0...1e9): ["resalePerTerahash": \.resalePerTerahash],
  ]

  static let rigLot: Figures<RigLot> = [
    .date: ["inService": \.inService],
    .years: ["meanDelayYears": \.meanDelayYears],
  ]

  static let gpuLot: Figures<GPULot> = [
    .units: ["count": \.count],
    .date: ["inService": \.inService],
    .years: ["meanDelayYears": \.meanDelayYears],
  ]

  static let contract: Figures<RentalContract> = [
    .share: ["share": \.share, "prepaid": \.prepaid],
    .dollars: ["ratePerHour": \.ratePerHour],
    .date.orNone: ["until": \.until],
    .multiple: ["walkAwayBelow": \.walkAwayBelow],
    .risk: ["tenantRisk": \.tenantRisk],
  ]

  static let lease: Figures<Lease> = [
    .dollars: ["revenuePerYear": \.revenuePerYear],
    .share: ["costShare": \.costShare, "reletShare": \.reletShare],
    .date: ["from": \.from],
    .date.orNone: ["until": \.until],
    .years: ["meanDelayYears": \.meanDelayYears, "reletYears": \.reletYears],
    .risk: ["tenantRisk": \.tenantRisk],
    Bounds(0...10): ["discountRate": \.discountRate],
  ]

  static let order: Figures<Order> = [.share: ["advanceRate": \.advanceRate]]
}

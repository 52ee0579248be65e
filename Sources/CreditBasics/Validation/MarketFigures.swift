/// Bounds of the numbers in the market, its regimes, the lender's view and resolution.
enum MarketFigures {
  static let lenderView: Figures<LenderView> = [
    .years.above: ["usefulLifeYears": \.usefulLifeYears]
  ]

  static let resolution: Figures<ResolutionTerms> = [
    .share: [
      "costRate": \.costRate, "coinCostRate": \.coinCostRate,
      "relocationHaircut": \.relocationHaircut, "scrapShare": \.scrapShare,
      "leaseHaircut": \.leaseHaircut, "subsidiaryHaircut": \.subsidiaryHaircut,
    ],
    .years: ["lagYears": \.lagYears, "leaseLagYears": \.leaseLagYears],
    Bounds(0...10): ["contractYield": \.contractYield],
  ]

  static let market: Figures<Market> = [
    .price: ["btc.spot": \.coins.btc.spotUSD, "eth.spot": \.coins.eth.spotUSD],
    .speed: ["computeRent.meanReversion": \.rentMeanReversion],
    Bounds(0...100): ["rigElasticity": \.rigElasticity],
  ]

  static let coinDepth: Figures<CoinDepth> = [
    Bounds(0...1e18).above: ["usdPerDay": \.usdPerDay],
    .share: ["permanentShare": \.permanentShare],
  ]

  static let rigDepth = depth("petahash")
  static let gpuDepth = depth("units")

  private static func depth(_ units: String) -> Figures<HardwareDepth> {
    [.units.above: [units: \.units], .intensity: ["absorptionPerYear": \.absorptionPerYear]]
  }

  static let network: Figures<MiningNetwork> = [
    .price: ["hashrate": \.hashratePH],
    .drift: ["growth": \.growth],
    .share: ["revenueElasticity": \.revenueElasticity],
    .speed: ["meanReversion": \.meanReversion],
    Bounds(0...1e6): ["blockSubsidy": \.blockSubsidy],
    .multiple: ["feeShare": \.feeShare],
  ]

  /// Bounds of a quoted price whose value at the as-of date has the key `spot`.
  static func quote(_ spot: String) -> Figures<QuotedMarket> {
    [.units: [spot: \.spot], .speed: ["meanReversion": \.meanReversion]]
  }

  static let shortRate: Figures<ShortRateMarket> = [
    .rate: ["initial": \.initial, "mean": \.mean],
    .speed: ["meanReversion": \.meanReversion],
  ]

  /// Bounds of a regime, without the volatilities of drivers, which are checked apart.
  static let regime: Figures<Regime> = [
    .drift: ["btc.drift": \.coins.btc.drift, "eth.drift": \.coins.eth.drift],
    Bounds(-1000...1).below: ["computeRent.annualDecline": \.rentAnnualDecline],
    .rate: ["shortRate.mean": \.shortRateMean, "refinancingPremium": \.refinancingPremium],
    .share: ["utilisation": \.utilisation],
    .intensity: ["tenantDefaultPerYear": \.tenantDefaultPerYear],
  ]

  static let gpu: Figures<GPUClass> = [
    .dollars: [
      "rentPerHour": \.rentPerHour, "newPrice": \.newPriceUSD, "resalePrice": \.resalePriceUSD,
      "opexPerHour": \.opexPerHour,
    ],
    .drift: ["resaleDecline": \.resaleDecline],
    .elasticity: ["rentSensitivity": \.rentSensitivity],
    .units: ["kilowatts": \.kilowatts],
  ]

  static let launch: Figures<Launch> = [
    .date: ["date": \.date],
    .years: ["meanDelayYears": \.meanDelayYears],
  ]

  static let impact: Figures<LaunchImpact> = [
    .share: ["rent": \.rentHaircut, "resale": \.resaleHaircut]
  ]

  static let tenant: Figures<Tenant> = [.risk: ["risk": \.risk]]
}

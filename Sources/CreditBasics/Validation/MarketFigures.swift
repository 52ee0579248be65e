/// Numbers of the market, of its regimes and of the scenario around it.
enum MarketFigures {
  static let lenderView: [Figure<LenderView>] = [
    Figure("usefulLifeYears", .years.above, \.usefulLifeYears)
  ]

  static let resolution: [Figure<ResolutionTerms>] = [
    Figure("costRate", .share, \.costRate),
    Figure("coinCostRate", .share, \.coinCostRate),
    Figure("lagYears", .years, \.lagYears),
    Figure("relocationHaircut", .share, \.relocationHaircut),
    Figure("scrapShare", .share, \.scrapShare),
    Figure("leaseHaircut", .share, \.leaseHaircut),
    Figure("leaseLagYears", .years, \.leaseLagYears),
    Figure("contractYield", Bounds(0...10), \.contractYield),
    Figure("subsidiaryHaircut", .share, \.subsidiaryHaircut),
  ]

  static let market: [Figure<Market>] = [
    Figure("btc.spot", .price, optional: \.coins.btc.spotUSD),
    Figure("eth.spot", .price, optional: \.coins.eth.spotUSD),
    Figure("computeRent.meanReversion", .speed, \.rentMeanReversion),
    Figure("rigElasticity", Bounds(0...100), \.rigElasticity),
  ]

  static let coinDepth: [Figure<CoinDepth>] = [
    Figure("usdPerDay", Bounds(0...1e18).above, \.usdPerDay),
    Figure("permanentShare", .share, \.permanentShare),
  ]

  static let rigDepth: [Figure<HardwareDepth>] = depth("petahash")
  static let gpuDepth: [Figure<HardwareDepth>] = depth("units")

  private static func depth(_ units: String) -> [Figure<HardwareDepth>] {
    [
      Figure(units, .units.above, \.units),
      Figure("absorptionPerYear", .intensity, \.absorptionPerYear),
    ]
  }

  static let network: [Figure<MiningNetwork>] = [
    Figure("hashrate", .price, \.hashratePH),
    Figure("growth", .drift, \.growth),
    Figure("revenueElasticity", .share, \.revenueElasticity),
    Figure("meanReversion", .speed, \.meanReversion),
    Figure("blockSubsidy", Bounds(0...1e6), \.blockSubsidy),
    Figure("feeShare", .multiple, \.feeShare),
  ]

  /// Of a quoted price whose value at the as-of date has the key `spot`.
  static func quote(_ spot: String) -> [Figure<QuotedMarket>] {
    [Figure(spot, .units, \.spot), Figure("meanReversion", .speed, \.meanReversion)]
  }

  static let shortRate: [Figure<ShortRateMarket>] = [
    Figure("initial", .rate, \.initial),
    Figure("mean", .rate, \.mean),
    Figure("meanReversion", .speed, \.meanReversion),
  ]

  static let regime: [Figure<Regime>] =
    Driver.allCases.map { driver in
      Figure("\(driver.key).volatility", .volatility) { $0.volatility(of: driver) }
    } + [
      Figure("btc.drift", .drift, \.coins.btc.drift),
      Figure("eth.drift", .drift, \.coins.eth.drift),
      Figure("computeRent.annualDecline", Bounds(-1000...1).below, \.rentAnnualDecline),
      Figure("shortRate.mean", .rate, optional: \.shortRateMean),
      Figure("utilisation", .share, \.utilisation),
      Figure("tenantDefaultPerYear", .intensity, \.tenantDefaultPerYear),
      Figure("refinancingPremium", .rate, \.refinancingPremium),
    ]

  static let gpu: [Figure<GPUClass>] = [
    Figure("rentPerHour", .dollars, \.rentPerHour),
    Figure("newPrice", .dollars, \.newPriceUSD),
    Figure("resalePrice", .dollars, \.resalePriceUSD),
    Figure("resaleDecline", .drift, \.resaleDecline),
    Figure("rentSensitivity", .elasticity, \.rentSensitivity),
    Figure("kilowatts", .units, \.kilowatts),
    Figure("opexPerHour", .dollars, \.opexPerHour),
  ]

  static let launch: [Figure<Launch>] = [
    Figure("date", .date, \.date),
    Figure("meanDelayYears", .years, \.meanDelayYears),
  ]

  static let impact: [Figure<LaunchImpact>] = [
    Figure("rent", .share, \.rentHaircut),
    Figure("resale", .share, \.resaleHaircut),
  ]

  static let tenant: [Figure<Tenant>] = [Figure("risk", .risk, \.risk)]
}

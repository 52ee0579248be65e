/// The market's prices on the as-of date, before anything is simulated.
package struct TodaysPrices {
  /// Spot prices in dollars, 0 for a coin that the scenario does not use.
  package let coinUSD: PerCoin<Double>
  /// Mining revenue in $/PH/day; 0 when nothing is mined.
  package let hashprice: Double
  /// Spot power in $/MWh.
  package let powerPerMWh: Double
  /// Share of uncontracted GPU hours let, averaged over the initial regimes.
  package let utilisation: Double
  package let gpus: [GPUClass]
  /// Spot rent of each class in $/GPU-hour, after launches of the as-of date.
  package let rentPerHour: [Double]
  /// Resale price of each class in dollars, after launches of the as-of date.
  package let resaleUSD: [Double]

  package init(_ market: Market) {
    coinUSD = PerCoin(btc: market.coins.btc.spotUSD ?? 0, eth: market.coins.eth.spotUSD ?? 0)
    hashprice = market.hashpriceToday ?? 0
    powerPerMWh = market.power?.spot ?? 0
    utilisation = zip(market.initialRegime, market.regimes).reduce(0) {
      $0 + $1.0 * $1.1.utilisation
    }
    gpus = market.gpus
    let impacts = market.launches
      .filter { $0.date <= TimeGrid.dateTolerance && $0.meanDelayYears == 0 }.flatMap(\.impacts)
    func left(_ gpu: Int, _ haircut: (LaunchImpact) -> Double) -> Double {
      impacts.filter { $0.gpu == gpu }.reduce(1) { $0 * (1 - haircut($1)) }
    }
    rentPerHour = market.gpus.indices.map { market.gpus[$0].rentPerHour * left($0, \.rentHaircut) }
    resaleUSD = market.gpus.indices.map {
      market.gpus[$0].resalePriceUSD * left($0, \.resaleHaircut)
    }
  }
}

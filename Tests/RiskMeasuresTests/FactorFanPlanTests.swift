import CreditBasics
import RiskMeasures
import TestSupport
import Testing

@Suite struct FactorFanPlanTests {
  @Test func everyPricedFactorHasASeries() {
    var scenario = HandBook.scenario
    #expect(FactorFanPlan(scenario).series.map(\.name) == ["btc", "computeRent"])
    scenario.market.coins.eth.spotUSD = 3000
    scenario.market.network = MiningNetwork(
      hashratePH: 1e6, blockSubsidy: 3.125, feeShare: 0.02, halvings: [2.3])
    scenario.market.power = QuotedMarket(spot: 45)
    scenario.market.gpus = [
      GPUClass(name: "B200", rentPerHour: 4, resalePriceUSD: 40_000),
      GPUClass(name: "H100", rentPerHour: 2, resalePriceUSD: 20_000),
    ]
    let series = FactorFanPlan(scenario).series
    #expect(
      series.map(\.name) == [
        "btc", "eth", "networkHashrate", "hashprice", "computeRent", "powerPrice", "rent:B200",
        "rent:H100", "resale:B200", "resale:H100",
      ])
    let hashprice: Double = 1000 * 144 * (3.125 * 1.02) / 1e6
    #expect(series[3].asOfValue == hashprice)
    #expect(series[7].source == .rent(1) && series[7].asOfValue == 2)
    #expect(series[8].source == .resale(0) && series[8].asOfValue == 40_000)
  }

  @Test func ratiosBecomeValues() {
    var tally = StressTally(HandBook.scenario)
    tally.add(HandBook.outcomes, firstPath: 0)
    [0.5, 1, 1, 1.5].withUnsafeBufferPointer {
      tally.factorFans.record(series: 0, moment: 2, values: $0)
    }
    let rows = tally.result().factorFans
    // Months before the first step has ended hold the values of the as-of date.
    let years: [Double] = rows.filter { $0.factor == "btc" }.map(\.year)
    #expect(years == [1.0 / 12, 2.0 / 12, 0.25] as [Double])
    #expect(rows[0].point.mean == 1000 && rows[0].point.standardDeviation == 0)
    #expect(rows[2].point.mean == 1000)
    expectEqual(rows[2].point.standardDeviation, 1000 * (0.5 / 3).squareRoot(), within: 1e-14)
  }
}

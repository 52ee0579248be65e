import CreditBasics
import RiskMeasures
import TestSupport
import Testing

@Suite struct FanTallyTests {
  func record(_ values: [Double], in tally: inout FanTally, series: Int = 0, moment: Int = 0) {
    values.withUnsafeBufferPointer { tally.record(series: series, moment: moment, values: $0) }
  }

  @Test func momentsAndPercentilesByHand() throws {
    var tally = FanTally(seriesCount: 2, momentCount: 3)
    record([1, 2, 3, 4], in: &tally, series: 1, moment: 2)
    let point = try #require(tally.point(series: 1, moment: 2, quantiles: [0, 0.5, 1]))
    #expect(point.count == 4)
    #expect(point.mean == 2.5)
    #expect(point.standardDeviation == (5.0 / 3).squareRoot())
    #expect(point.quantiles[0] == 1 && point.quantiles[2] == 4)
    #expect(abs(point.quantiles[1] - 2.5) <= 2.5 / 256)
    #expect(tally.point(series: 1, moment: 1, quantiles: [0.5]) == nil)
    #expect(tally.point(series: 0, moment: 2, quantiles: [0.5]) == nil)
  }

  @Test func aDeterministicSeriesHasNoSpread() throws {
    var tally = FanTally(seriesCount: 1, momentCount: 1)
    record(Array(repeating: 0.1, count: 1000), in: &tally)
    let point = try #require(tally.point(series: 0, moment: 0, quantiles: [0.01, 0.99]))
    #expect(point.mean == 0.1)
    #expect(point.standardDeviation == 0)
    #expect(point.quantiles == [0.1, 0.1])
  }

  /// Part by part as at once, to the last bit: on 1,000 values plain sums differ by their order.
  @Test(arguments: [[8, 992], [96, 96, 800, 8], [1000], [504, 496], [992, 8], [640, 347]])
  func partsOfATileGiveItsBits(parts: [Int]) {
    let count = parts.reduce(0, +)
    let values: [Double] = (0..<count).map { (index: Int) in 1 / Double(1 + index * 7919 % 1009) }
    var whole = FanTally(seriesCount: 2, momentCount: 1)
    record(values, in: &whole, series: 1)
    var cut = FanTally(seriesCount: 2, momentCount: 1)
    var sums = TileSums()
    for tile in 0..<2 {
      var first = 0
      for (part, count) in parts.enumerated() {
        values[first..<first + count].withUnsafeBufferPointer {
          cut.record(
            series: 1, moment: 0, values: $0, continuing: &sums, isLast: part == parts.count - 1)
        }
        first += count
      }
      if tile == 0 {
        #expect(
          cut.point(series: 1, moment: 0, quantiles: [0, 0.3, 1])
            == whole.point(series: 1, moment: 0, quantiles: [0, 0.3, 1]))
        record(values, in: &whole, series: 1)
      }
    }
    #expect(
      cut.point(series: 1, moment: 0, quantiles: [0.5])
        == whole.point(series: 1, moment: 0, quantiles: [0.5]))
  }

  @Test func tilesInAnyOrderGiveTheSameBits() {
    let tiles = (0..<50).map { tile -> [Double] in
      let (first, count) = (3 + tile * 37 % 11, tile == 49 ? 13 : 32)
      return (first..<first + count).map { 1 / Double($0) }
    }
    func point(_ order: [Int], parts: Int) -> FanPoint? {
      var tallies = (0..<parts).map { _ in FanTally(seriesCount: 1, momentCount: 1) }
      for tile in order { record(tiles[tile], in: &tallies[Int.random(in: 0..<parts)]) }
      var total = FanTally(seriesCount: 1, momentCount: 1)
      for tally in tallies { total.merge(tally) }
      return total.point(series: 0, moment: 0, quantiles: [0.05, 0.5, 0.95])
    }
    let expected = point(Array(tiles.indices), parts: 1)
    for parts in 1...4 { #expect(point(tiles.indices.shuffled(), parts: parts) == expected) }
  }

  @Test func infiniteValuesSpoilTheMeanOnly() throws {
    var tally = FanTally(seriesCount: 1, momentCount: 1)
    record([1, .infinity, 2], in: &tally)
    let point = try #require(tally.point(series: 0, moment: 0, quantiles: [0, 1]))
    #expect(!point.mean.isFinite)
    #expect(point.quantiles == [1, .infinity])
    record([.nan], in: &tally)
    #expect(tally.point(series: 0, moment: 0, quantiles: [0])?.count == 3)
  }

  @Test func momentsAreMonthsWithTheLastStepEndedByThen() {
    let weekly = FactorFanPlan.moments(TimeGrid(horizonYears: 5, stepsPerYear: 52), perYear: 12)
    #expect(weekly.count == 60)
    #expect(weekly[0].year == 1.0 / 12 && weekly[0].stepsEnded == 4)
    #expect(weekly[11].stepsEnded == 52 && weekly[59].stepsEnded == 260)
    let yearly = FactorFanPlan.moments(TimeGrid(horizonYears: 2, stepsPerYear: 1), perYear: 4)
    #expect(yearly.map(\.stepsEnded) == [0, 0, 0, 1, 1, 1, 1, 2])
    let monthly = FactorFanPlan.moments(TimeGrid(horizonYears: 3, stepsPerYear: 12), perYear: 12)
    #expect(monthly.map(\.stepsEnded) == Array(1...36))
    // 4.96 years: the last of 258 weeks ends in month 60 and in quarter 20.
    let odd = TimeGrid(horizonYears: 258.0 / 52, stepsPerYear: 52)
    let last = FactorFanPlan.moments(odd, perYear: 12).last
    #expect(last?.year == 5 && last?.stepsEnded == 258)
    #expect(FactorFanPlan.moments(odd, perYear: 4).map(\.stepsEnded).suffix(2) == [247, 258])
  }
}

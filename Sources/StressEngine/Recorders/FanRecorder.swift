import CreditBasics
import MarketPaths
import NumericCore
import RiskMeasures

/// Keeps factors at the moments of their fans for a stretch of paths: ratios to as-of values, and
/// the short rate itself.
///
/// Tiles write into a buffer `series × moments × paths` and a stretch hands each cell to the tally at
/// once: a histogram is then in the nearest cache while it counts (2.5 times as fast as tile by tile).
final class FanRecorder {
  private let moments: MomentsByStep
  private let momentCount: Int
  private let series: [FactorSeries]
  private let scales: [Double]
  private let logHashrateAtStart: Double
  private let shortRateAtStart: Double
  private let market: MarketTile
  private let view: MarketView
  private let buffer: LaneColumn
  private let table: LaneTable
  private let stretchGroups: Int
  /// The block's sums of each cell, if a block has several stretches; empty otherwise.
  private var blockSums: [TileSums]

  /// Allocates the buffer of a stretch; none when factors are not asked for.
  init(_ plan: RunPlan, market: MarketTile, isRecording: Bool) {
    let fans = plan.fanPlan
    moments = plan.fanMoments
    momentCount = fans.moments.count
    series = isRecording ? fans.series : []
    scales = series.map { $0.asOfValue > 0 ? 1 / $0.asOfValue : 0 }
    logHashrateAtStart = log(plan.scenario.market.network?.hashratePH ?? 1)
    shortRateAtStart = plan.scenario.market.shortRate?.initial ?? 0
    self.market = market
    view = market.view(of: .full)
    let cells = series.count * momentCount
    let paths = plan.stretchPaths
    stretchGroups = paths / laneCount
    blockSums =
      paths < RunPlan.blockPaths ? Array(repeating: TileSums(), count: cells) : []
    table = LaneTable(columns: 1, groups: cells * stretchGroups)
    buffer = table.column()
  }

  /// Keeps every factor of a tile at the moments that fall after `stepsEnded` steps.
  ///
  /// `first` is the position of the tile's first path in its stretch.
  func record(after stepsEnded: Int, first: Int) {
    demand(
      series.isEmpty || first / laneCount + tileGroups <= stretchGroups,
      "a tile lies within its stretch")
    for moment in moments[stepsEnded] {
      for index in series.indices {
        let start = (index * momentCount + moment) * stretchGroups + first / laneCount
        if stepsEnded == 0 {
          let value = series[index].source == .shortRate ? shortRateAtStart : 1
          for group in 0..<tileGroups { buffer[start + group] = Lanes(repeating: value) }
        } else {
          keepRatios(index, at: start)
        }
      }
    }
  }

  /// Hands a stretch's values to the tally, in path order; `isLast` when its block ends with it.
  func flush(count: Int, isLast: Bool, to tally: inout StressTally) {
    for cell in 0..<(series.count * momentCount) {
      buffer.withValues(from: cell * stretchGroups * laneCount, count: count) {
        let series = cell / momentCount
        let moment = cell % momentCount
        if blockSums.isEmpty {
          tally.factorFans.record(series: series, moment: moment, values: $0)
        } else {
          tally.factorFans.record(
            series: series, moment: moment, values: $0, continuing: &blockSums[cell],
            isLast: isLast)
        }
      }
    }
  }

  private func keepRatios(_ index: Int, at start: Int) {
    if case .networkHashrate = series[index].source {
      let log = market.logHashrate
      for group in 0..<tileGroups {
        buffer[start + group] = LaneMath.exp(
          log.core[group] + log.shift[group] - logHashrateAtStart)
      }
      return
    }
    let column = column(of: series[index].source)
    let scale = scales[index]
    for group in 0..<tileGroups { buffer[start + group] = column[group] * scale }
  }

  private func column(of source: FactorSource) -> LaneColumn {
    switch source {
    case .coin(let coin): view.prices.price(of: coin)
    case .networkHashrate: market.logHashrate.core
    case .hashprice: view.prices.hashprice
    case .computeRent: market.rentIndex
    case .quote(let driver): view.prices.quote(of: driver)
    case .shortRate: market.shortRate
    case .rent(let gpu): view.rents[gpu]
    case .resale(let gpu): view.prices.resale(gpu)
    }
  }
}

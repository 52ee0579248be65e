#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif
import CreditBasics
import MarketPaths
import NumericCore
import RiskMeasures

/// Hands factors to the tally at the moments of its fans, as ratios to their as-of values.
struct FanRecorder {
  private let momentsAfterStep: [[Int]]
  private let series: [FactorSeries]
  private let market: MarketTile
  private let view: MarketView
  private let ratio: LaneColumn
  private let scratch: LaneTable

  init(_ plan: RunPlan, market: MarketTile) {
    momentsAfterStep = plan.momentsAfterStep
    series = FactorFanPlan(plan.scenario).series
    self.market = market
    view = market.view(of: .full)
    scratch = LaneTable(columns: 1, groups: RunPlan.groupsPerTile)
    ratio = scratch.column()
  }

  /// Records every factor at the moments that fall after `stepsEnded` steps.
  func record(after stepsEnded: Int, count: Int, tally: inout StressTally) {
    for moment in momentsAfterStep[stepsEnded] {
      for index in series.indices {
        fill(series[index], atStart: stepsEnded == 0)
        ratio.withValues(count: count) { tally.record(series: index, moment: moment, values: $0) }
      }
    }
  }

  private func fill(_ factor: FactorSeries, atStart: Bool) {
    for group in 0..<RunPlan.groupsPerTile {
      if atStart {
        ratio[group] = Lanes(repeating: 1)
      } else if factor.source == .networkHashrate {
        let log = market.logHashrate
        ratio[group] = LaneMath.exp(
          log.core[group] + log.shift[group] - Lanes(repeating: log_(factor.asOfValue)))
      } else {
        let scale = factor.asOfValue > 0 ? 1 / factor.asOfValue : 0
        ratio[group] = column(of: factor.source)[group] * scale
      }
    }
  }

  private func log_(_ x: Double) -> Double { log(x) }

  private func column(of source: FactorSource) -> LaneColumn {
    switch source {
    case .coin(let coin): view.price(of: coin)
    case .networkHashrate: market.logHashrate.core
    case .hashprice: view.hashprice
    case .computeRent: market.rentIndex
    case .powerPrice: view.power
    case .rent(let gpu): view.rents[gpu]
    case .resale(let gpu): view.resale[gpu]
    }
  }
}

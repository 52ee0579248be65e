import CreditBasics
import MarketPaths
import NumericCore
import RiskMeasures

/// Keeps the per-step changes of ln BTC and ln ρ of a tile and sums them before defaults.
final class ChangeRecorder {
  private let market: MarketTile
  private let minerCount: Int
  private let stepsPerYear: Int
  private let steps: Int
  private let table: LaneTable
  /// Changes of step `k` at `2 k` (ln BTC) and `2 k + 1` (ln ρ).
  private let changes: LaneColumns
  private let last: LaneColumns
  /// `Σx, Σy, Σx², Σy², Σxy` of the path so far.
  private let totals: LaneColumns
  private let isMeaningful: Bool
  private var found: [(row: Int, sums: ChangeSums)] = []

  init(_ plan: RunPlan, market: MarketTile) {
    self.market = market
    let scenario = plan.scenario
    minerCount = scenario.miners.count
    stepsPerYear = scenario.grid.stepsPerYear
    steps = scenario.grid.stepCount
    // Without a coin or a rented GPU the factor does not exist, and neither does its correlation.
    isMeaningful = scenario.market.coins.btc.spotUSD != nil && !scenario.market.gpus.isEmpty
    table = LaneTable(columns: 2 * steps + 7)
    changes = table.columns(2 * steps)
    last = table.columns(2)
    totals = table.columns(5)
  }

  /// Starts a tile at the as-of date.
  func begin() {
    for group in 0..<tileGroups {
      last[0][group] = market.logBTC(group: group)
      last[1][group] = market.logRent(group: group)
      for index in totals.indices { totals[index][group] = .zero }
    }
  }

  /// Records a step, after the market's and before its sales are absorbed.
  func record(step: Int) {
    guard isMeaningful else { return }
    for group in 0..<tileGroups {
      let logBTC = market.logBTC(group: group)
      let logRent = market.logRent(group: group)
      let x = logBTC - last[0][group]
      let y = logRent - last[1][group]
      last[0][group] = logBTC
      last[1][group] = logRent
      changes[2 * step][group] = x
      changes[2 * step + 1][group] = y
      totals[0][group] += x
      totals[1][group] += y
      totals[2][group] = x.times(x, plus: totals[2][group])
      totals[3][group] = y.times(y, plus: totals[3][group])
      totals[4][group] = x.times(y, plus: totals[4][group])
    }
  }

  /// Sums the windows of a finished tile's `count` paths, from the block's path `first` on.
  func finish(_ outcomes: BlockOutcomes, first start: Int, count: Int) {
    for lane in 0..<count {
      found.append((minerCount + 1, isMeaningful ? total(lane: lane) : ChangeSums()))
      var first = (step: Int.max, sums: ChangeSums())
      for miner in 0..<minerCount {
        let step = Int(outcomes.defaultStep[miner * outcomes.pathCount + start + lane])
        guard step >= 0 else { continue }
        let sums = window(endingWith: step, lane: lane)
        found.append((miner, sums))
        if step < first.step { first = (step, sums) }
      }
      if first.step < .max { found.append((minerCount, first.sums)) }
    }
  }

  private func total(lane: Int) -> ChangeSums {
    ChangeSums(
      steps: steps, x: totals[0][lane: lane], y: totals[1][lane: lane],
      xx: totals[2][lane: lane], yy: totals[3][lane: lane], xy: totals[4][lane: lane])
  }

  private func window(endingWith step: Int, lane: Int) -> ChangeSums {
    var sums = ChangeSums()
    guard isMeaningful else { return sums }
    for k in max(0, step + 1 - stepsPerYear)...step {
      sums.add(x: changes[2 * k][lane: lane], y: changes[2 * k + 1][lane: lane])
    }
    return sums
  }

  /// Hands what a block has shown to the tally.
  func flush(to tally: inout StressTally) {
    for item in found {
      if item.row == minerCount + 1 {
        tally.addChanges(ofWholePath: item.sums)
      } else {
        tally.addChanges(item.sums, before: item.row)
      }
    }
    found.removeAll(keepingCapacity: true)
  }
}

import CreditBasics
import MarketPaths
import NumericCore
import RiskMeasures

/// Keeps ln BTC and ln ρ of a tile after every step and sums their changes before defaults.
final class ChangeRecorder {
  private let market: MarketTile
  private let minerCount: Int
  private let stepsPerYear: Int
  private let steps: Int
  private let table: LaneTable
  /// `ln BTC` and `ln ρ` after each step; entry 0 is the as-of date.
  private let logs: LaneRecords<LogName>
  private let isMeaningful: Bool
  private enum LogName: Int, ColumnNames {
    case btc, rent, end
  }

  /// Windows of the block, and which of them belongs to which row.
  private var windows: [ChangeSums] = []
  private var found: [(row: Int32, window: Int32)] = []
  /// Index in `windows` of the window that ends with a step, −1 if none yet: `steps × lanes` of the
  /// tile.
  ///
  /// Windows are shared because in a large book many miners default in one step of a path.
  private var places: [Int32]

  init(_ plan: RunPlan, market: MarketTile) {
    self.market = market
    let scenario = plan.scenario
    minerCount = scenario.miners.count
    stepsPerYear = scenario.grid.stepsPerYear
    steps = scenario.grid.stepCount
    // Without bitcoin's price, or without anything that moves rent, there is no correlation.
    isMeaningful = scenario.market.coins.btc.spotUSD != nil && scenario.market.hasRent
    table = LaneTable(columns: LaneRecords<LogName>.columnCount(steps + 1))
    logs = LaneRecords(steps + 1, in: table)
    places = Array(repeating: -1, count: steps * TileRunner.lanes)
  }

  /// Starts a tile at the as-of date.
  func begin() { keep(after: 0) }

  /// Records a step, once the market has moved and before the step's sales are absorbed.
  func record(step: Int) {
    if isMeaningful { keep(after: step + 1) }
  }

  private func keep(after stepsEnded: Int) {
    market.writeLogs(btc: logs[stepsEnded, .btc], rent: logs[stepsEnded, .rent])
  }

  /// Sums the windows of a finished tile's `count` paths, from the block's path `first` on.
  func finish(_ outcomes: BlockOutcomes, first start: Int, count: Int) {
    for at in places.indices { places[at] = -1 }
    for group in 0..<tileGroups where group * laneCount < count {
      let totals = totals(group: group)
      for lane in group * laneCount..<min(count, (group + 1) * laneCount) {
        add(totals[lane - group * laneCount], to: minerCount + 1)
        var first = (step: Int.max, window: Int32(0))
        for miner in 0..<minerCount {
          let step = Int(outcomes.defaultStep[miner * outcomes.pathCount + start + lane])
          guard step >= 0 else { continue }
          let window = place(endingWith: step, lane: lane)
          found.append((Int32(miner), window))
          if step < first.step { first = (step, window) }
        }
        if first.step < .max { found.append((Int32(minerCount), first.window)) }
      }
    }
  }

  private func add(_ sums: ChangeSums, to row: Int) {
    found.append((Int32(row), Int32(windows.count)))
    windows.append(sums)
  }

  /// Index in `windows` of the window that ends with a step; its sums are computed when first asked
  /// for.
  private func place(endingWith step: Int, lane: Int) -> Int32 {
    let at = step * TileRunner.lanes + lane
    if places[at] < 0 {
      places[at] = Int32(windows.count)
      windows.append(window(endingWith: step, lane: lane))
    }
    return places[at]
  }

  /// Sums over all steps, of eight paths.
  private func totals(group: Int) -> [ChangeSums] {
    guard isMeaningful else { return Array(repeating: ChangeSums(), count: laneCount) }
    var sums = (x: Lanes.zero, y: Lanes.zero, xx: Lanes.zero, yy: Lanes.zero, xy: Lanes.zero)
    for k in 1...steps {
      let x = logs[k, .btc][group] - logs[k - 1, .btc][group]
      let y = logs[k, .rent][group] - logs[k - 1, .rent][group]
      sums.x += x
      sums.y += y
      sums.xx = x.times(x, plus: sums.xx)
      sums.yy = y.times(y, plus: sums.yy)
      sums.xy = x.times(y, plus: sums.xy)
    }
    return (0..<laneCount).map {
      ChangeSums(
        steps: steps, x: sums.x[$0], y: sums.y[$0], xx: sums.xx[$0], yy: sums.yy[$0],
        xy: sums.xy[$0])
    }
  }

  private func window(endingWith step: Int, lane: Int) -> ChangeSums {
    guard isMeaningful else { return ChangeSums() }
    let first = max(0, step + 1 - stepsPerYear)
    var sums = (x: 0.0, y: 0.0, xx: 0.0, yy: 0.0, xy: 0.0)
    var last = (x: logs[first, .btc][lane: lane], y: logs[first, .rent][lane: lane])
    for k in first + 1...step + 1 {
      let now = (x: logs[k, .btc][lane: lane], y: logs[k, .rent][lane: lane])
      let x = now.x - last.x
      let y = now.y - last.y
      last = now
      sums.x += x
      sums.y += y
      sums.xx += x * x
      sums.yy += y * y
      sums.xy += x * y
    }
    return ChangeSums(
      steps: step + 1 - first, x: sums.x, y: sums.y, xx: sums.xx, yy: sums.yy, xy: sums.xy)
  }

  /// Hands what was recorded of a block to the tally.
  func flush(to tally: inout StressTally) {
    for item in found { tally.changes.add(windows[Int(item.window)], to: Int(item.row)) }
    found.removeAll(keepingCapacity: true)
    windows.removeAll(keepingCapacity: true)
  }
}

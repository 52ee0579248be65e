import CreditBasics
import MarketPaths
import NumericCore
import RiskMeasures

/// Keeps the regimes of a tile of paths and the year in which rent falls most.
///
/// The largest fall is the least `ρ(t + 1) / ρ(t)` over a year of steps, or over the run if that is shorter.
final class RegimeRecorder {
  private let market: MarketTile
  private let regimeCount: Int
  private let hasRent: Bool
  /// Steps of the window.
  private let window: Int
  private let table: LaneTable
  /// `ρ` after step `k` at `k mod (window + 1)`.
  private let rents: LaneColumns
  /// The least ratio so far, and the step with which its window begins.
  private let least, starts: LaneColumn
  /// Steps in each regime before the present stay, and its first step: `lanes × regimes`.
  private let steps, first: FixedArray<Int>
  /// The regime of each lane, −1 before the first step, and the step in which that regime began.
  private let current, since: FixedArray<Int>
  /// Steps recorded of the tile.
  private var recorded = 0
  private var found: [RegimeTrace] = []

  init(_ plan: RunPlan, market: MarketTile) {
    self.market = market
    let grid = plan.scenario.grid
    regimeCount = plan.scenario.market.regimes.count
    hasRent = plan.scenario.market.hasRent
    window = min(grid.stepsPerYear, grid.stepCount)
    table = LaneTable(columns: window + 3)
    rents = table.columns(window + 1)
    least = table.column()
    starts = table.column()
    let cells = TileRunner.lanes * regimeCount
    steps = FixedArray(count: cells, in: table) { _ in 0 }
    first = FixedArray(count: cells, in: table) { _ in -1 }
    current = FixedArray(count: TileRunner.lanes, in: table) { _ in -1 }
    since = FixedArray(count: TileRunner.lanes, in: table) { _ in 0 }
  }

  /// Starts a tile at the as-of date.
  func begin() {
    for cell in steps.indices {
      steps[cell] = 0
      first[cell] = -1
    }
    for lane in current.indices { current[lane] = -1 }
    recorded = 0
    rents[0].fill(1)
    least.fill(.infinity)
    starts.fill(0)
  }

  /// Records a step once the market has moved.
  func record(step: Int) {
    let regimes = market.regimes
    for lane in 0..<TileRunner.lanes where regimes[lane] != current[lane] {
      enter(regimes[lane], lane: lane, step: step)
    }
    recorded = step + 1
    guard hasRent else { return }
    let ended = step + 1
    for group in 0..<tileGroups {
      let rent = market.rentIndex[group]
      rents[ended % (window + 1)][group] = rent
      guard ended >= window else { continue }
      // A fall within rounding counts as none.
      let ratio = rent / rents[(ended - window) % (window + 1)][group]
      let isLess = ratio .< least[group] * (1 - 1e-12)
      least[group] = least[group].replacing(with: ratio, where: isLess)
      starts[group] = starts[group].replacing(
        with: Lanes(repeating: Double(ended - window)), where: isLess)
    }
  }

  /// Ends a lane's stay in its regime and begins one in another.
  private func enter(_ regime: Int, lane: Int, step: Int) {
    let cells = lane * regimeCount
    if current[lane] >= 0 { steps[cells + current[lane]] += step - since[lane] }
    (current[lane], since[lane]) = (regime, step)
    if first[cells + regime] < 0 { first[cells + regime] = step }
  }

  /// Reads a finished tile's `count` paths.
  func finish(count: Int) {
    for lane in 0..<count {
      let cells = lane * regimeCount..<(lane + 1) * regimeCount
      if recorded > 0 { steps[cells.lowerBound + current[lane]] += recorded - since[lane] }
      found.append(
        RegimeTrace(
          steps: cells.map { steps[$0] }, first: cells.map { first[$0] },
          fall: hasRent ? Int(starts[lane: lane]) : nil))
    }
  }

  /// Hands what was recorded of a block to the tally.
  func flush(to tally: inout StressTally) {
    for trace in found { tally.regimes.add(trace) }
    found.removeAll(keepingCapacity: true)
  }
}

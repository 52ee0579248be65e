import CreditBasics
import MinerCredit
import NumericCore
import TestSupport

/// A tile of miners in a market whose every price is set by hand, lane by lane.
///
/// Coins cost $100 and markets are open until a test says otherwise; nothing is drawn.
final class HandMarket {
  let scenario: Scenario
  let view: MarketView
  let impact: MarketImpact
  private let table: LaneTable
  private let shared: SharedTile
  private let tile: CreditTile
  private var step = 0

  /// Paths in a tile.
  static let lanes = 0..<tileGroups * laneCount

  init(_ scenario: Scenario, monitored: Set<Int> = []) {
    self.scenario = scenario
    let gpus = scenario.market.gpus.count
    // Sales besides: GPUs, two coins, rigs and their marks.
    table = LaneTable(columns: MarketView.columnCount(gpus: gpus) + gpus + 4)
    view = MarketView(gpus: gpus, in: table)
    impact = MarketImpact(
      btcSoldUSD: table.column(), ethSoldUSD: table.column(), dumped: table.columns(gpus),
      rigsDumped: table.column(), rigMarksDumped: table.column(),
      touched: FixedArray(Array(repeating: false, count: tileGroups), in: table))
    let plan = CreditPlan(scenario, world: .full, monitored: monitored)
    shared = SharedTile(plan: plan, seed: scenario.simulation.seed, market: view)
    tile = CreditTile(
      plan: plan, shared: shared, market: view, impact: impact, probesCollateral: true)
    for price in [view.prices.btc, view.prices.eth] { price.fill(100) }
    view.rentIndex.fill(1)
    for market in [view.refinancingOpen, view.equityOpen] { market.fill(1) }
    shared.begin(paths: Array(repeating: LaneBits(repeating: 0), count: tileGroups))
    tile.begin()
  }

  /// A market around one miner with one tranche.
  convenience init(
    _ tranche: Tranche, cash: Double = 10_000, years: Double = 3, monitored: Set<Int> = [],
    _ change: (inout Miner) -> Void = { _ in }
  ) {
    var miner = Miner(name: "M", cashUSD: cash, tranches: [tranche])
    change(&miner)
    self.init(SmallScenarios.scenario([miner], years: years), monitored: monitored)
  }

  /// Runs steps with the prices as they are; sales recorded are those of the last one.
  func advance(_ steps: Int = 1) {
    for _ in 0..<steps {
      for column in [impact.btcSoldUSD, impact.ethSoldUSD] { column.fill(0) }
      shared.advance(step: step)
      tile.step(step)
      step += 1
    }
  }

  /// Outstanding over marked assets of a miner after the last step, by lane.
  func loanToValue(of miner: Int = 0) -> [Double] {
    read { tile.writeLoanToValue(of: miner, to: $0) }
  }

  /// Coverage of the trailing year after the last step, which must be monitored, by lane.
  func coverage(of miner: Int = 0) -> [Double] {
    read { tile.writeCoverage(of: miner, step: step - 1, to: $0) }
  }

  /// Ends the paths at the horizon and says what happened.
  func outcomes() -> BlockOutcomes {
    advance(scenario.grid.stepCount - step)
    tile.finish(steps: scenario.grid.stepCount)
    let count = Self.lanes.count
    var outcomes = BlockOutcomes(
      pathCount: count, minerCount: scenario.miners.count,
      trancheCount: scenario.miners.reduce(0) { $0 + $1.tranches.count })
    tile.write(to: &outcomes, first: 0, count: count)
    return outcomes
  }

  private func read(_ write: (LaneColumn) -> Void) -> [Double] {
    let column = LaneTable(columns: 1)
    return withExtendedLifetime(column) {
      let values = column.column()
      write(values)
      return Self.lanes.map { values[lane: $0] }
    }
  }
}

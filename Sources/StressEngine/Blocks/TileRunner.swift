import CreditBasics
import MarketPaths
import MinerCredit
import NumericCore
import RiskMeasures

/// Simulates tiles of paths with memory of its own: one for each worker.
final class TileRunner {
  let plan: RunPlan
  let market: MarketTile
  let shared: SharedTile
  /// Lots and leases of the bottomless world, if they can differ from those of the full one.
  let sharedApart: SharedTile?
  let full: CreditTile
  let bottomless: CreditTile?
  let fans: FanRecorder
  /// The recorders of the extras; nil without any.
  let extras: ExtrasRecorder?
  /// The market of every step, where miners are simulated in batches; nil elsewhere.
  private let history: LaneHistory?
  /// What a tilted run adds to normals; nil in plain ones.
  let shifts: NormalShifts?
  /// What a tilted run adds up, where its paths are weighed; nil otherwise.
  let draws: DrawRecorder?

  /// Paths in a tile.
  static let lanes = tileGroups * laneCount

  /// Allocates a worker's memory; a run that needs outcomes alone has no extras and no fans.
  ///
  /// - Parameter keepsMarks: whether quarterly marks are kept even if no fan asks for them.
  init(
    _ plan: RunPlan, recordsExtras: Bool = true, recordsFans: Bool = true, keepsMarks: Bool = false
  ) {
    let wanted = recordsExtras ? plan.extras.wanted : []
    self.plan = plan
    market = MarketTile(
      plan: plan.market, lender: wanted.contains(.underwritingGap))
    let view = market.view(of: .full)
    shared = SharedTile(
      plan: plan.full, seed: plan.scenario.simulation.seed, market: view)
    full = CreditTile(
      plan: plan.full, shared: shared, market: view, impact: market.impact,
      probesCollateral: !wanted.isDisjoint(with: [.phantomCollateral, .loanToValueFan]))
    let bottomlessMarket = market.view(of: .bottomless)
    sharedApart = plan.bottomless.flatMap { [shared] in
      $0.worldsOperateApart
        ? SharedTile(
          plan: $0, seed: plan.scenario.simulation.seed, market: bottomlessMarket,
          factorsOf: shared, following: shared) : nil
    }
    bottomless = plan.bottomless.map { [shared = sharedApart ?? shared] in
      CreditTile(plan: $0, shared: shared, market: bottomlessMarket, impact: nil)
    }
    shifts = plan.scenario.simulation.tilt.map { [market] in
      NormalShifts($0, market: market, grid: plan.scenario.grid)
    }
    draws = shifts.flatMap { [market, shared] shifts in
      plan.drawSpace.map { DrawRecorder($0, market: market, shared: shared, shifts: shifts) }
    }
    fans = FanRecorder(plan, market: market, isRecording: recordsFans)
    extras =
      recordsExtras
      ? ExtrasRecorder(plan, market: market, shared: shared, full: full, keepsMarks: keepsMarks)
      : nil
    let isWatched = keepsMarks || !wanted.isDisjoint(with: ExtrasPlan.recorded)
    history =
      shifts == nil && plan.minersAreApart && !isWatched
        && plan.scenario.miners.count > 2 * Self.minersAtOnce
      ? market.history(steps: plan.scenario.grid.stepCount, most: Self.mostHistoryBytes) : nil
  }

  /// Miners whose books stay in a core's cache together.
  private static let minersAtOnce = 32
  /// Largest history in bytes: a larger one would not stay in a cache.
  private static let mostHistoryBytes = 16 << 20

  /// Calls a body with a runner whose memory is freed when it returns.
  static func with<Value>(
    _ plan: RunPlan, recordsExtras: Bool = true, _ body: (TileRunner) throws -> Value
  ) rethrows -> Value {
    let runner = TileRunner(plan, recordsExtras: recordsExtras, recordsFans: recordsExtras)
    // Pointers into the runner's tiles do not keep it alive.
    defer { withExtendedLifetime(runner) {} }
    return try body(runner)
  }

  /// Simulates a block of paths: what happened to the book goes to `outcomes` from path `first` on,
  /// factors to `fans`, which holds no more than a stretch of the plan.
  ///
  /// - Returns: false when `progress` told it to stop early, with the block unfinished.
  @discardableResult
  func run(
    paths: [UInt64], into outcomes: inout BlockOutcomes, first: Int = 0, progress: RunProgress?
  ) -> Bool {
    for start in stride(from: 0, to: paths.count, by: Self.lanes) {
      if progress?.isStopping == true { return false }
      let tile = Array(paths[start..<min(start + Self.lanes, paths.count)])
      run(tile: tile, into: &outcomes, first: first + start, inBlock: start)
      progress?.add(tile.count)
    }
    return true
  }

  /// Simulates up to a tile of paths and writes what happened to `outcomes` from path `first` on;
  /// `inBlock` is its position among the paths that fans and extras hold.
  ///
  /// Lanes beyond the last path repeat that path; they are simulated and their results dropped.
  private func run(
    tile paths: [UInt64], into outcomes: inout BlockOutcomes, first: Int, inBlock: Int
  ) {
    let lanes = Self.laneNumbers(paths)
    // These are local copies: reading the object's properties would cost reference counting in
    // every step.
    let (market, shared, full, bottomless) = (market, shared, full, bottomless)
    let (fans, extras, sharedApart) = (fans, extras, sharedApart)
    market.begin(paths: lanes)
    shared.begin(paths: lanes)
    sharedApart?.begin(paths: lanes)
    full.begin()
    bottomless?.begin()
    fans.record(after: 0, first: inBlock)
    extras?.begin(paths: lanes, first: inBlock, count: paths.count)
    let steps = plan.stepsRun
    if let history {
      stepApart(history, inBlock: inBlock)
    } else if let shifts {
      shifts.begin()
      draws?.begin(paths: lanes)
      for step in 0..<steps { advance(step, by: shifts, first: inBlock, count: paths.count) }
      draws?.finish(count: paths.count)
    } else {
      for step in 0..<steps {
        market.advance(step: step)
        shared.advance(step: step)
        sharedApart?.advance(step: step)
        fans.record(after: step + 1, first: inBlock)
        full.step(step)
        bottomless?.step(step)
        extras?.step(step, first: inBlock, count: paths.count)
        market.absorbSales()
      }
    }
    full.finish(steps: steps)
    full.write(to: &outcomes, first: first, count: paths.count)
    (bottomless ?? full).writeBottomless(to: &outcomes, first: first, count: paths.count)
    extras?.finish(outcomes, first: first, count: paths.count)
  }

  /// Moves the market through all steps, then the miners a few at a time: the books of thousands
  /// pass through memory once per tile instead of once per step.
  private func stepApart(_ history: LaneHistory, inBlock: Int) {
    let (market, shared, full, fans) = (market, shared, full, fans)
    let steps = plan.scenario.grid.stepCount
    for step in 0..<steps {
      market.advance(step: step)
      fans.record(after: step + 1, first: inBlock)
      history.keep(step)
    }
    let count = plan.scenario.miners.count
    for start in stride(from: 0, to: count, by: Self.minersAtOnce) {
      let miners = start..<min(start + Self.minersAtOnce, count)
      for step in 0..<steps {
        history.recall(step)
        shared.advance(step: step, miners: miners)
        full.step(step, miners: miners)
      }
    }
  }

  /// One step of a tilted run: a plain step with normals shifted and added up.
  @inline(never)
  private func advance(_ step: Int, by shifts: NormalShifts, first: Int, count: Int) {
    market.advance(step: step, by: shifts)
    shared.shiftFactors(step: step)
    shared.advance(step: step)
    sharedApart?.advance(step: step)
    fans.record(after: step + 1, first: first)
    full.step(step)
    bottomless?.step(step)
    extras?.step(step, first: first, count: count)
    draws?.step(step)
    market.absorbSales()
  }

  private static func laneNumbers(_ paths: [UInt64]) -> [LaneBits] {
    (0..<tileGroups).map { group in
      var numbers = LaneBits()
      for lane in 0..<laneCount {
        numbers[lane] = paths[min(group * laneCount + lane, paths.count - 1)]
      }
      return numbers
    }
  }
}

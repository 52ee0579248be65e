import CreditBasics
import MarketPaths
import MinerCredit
import NumericCore
import RiskMeasures

/// The book in the lender's view, simulated beside the full model on the same draws.
///
/// Tenants and delays follow the same draws, but rents are flat: lots earn other amounts and
/// tenants walk away at other times, so the view has operations of its own. Miners' own factors are
/// shared.
final class LenderBook {
  let tile: CreditTile
  let quarters: QuarterRecorder
  private(set) var outcomes: BlockOutcomes
  private let shared: SharedTile
  private let steps: Int

  init(
    _ plan: RunPlan, credit: CreditPlan, market: MarketTile, factorsOf full: SharedTile,
    keepsMarks: Bool
  ) {
    let view = market.view(of: .lender)
    shared = SharedTile(
      plan: credit, seed: plan.scenario.simulation.seed, market: view, factorsOf: full)
    tile = CreditTile(plan: credit, shared: shared, market: view, impact: nil)
    quarters = QuarterRecorder(plan, tile: tile, keepsMarks: keepsMarks, asOf: nil)
    steps = plan.scenario.grid.stepCount
    outcomes = BlockOutcomes(pathCount: 0, minerCount: 0, trancheCount: 0)
  }

  /// Makes room for a block of paths; the room of an earlier block of the same size is reused.
  func begin(_ plan: RunPlan, pathCount: Int, onlyLosses: Bool) {
    guard pathCount != outcomes.pathCount else { return }
    outcomes = BlockOutcomes(
      pathCount: pathCount, minerCount: plan.book.miners.count,
      trancheCount: plan.book.tranches.count, onlyLosses: onlyLosses)
  }

  /// Starts a tile.
  func begin(paths: [LaneBits]) {
    shared.begin(paths: paths)
    tile.begin()
    quarters.begin()
  }

  /// Runs one step of a tile, once the market and the shared factors have moved.
  func step(_ step: Int, first: Int, count: Int) {
    shared.advance(step: step)
    tile.step(step)
    quarters.record(after: step + 1, first: first, count: count)
  }

  /// Ends a tile and writes what happened to its paths.
  func finish(first: Int, count: Int) {
    tile.finish(steps: steps)
    tile.write(to: &outcomes, first: first, count: count)
  }
}

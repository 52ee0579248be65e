import CreditBasics
import MarketPaths
import MinerCredit
import NumericCore
import RiskMeasures

/// Everything that the extras of a run record while its tiles move: absent when there are none.
///
/// A block begins, its tiles begin, step and finish, and the block is flushed to the tally.
final class LensRecorder {
  let quarters: QuarterRecorder?
  let lender: LenderBook?
  private let plan: RunPlan
  private let changes: ChangeRecorder?
  private let collateral: CollateralRecorder?

  /// Creates the recorders that a plan's extras ask for; nil without any.
  init?(_ plan: RunPlan, market: MarketTile, shared: SharedTile, full: CreditTile) {
    let extras = plan.lens.extras
    guard !extras.isDisjoint(with: LensPlan.recorded) else { return nil }
    self.plan = plan
    quarters =
      extras.isDisjoint(with: LensPlan.quarterly)
      ? nil
      : QuarterRecorder(
        plan, tile: full, liquidation: extras.contains(.loanToValueFan), asOf: plan.asOfBook)
    lender = plan.lens.lender.map {
      LenderBook(plan, credit: $0, market: market, factorsOf: shared)
    }
    changes = extras.contains(.realisedCorrelation) ? ChangeRecorder(plan, market: market) : nil
    collateral =
      extras.contains(.phantomCollateral)
      ? full.probe.map { CollateralRecorder(plan, probe: $0) } : nil
  }

  /// Makes room for a block of paths.
  func begin(pathCount: Int) {
    quarters?.begin(pathCount: pathCount)
    lender?.begin(plan, pathCount: pathCount)
  }

  /// Starts a tile, after its market and miners; its `count` paths begin at the block's `first`.
  func begin(paths: [LaneBits], first: Int, count: Int) {
    changes?.begin()
    lender?.begin(paths: paths)
    quarters?.record(after: 0, first: first, count: count)
  }

  /// Records a step at its end, before its sales are absorbed.
  func step(_ step: Int, first: Int, count: Int) {
    changes?.record(step: step)
    quarters?.record(after: step + 1, first: first, count: count)
    lender?.step(step, first: first, count: count)
  }

  /// Ends a tile whose outcomes are written.
  func finish(_ outcomes: BlockOutcomes, first: Int, count: Int) {
    changes?.finish(outcomes, first: first, count: count)
    collateral?.finish(outcomes, first: first, count: count)
    lender?.finish(first: first, count: count)
  }

  /// Hands a finished block to the tally.
  func flush(_ outcomes: BlockOutcomes, to tally: inout StressTally) {
    changes?.flush(to: &tally)
    collateral?.flush(to: &tally)
    guard let quarters else { return }
    tally.add(quarters.marks)
    if let lender {
      tally.addGap(
        full: outcomes, fullMarks: quarters.marks, lender: lender.outcomes,
        lenderMarks: lender.quarters.marks)
    }
  }
}

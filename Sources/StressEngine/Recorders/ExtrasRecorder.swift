import CreditBasics
import MarketPaths
import MinerCredit
import NumericCore
import RiskMeasures

/// Everything that the extras of a run record while its tiles move.
///
/// The order of calls: a block begins; each of its stretches begins, its tiles begin, step and
/// finish, and the stretch is flushed to the tally; last the block is flushed.
final class ExtrasRecorder {
  let quarters: QuarterRecorder?
  let lender: LenderBook?
  private let plan: RunPlan
  private let changes: ChangeRecorder?
  private let collateral: CollateralRecorder?
  private let exposures: ExposureRecorder?
  private let inventory: InventoryRecorder?
  private let tenants: TenantRecorder?
  private let regimes: RegimeRecorder?
  /// Paths of the stretch.
  private var stretchCount = 0
  /// Marks of the block's stretches so far, for the comparison with the lender's view.
  private var gap: (full: GapMarks, lender: GapMarks)?

  /// Creates the recorders that a plan's extras ask for; nil without any.
  ///
  /// - Parameter keepsMarks: whether quarterly marks of both worlds are kept even if no fan needs
  ///   them.
  init?(
    _ plan: RunPlan, market: MarketTile, shared: SharedTile, full: CreditTile, keepsMarks: Bool
  ) {
    let extras = plan.extras.wanted
    guard !extras.isDisjoint(with: ExtrasPlan.recorded) else { return nil }
    self.plan = plan
    quarters =
      extras.isDisjoint(with: ExtrasPlan.quarterly)
      ? nil
      : QuarterRecorder(
        plan, tile: full, keepsMarks: keepsMarks || !extras.isDisjoint(with: ExtrasPlan.fans),
        asOf: plan.asOfBook)
    lender = plan.extras.lender.map {
      LenderBook(
        plan, credit: $0, market: market, factorsOf: shared, keepsMarks: keepsMarks)
    }
    changes = extras.contains(.realisedCorrelation) ? ChangeRecorder(plan, market: market) : nil
    inventory = extras.contains(.inventory) ? InventoryRecorder(plan, market: market) : nil
    tenants =
      extras.contains(.tenants) && !plan.book.tenants.isEmpty
      ? TenantRecorder(plan, market: market, shared: shared) : nil
    regimes = extras.contains(.regimes) ? RegimeRecorder(plan, market: market) : nil
    exposures =
      extras.contains(.expectedLossByYear) ? ExposureRecorder(plan, tile: full) : nil
    collateral =
      extras.contains(.phantomCollateral)
      ? full.probe.map { CollateralRecorder(plan, probe: $0) } : nil
  }

  /// Makes room for a block of paths; the room of an earlier block of the same size is reused.
  ///
  /// - Parameter onlyLosses: whether the lender's claims and recoveries, which no table shows, are left out.
  func begin(pathCount: Int, onlyLosses: Bool = true) {
    guard let lender else { return }
    lender.begin(plan, pathCount: pathCount, onlyLosses: onlyLosses)
    guard pathCount != gap?.full.pathCount else { return }
    // Two values are made: a copy would share memory and be duplicated at the first write.
    let miners = plan.book.miners.count
    gap = (
      GapMarks(pathCount: pathCount, minerCount: miners),
      GapMarks(pathCount: pathCount, minerCount: miners)
    )
  }

  /// Makes room for a stretch of the block's paths.
  func beginStretch(pathCount: Int) {
    stretchCount = pathCount
    quarters?.begin(pathCount: pathCount)
    lender?.quarters.begin(pathCount: pathCount)
  }

  /// Starts a tile, after its market and miners; its `count` paths begin at the stretch's `first`.
  func begin(paths: [LaneBits], first: Int, count: Int) {
    changes?.begin()
    inventory?.begin()
    tenants?.begin()
    regimes?.begin()
    quarters?.begin()
    lender?.begin(paths: paths)
    quarters?.record(after: 0, first: first, count: count)
  }

  /// Records a step at its end, before its sales are absorbed.
  func step(_ step: Int, first: Int, count: Int) {
    changes?.record(step: step)
    exposures?.record(after: step + 1, first: first)
    inventory?.record(step: step, count: count)
    tenants?.record(step: step)
    regimes?.record(step: step)
    quarters?.record(after: step + 1, first: first, count: count)
    lender?.step(step, first: first, count: count)
  }

  /// Ends a tile whose outcomes are written, from the block's path `first` on.
  func finish(_ outcomes: BlockOutcomes, first: Int, count: Int) {
    changes?.finish(outcomes, first: first, count: count)
    collateral?.finish(outcomes, first: first, count: count)
    tenants?.finish(outcomes, first: first, count: count)
    regimes?.finish(count: count)
    guard let lender else { return }
    lender.finish(first: first, count: count)
    guard gap != nil else { return }
    quarters?.finish(&gap!.full, first: first, count: count)
    lender.quarters.finish(&gap!.lender, first: first, count: count)
  }

  /// Hands what was recorded of a finished stretch to the tally.
  func flushStretch(to tally: inout StressTally) {
    if let quarters { tally.quarters.add(quarters.marks) }
    exposures?.flush(count: stretchCount, to: &tally)
  }

  /// Hands what was recorded of a finished block to the tally.
  func flush(_ outcomes: BlockOutcomes, to tally: inout StressTally) {
    changes?.flush(to: &tally)
    collateral?.flush(to: &tally)
    inventory?.flush(to: &tally)
    tenants?.flush(to: &tally)
    regimes?.flush(to: &tally)
    guard let lender, let gap else { return }
    tally.gap.add(
      full: outcomes, fullMarks: gap.full, lender: lender.outcomes, lenderMarks: gap.lender)
  }
}

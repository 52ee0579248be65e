import CreditBasics
import MinerCredit
import NumericCore

/// Writes coverage and loan to value of one world's miners into a stretch's marks at the quarters.
final class QuarterRecorder {
  private(set) var marks: QuarterlyMarks
  private let momentsAfterStep: [[Int]]
  private let tile: CreditTile
  /// Values assets in liquidation; nil when that is not asked for.
  private let probe: CollateralProbe?
  private let asOf: AsOfBook?

  /// Creates the recorder of a world; `asOf` values moments before the end of the first step.
  init(_ plan: RunPlan, tile: CreditTile, liquidation: Bool, asOf: AsOfBook?) {
    self.tile = tile
    self.asOf = asOf
    momentsAfterStep = plan.lens.quartersAfterStep
    probe = liquidation ? tile.probe : nil
    marks = QuarterlyMarks(
      pathCount: 0, minerCount: tile.minerCount, momentCount: plan.lens.quarterCount,
      liquidation: probe != nil)
  }

  /// Makes room for a stretch of paths.
  func begin(pathCount: Int) {
    guard pathCount != marks.pathCount else { return }
    // The old marks go before the new ones come.
    for count in [0, pathCount] {
      marks = QuarterlyMarks(
        pathCount: count, minerCount: marks.minerCount, momentCount: marks.momentCount,
        liquidation: probe != nil)
    }
  }

  /// Records the moments that fall after `stepsEnded` steps for a tile's `count` paths, whose
  /// place in the stretch begins at `first`.
  func record(after stepsEnded: Int, first: Int, count: Int) {
    for moment in momentsAfterStep[stepsEnded] {
      for miner in 0..<tile.minerCount {
        let start = marks.cell(miner: miner, moment: moment).lowerBound + first
        if stepsEnded == 0 {
          recordAsOf(miner, start: start, count: count)
        } else {
          record(miner, step: stepsEnded - 1, start: start, count: count)
        }
      }
    }
  }

  private func record(_ miner: Int, step: Int, start: Int, count: Int) {
    for group in 0..<tileGroups {
      let size = min(laneCount, count - group * laneCount)
      guard size > 0 else { return }
      let at = start + group * laneCount
      copy(
        tile.coverage(of: miner, step: step, group: group), size, to: &marks.coverage, at: at)
      copy(tile.headlineLTV(of: miner, group: group), size, to: &marks.headlineLTV, at: at)
      guard let probe else { continue }
      copy(
        tile.liquidationLTV(of: miner, group: group, probe: probe), size,
        to: &marks.liquidationLTV, at: at)
    }
  }

  /// Copies the first `size` lanes; the array's ownership is checked once for all of them.
  private func copy(_ lanes: Lanes, _ size: Int, to values: inout [Double], at start: Int) {
    values.withUnsafeMutableBufferPointer { values in
      for lane in 0..<size { values[start + lane] = lanes[lane] }
    }
  }

  private func recordAsOf(_ miner: Int, start: Int, count: Int) {
    for at in start..<start + count {
      marks.coverage[at] = .nan
      marks.headlineLTV[at] = asOf?.headlineLTV[miner] ?? .nan
      if probe != nil { marks.liquidationLTV[at] = asOf?.liquidationLTV[miner] ?? .nan }
    }
  }
}

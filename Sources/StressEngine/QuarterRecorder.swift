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
  /// Moments at which loans to value are asked for.
  private let loanToValueMoments: Set<Int>

  /// Creates the recorder of a world.
  ///
  /// - Parameters:
  ///   - loanToValueMoments: the only ones at which loans to value are asked for (NaN at others);
  ///     nil for all.
  ///   - asOf: values moments before the end of the first step.
  init(
    _ plan: RunPlan, tile: CreditTile, liquidation: Bool, loanToValueMoments: [Int]? = nil,
    asOf: AsOfBook?
  ) {
    self.tile = tile
    self.asOf = asOf
    self.loanToValueMoments = Set(loanToValueMoments ?? Array(0..<plan.lens.quarterCount))
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
      let valuesLoans = loanToValueMoments.contains(moment)
      for miner in 0..<tile.minerCount {
        let start = marks.cell(miner: miner, moment: moment).lowerBound + first
        if stepsEnded == 0 {
          recordAsOf(miner, start: start, count: count)
        } else {
          recordCoverage(miner, step: stepsEnded - 1, start: start, count: count)
          if valuesLoans { recordLoanToValue(miner, start: start, count: count) }
        }
      }
    }
  }

  private func recordCoverage(_ miner: Int, step: Int, start: Int, count: Int) {
    for group in 0..<tileGroups {
      let coverage = tile.coverage(of: miner, step: step, group: group)
      marks.coverage.store(coverage, group: group, of: count, at: start)
    }
  }

  private func recordLoanToValue(_ miner: Int, start: Int, count: Int) {
    for group in 0..<tileGroups {
      let loan = tile.loanToValue(of: miner, group: group, probe: probe)
      marks.headlineLTV.store(loan.headline, group: group, of: count, at: start)
      guard let liquidation = loan.liquidation else { continue }
      marks.liquidationLTV.store(liquidation, group: group, of: count, at: start)
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

extension [Double] {
  /// Writes a group of a tile of `count` paths whose values begin at `start`; what lies beyond its last
  /// path is dropped.
  fileprivate mutating func store(_ lanes: Lanes, group: Int, of count: Int, at start: Int) {
    let first = group * laneCount
    withUnsafeMutableBytes { bytes in
      if count >= first + laneCount {
        bytes.storeBytes(
          of: lanes, toByteOffset: (start + first) * MemoryLayout<Double>.stride, as: Lanes.self)
        return
      }
      let values = bytes.bindMemory(to: Double.self)
      for lane in 0..<Swift.max(0, count - first) { values[start + first + lane] = lanes[lane] }
    }
  }
}

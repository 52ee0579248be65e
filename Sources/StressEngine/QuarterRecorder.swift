import CreditBasics
import MinerCredit
import NumericCore

/// Writes coverage and loan to value of one world's miners into a stretch's marks at the quarters.
final class QuarterRecorder {
  private(set) var marks: QuarterlyMarks
  private let moments: MomentsByStep
  private let tile: CreditTile
  /// Values assets in liquidation; nil when that is not asked for.
  private let probe: CollateralProbe?
  private let asOf: AsOfBook?
  private let table = LaneTable(columns: 1)
  /// What a tile's paths have at a moment.
  private let values: LaneColumn
  /// Whether loans to value are asked for, by moment.
  private let valuesLoans: [Bool]

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
    values = table.column()
    self.asOf = asOf
    valuesLoans = (0..<plan.lens.quarterCount).map { loanToValueMoments?.contains($0) ?? true }
    moments = plan.lens.quarters
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
    for moment in moments[stepsEnded] {
      if stepsEnded == 0 {
        recordAsOf(moment, first: first, count: count)
      } else {
        recordCoverage(moment, step: stepsEnded - 1, first: first, count: count)
        if valuesLoans[moment] { recordLoansToValue(moment, first: first, count: count) }
      }
    }
  }

  private func recordCoverage(_ moment: Int, step: Int, first: Int, count: Int) {
    for miner in 0..<tile.minerCount {
      tile.writeCoverage(of: miner, step: step, to: values)
      let start = marks.cell(miner: miner, moment: moment).lowerBound + first
      marks.coverage.replace(from: start, with: values, count: count)
    }
  }

  private func recordLoansToValue(_ moment: Int, first: Int, count: Int) {
    for miner in 0..<tile.minerCount {
      tile.writeLoanToValue(of: miner, to: values)
      let start = marks.cell(miner: miner, moment: moment).lowerBound + first
      marks.headlineLTV.replace(from: start, with: values, count: count)
    }
    // Outside of the loop: a name for an object is counted, and counting waits for all that has been
    // written.
    guard let probe else { return }
    for miner in 0..<tile.minerCount {
      probe.writeLoanToValue(of: miner, to: values)
      let start = marks.cell(miner: miner, moment: moment).lowerBound + first
      marks.liquidationLTV.replace(from: start, with: values, count: count)
    }
  }

  private func recordAsOf(_ moment: Int, first: Int, count: Int) {
    for miner in 0..<tile.minerCount {
      let start = marks.cell(miner: miner, moment: moment).lowerBound + first
      for at in start..<start + count {
        marks.coverage[at] = .nan
        marks.headlineLTV[at] = asOf?.headlineLTV[miner] ?? .nan
        if probe != nil { marks.liquidationLTV[at] = asOf?.liquidationLTV[miner] ?? .nan }
      }
    }
  }
}

extension [Double] {
  /// Writes the first `count` values of a column over those from `start` on.
  fileprivate mutating func replace(from start: Int, with column: LaneColumn, count: Int) {
    column.withValues(count: count) { values in
      withUnsafeMutableBufferPointer {
        _ = UnsafeMutableBufferPointer(rebasing: $0[start..<start + count]).update(from: values)
      }
    }
  }
}

import CreditBasics
import MinerCredit
import NumericCore
import RiskMeasures

/// Reads coverage and loan to value of one world's miners at the quarters: into a stretch's marks
/// for the fans, and into `GapColumns` for the comparison with another world.
final class QuarterRecorder {
  /// The stretch's marks; without paths when they are not kept.
  private(set) var marks: QuarterlyMarks
  private let keepsMarks: Bool
  /// Columns for the comparison with another world; nil without one.
  private let gap: GapColumns?
  private let moments: MomentsByStep
  private let tile: CreditTile
  /// Whether loans to value in liquidation are asked for too.
  ///
  /// The probe itself is reached through the tile: a property for it would cost reference counting,
  /// which waits for all pending writes.
  private let valuesLiquidation: Bool
  private let asOf: AsOfBook?
  /// By moment, whether loans to value are asked for.
  private let valuesLoans: [Bool]
  private let table: LaneTable
  /// Values of a tile's paths at the moment being recorded.
  private let values, liquidation: LaneColumn

  /// Creates the recorder of a world.
  ///
  /// - Parameters:
  ///   - keepsMarks: whether marks of all paths and moments are kept.
  ///   - asOf: the book that values moments before the end of the first step.
  init(_ plan: RunPlan, tile: CreditTile, keepsMarks: Bool, asOf: AsOfBook?) {
    let extras = plan.extras.wanted
    self.tile = tile
    self.keepsMarks = keepsMarks
    self.asOf = asOf
    let compares = extras.contains(.underwritingGap)
    let (miners, quarters) = (tile.minerCount, plan.extras.quarterCount)
    let compared =
      compares ? GapColumns.columnCount(minerCount: miners, quarterCount: quarters) : 0
    table = LaneTable(columns: 2 + compared)
    values = table.column()
    liquidation = table.column()
    gap = compares ? GapColumns(minerCount: miners, quarterCount: quarters, table: table) : nil
    moments = plan.extras.quarters
    // Only the full world has a probe, and only its loans to value make a fan.
    let hasFan = extras.contains(.loanToValueFan) && tile.probe != nil
    valuesLiquidation = hasFan
    valuesLoans = (0..<quarters).map {
      hasFan || GapMarks.loanToValueMoments.contains($0)
    }
    marks = QuarterlyMarks(
      pathCount: 0, minerCount: miners, momentCount: quarters,
      liquidation: valuesLiquidation)
  }

  /// Makes room for a stretch of paths.
  func begin(pathCount: Int) {
    guard keepsMarks, pathCount != marks.pathCount else { return }
    // The old marks are freed before the new ones are allocated.
    for count in [0, pathCount] {
      marks = QuarterlyMarks(
        pathCount: count, minerCount: marks.minerCount, momentCount: marks.momentCount,
        liquidation: valuesLiquidation)
    }
  }

  /// Starts a tile.
  func begin() { gap?.begin() }

  /// Records the moments that fall after `stepsEnded` steps for a tile's `count` paths, whose
  /// place in the stretch begins at `first`.
  func record(after stepsEnded: Int, first: Int, count: Int) {
    for moment in moments[stepsEnded] {
      if stepsEnded == 0 {
        if keepsMarks { recordAsOf(moment, first: first, count: count) }
      } else {
        recordCoverage(moment, step: stepsEnded - 1, first: first, count: count)
        if valuesLoans[moment] { recordLoansToValue(moment, first: first, count: count) }
      }
    }
  }

  /// Writes what a finished tile's `count` paths give to compare, from the block's path `first` on.
  func finish(_ marks: inout GapMarks, first: Int, count: Int) {
    gap?.write(to: &marks, first: first, count: count)
  }

  private func recordCoverage(_ moment: Int, step: Int, first: Int, count: Int) {
    for miner in 0..<tile.minerCount {
      tile.writeCoverage(of: miner, step: step, to: values)
      gap?.lower(miner, to: values)
      guard keepsMarks else { continue }
      let start = marks.cell(miner: miner, moment: moment).lowerBound + first
      marks.coverage.replace(from: start, with: values, count: count)
    }
  }

  private func recordLoansToValue(_ moment: Int, first: Int, count: Int) {
    for miner in 0..<tile.minerCount {
      if valuesLiquidation {
        tile.writeLoansToValue(of: miner, headline: values, liquidation: liquidation)
      } else {
        tile.writeLoanToValue(of: miner, to: values)
      }
      gap?.keep(miner, quarter: moment, loanToValue: values)
      guard keepsMarks else { continue }
      let start = marks.cell(miner: miner, moment: moment).lowerBound + first
      marks.headlineLTV.replace(from: start, with: values, count: count)
      guard valuesLiquidation else { continue }
      marks.liquidationLTV.replace(from: start, with: liquidation, count: count)
    }
  }

  private func recordAsOf(_ moment: Int, first: Int, count: Int) {
    for miner in 0..<tile.minerCount {
      let start = marks.cell(miner: miner, moment: moment).lowerBound + first
      for at in start..<start + count {
        marks.coverage[at] = .nan
        marks.headlineLTV[at] = asOf?.headlineLTV[miner] ?? .nan
        if valuesLiquidation { marks.liquidationLTV[at] = asOf?.liquidationLTV[miner] ?? .nan }
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

import CreditBasics
import MinerCredit
import NumericCore
import RiskMeasures

/// Keeps what is outstanding on every tranche when the second and later years begin, for a stretch of paths.
final class ExposureRecorder {
  private let tile: CreditTile
  private let miners: [BookShape.Miner]
  private let stepsPerYear: Int
  /// Number of years that begin after the as-of date: all but the first.
  private let yearCount: Int
  private let buffer: LaneColumn
  private let table: LaneTable
  private let stretchGroups: Int

  /// Number of values that are kept for each path.
  static func valueCount(_ book: BookShape) -> Int { book.tranches.count * (book.yearCount - 1) }

  init(_ plan: RunPlan, tile: CreditTile) {
    self.tile = tile
    miners = plan.book.miners
    stepsPerYear = plan.scenario.grid.stepsPerYear
    yearCount = plan.book.yearCount - 1
    stretchGroups = plan.stretchPaths / laneCount
    table = LaneTable(columns: 1, groups: Self.valueCount(plan.book) * stretchGroups)
    buffer = table.column()
  }

  /// Keeps a tile at the end of a step with which a year ends; `first` is its first path's place in the
  /// stretch.
  func record(after stepsEnded: Int, first: Int) {
    let (year, rest) = stepsEnded.quotientAndRemainder(dividingBy: stepsPerYear)
    guard rest == 0, year >= 1, year <= yearCount else { return }
    demand(first / laneCount + tileGroups <= stretchGroups, "a tile lies within its stretch")
    for miner in miners.indices {
      for (index, tranche) in miners[miner].tranches.enumerated() {
        let cell = tranche * yearCount + year - 1
        tile.writeOutstanding(
          of: miner, tranche: index, to: buffer, from: cell * stretchGroups + first / laneCount)
      }
    }
  }

  /// Hands a stretch of `count` paths to the tally.
  func flush(count: Int, to tally: inout StressTally) {
    for tranche in 0..<(miners.last?.tranches.upperBound ?? 0) {
      for year in 0..<yearCount {
        let cell = tranche * yearCount + year
        buffer.withValues(from: cell * stretchGroups * laneCount, count: count) {
          tally.years.add($0, tranche: tranche, year: year + 2)
        }
      }
    }
  }
}

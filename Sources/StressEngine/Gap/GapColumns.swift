import NumericCore
import RiskMeasures

/// What a comparison of two worlds needs from a tile's quarters, collected while its paths move.
///
/// A view into a table, trivially copied.
struct GapColumns {
  /// Least coverage so far of each miner.
  private let leastCoverage: LaneColumns
  /// Loan to value after each of the compared years that end within the horizon: `miners × years`.
  private let loanToValue: LaneColumns
  private let minerCount: Int
  private let years: Range<Int>

  static func columnCount(minerCount: Int, quarterCount: Int) -> Int {
    minerCount * (1 + years(quarterCount).count)
  }

  init(minerCount: Int, quarterCount: Int, table: LaneTable) {
    self.minerCount = minerCount
    years = Self.years(quarterCount)
    leastCoverage = table.columns(minerCount)
    loanToValue = table.columns(minerCount * years.count)
  }

  /// The compared years that end with one of the quarters.
  private static func years(_ quarterCount: Int) -> Range<Int> {
    Range(GapMarks.years).clamped(to: 0..<quarterCount / 4 + 1)
  }

  /// Starts a tile: nothing is known yet.
  func begin() {
    for index in leastCoverage.indices { leastCoverage[index].fill(.infinity) }
    for index in loanToValue.indices { loanToValue[index].fill(.nan) }
  }

  /// Lowers a miner's least coverage to that of a quarter, if it is less; NaN is ignored.
  func lower(_ miner: Int, to coverage: LaneColumn) {
    let least = leastCoverage[miner]
    for group in 0..<tileGroups {
      // A comparison with NaN is false.
      let value = coverage[group]
      least[group] = least[group].replacing(with: value, where: value .< least[group])
    }
  }

  /// Keeps a miner's loan to value at a quarter, counted from 0, if one of the compared years ends
  /// with it.
  func keep(_ miner: Int, quarter: Int, loanToValue values: LaneColumn) {
    let year = (quarter + 1) / 4
    guard (quarter + 1) % 4 == 0, years.contains(year) else { return }
    let kept = column(miner, year: year)
    for group in 0..<tileGroups { kept[group] = values[group] }
  }

  /// Writes a finished tile's `count` paths from the block's path `first` on.
  func write(to marks: inout GapMarks, first: Int, count: Int) {
    for miner in 0..<minerCount {
      leastCoverage[miner].withValues(count: count) {
        marks.setLeastCoverage(of: miner, first: first, to: $0)
      }
      for year in years {
        column(miner, year: year).withValues(count: count) {
          marks.setLoanToValue(of: miner, year: year, first: first, to: $0)
        }
      }
    }
  }

  private func column(_ miner: Int, year: Int) -> LaneColumn {
    loanToValue[miner * years.count + year - years.lowerBound]
  }
}

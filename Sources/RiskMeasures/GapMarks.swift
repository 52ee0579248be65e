import CreditBasics

/// What a comparison of two worlds needs of a block's quarterly marks: of all the dates, little.
public struct GapMarks: Sendable {
  let pathCount: Int
  let minerCount: Int
  /// The least coverage at the quarters, infinite without any: `miners × paths`.
  private var leastCoverage: [Double]
  /// Loan to value after each of the first years, NaN without a value: `miners × years × paths`.
  private var loanToValue: [Double]

  /// Years after which loan to value is compared.
  static let years = 1...3
  /// The quarters with which these years end, from 0.
  public static var loanToValueMoments: [Int] { years.map { 4 * $0 - 1 } }

  /// Marks of a block of which nothing is known yet.
  public init(pathCount: Int, minerCount: Int) {
    self.pathCount = pathCount
    self.minerCount = minerCount
    leastCoverage = Array(repeating: .infinity, count: minerCount * pathCount)
    loanToValue = Array(repeating: .nan, count: minerCount * Self.years.count * pathCount)
  }

  /// Marks of a block that are all known.
  public init(_ marks: QuarterlyMarks) {
    self.init(pathCount: marks.pathCount, minerCount: marks.minerCount)
    add(marks, first: 0)
  }

  /// Adds the marks of some of the block's paths, from path `first` on.
  public mutating func add(_ marks: QuarterlyMarks, first: Int) {
    precondition(marks.minerCount == minerCount && first + marks.pathCount <= pathCount)
    for miner in 0..<minerCount {
      for moment in 0..<marks.momentCount {
        let cell = marks.cell(miner: miner, moment: moment)
        lower(miner * pathCount + first, to: marks.coverage[cell])
      }
      for year in Self.years where 4 * year - 1 < marks.momentCount {
        let start = cell(miner: miner, year: year).lowerBound + first
        loanToValue.replaceSubrange(
          start..<start + marks.pathCount,
          with: marks.headlineLTV[marks.cell(miner: miner, moment: 4 * year - 1)])
      }
    }
  }

  private mutating func lower(_ start: Int, to coverage: ArraySlice<Double>) {
    leastCoverage.withUnsafeMutableBufferPointer { all in
      let least = UnsafeMutableBufferPointer(rebasing: all[start..<start + coverage.count])
      coverage.withUnsafeBufferPointer { coverage in
        // A comparison with NaN is false: such a moment counts for nothing.
        for path in coverage.indices {
          least[path] = coverage[path] < least[path] ? coverage[path] : least[path]
        }
      }
    }
  }

  /// The least coverage of a miner by path.
  func leastCoverage(of miner: Int) -> [Double] {
    Array(leastCoverage[miner * pathCount..<(miner + 1) * pathCount])
  }

  /// Loan to value of a miner after a year by path.
  func loanToValue(of miner: Int, year: Int) -> [Double] {
    Array(loanToValue[cell(miner: miner, year: year)])
  }

  private func cell(miner: Int, year: Int) -> Range<Int> {
    let start = (miner * Self.years.count + year - Self.years.lowerBound) * pathCount
    return start..<start + pathCount
  }
}

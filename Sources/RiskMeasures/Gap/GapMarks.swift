/// The part of a block's quarterly marks that a comparison of two worlds needs.
public struct GapMarks: Sendable {
  /// Number of paths.
  public let pathCount: Int
  let minerCount: Int
  /// The least coverage at the quarters, infinite without any: `miners × paths`.
  private var leastCoverage: [Double]
  /// Loan to value after each of the first years, NaN without a value: `miners × paths` each, and empty for
  /// a year that does not end within the horizon.
  private var loanToValue: [[Double]]

  /// Years after which loan to value is compared.
  public static let years = 1...3
  /// The quarters, counted from 0, with which these years end.
  public static var loanToValueMoments: [Int] { years.map { 4 * $0 - 1 } }

  /// Marks of a block of which nothing is known yet.
  public init(pathCount: Int, minerCount: Int) {
    self.pathCount = pathCount
    self.minerCount = minerCount
    leastCoverage = Array(repeating: .infinity, count: minerCount * pathCount)
    loanToValue = Array(repeating: [], count: Self.years.count)
  }

  /// Writes the least coverages of a miner on the block's paths from `first` on.
  public mutating func setLeastCoverage(
    of miner: Int, first: Int, to values: UnsafeBufferPointer<Double>
  ) {
    let start = miner * pathCount + first
    leastCoverage.replaceSubrange(start..<start + values.count, with: values)
  }

  /// Writes the loans to value of a miner at the end of a year on the block's paths from `first` on.
  public mutating func setLoanToValue(
    of miner: Int, year: Int, first: Int, to values: UnsafeBufferPointer<Double>
  ) {
    let at = year - Self.years.lowerBound
    if loanToValue[at].isEmpty {
      loanToValue[at] = Array(repeating: .nan, count: minerCount * pathCount)
    }
    let start = miner * pathCount + first
    loanToValue[at].replaceSubrange(start..<start + values.count, with: values)
  }

  /// Calls `body` with the least coverage of a miner, path by path.
  func withLeastCoverage(of miner: Int, _ body: (UnsafeBufferPointer<Double>) -> Void) {
    leastCoverage[miner * pathCount..<(miner + 1) * pathCount].withUnsafeBufferPointer(body)
  }

  /// Calls `body` with the loan to value of a miner after a year, path by path.
  func withLoanToValue(of miner: Int, year: Int, _ body: (UnsafeBufferPointer<Double>) -> Void) {
    let ofYear = loanToValue[year - Self.years.lowerBound]
    guard !ofYear.isEmpty else {
      Array(repeating: Double.nan, count: pathCount).withUnsafeBufferPointer(body)
      return
    }
    ofYear[miner * pathCount..<(miner + 1) * pathCount].withUnsafeBufferPointer(body)
  }
}

import CreditBasics

/// Counts and sums of the first 1, 2, 4, … paths, from which the running estimates are read.
///
/// A path belongs to the first power of two that exceeds its number, so that blocks can come in any
/// order; figures of the first `2^k` paths are sums over the buckets 0 to `k`.
struct ConvergenceTally: MeasureOfParts {
  let minerCount: Int
  /// Number of powers of two up to the planned number of paths.
  let bucketCount: Int
  /// Defaults by bucket and row, rows as in `DefaultTally`: `buckets × (miners + 1)`.
  var defaults: [Int]
  /// Held losses and their squares by bucket and row: the sum of cell `i` at `2 i`, of its squares
  /// at `2 i + 1`.
  var sums: ExactSums

  static let parts: [TallyPart<ConvergenceTally>] = [.counts(\.defaults), .part(\.sums)]

  init(_ book: BookShape) {
    minerCount = book.miners.count
    let paths = book.extras.contains(.convergence) ? book.plannedPaths : 0
    bucketCount = paths > 0 ? Self.bucket(paths - 1) + 1 : 0
    let cells = bucketCount * (minerCount + 1)
    defaults = Array(repeating: 0, count: cells)
    sums = ExactSums(count: 2 * cells)
  }

  /// The least `k` with `path < 2^k`.
  static func bucket(_ path: Int) -> Int { Int.bitWidth - path.leadingZeroBitCount }

  mutating func add(_ block: BlockFacts) {
    guard bucketCount > 0 else { return }
    addDefaults(block.outcomes, firstPath: block.firstPath)
    for row in 0...minerCount {
      for (path, loss) in zip(block.firstPath..., block.heldLosses(of: row)) where loss != 0 {
        let cell = Self.bucket(path) * (minerCount + 1) + row
        sums.add(loss, to: 2 * cell)
        sums.add(loss * loss, to: 2 * cell + 1)
      }
    }
  }

  private mutating func addDefaults(_ outcomes: BlockOutcomes, firstPath: Int) {
    for path in 0..<outcomes.pathCount {
      let row = Self.bucket(firstPath + path) * (minerCount + 1)
      var any = false
      for miner in 0..<minerCount
      where outcomes.defaultStep[miner * outcomes.pathCount + path] >= 0 {
        defaults[row + miner] += 1
        any = true
      }
      if any { defaults[row + minerCount] += 1 }
    }
  }

  func report(_ tally: StressTally, to result: inout ExtrasResult) {
    result[ConvergenceRow.self] = tally.convergenceRows()
  }

  /// Defaults of a row on the first `2^power` paths.
  func defaults(row: Int, power: Int) -> Int {
    (0...power).reduce(0) { $0 + defaults[$1 * (minerCount + 1) + row] }
  }

  /// Mean held loss of a row over the first `2^power` paths.
  func expectedLoss(row: Int, power: Int) -> Estimate {
    let n = Double(1 << power)
    let cells = (0...power).map { $0 * (minerCount + 1) + row }
    let sum = cells.reduce(0) { $0 + sums.value(2 * $1) }
    let squares = cells.reduce(0) { $0 + sums.value(2 * $1 + 1) }
    guard power > 0 else { return Estimate(value: sum, standardError: nil) }
    let spread = squares - sum * sum / n
    let variance = spread > 1e-13 * squares ? spread / (n - 1) : 0
    return Estimate(value: sum / n, standardError: (variance / n).squareRoot())
  }
}

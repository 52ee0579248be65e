import CreditBasics

/// Counts of defaults: by month, cause and number on a path, together and in cascades.
///
/// Where an array has `miners + 1` items the last is the portfolio's: the first default of a path.
struct DefaultTally: MeasureOfParts {
  let minerCount: Int
  let monthCount: Int
  /// Month (from 1) of each step's end.
  let monthOfStep: [Int]

  /// Defaults by month: `(miners + 1) × months`.
  var byMonth: [Int]
  /// Defaults by cause: `miners × causes`.
  var byCause: [Int]
  /// Sum over defaults of the number of steps ended by then: `miners + 1`.
  var stepSums: [Int]
  /// Defaults that do not happen by the horizon with infinite depth: `miners + 1`.
  var cascades: [Int]
  /// Paths on which a miner is closed owing nothing, and those on which any is: `miners + 1`.
  var closed: [Int]
  /// Paths by number of defaults, 0 to `miners`.
  var byNumber: [Int]
  /// Paths on which both of a pair default, in the order of `pairIndex`; empty unless pairs are counted.
  var pairs: [Int]

  static let causeCount = DefaultCause.allCases.count

  static let parts: [TallyPart<DefaultTally>] = [
    .counts(\.byMonth), .counts(\.byCause), .counts(\.stepSums), .counts(\.cascades),
    .counts(\.closed), .counts(\.byNumber), .counts(\.pairs),
  ]

  init(_ book: BookShape) {
    minerCount = book.miners.count
    monthCount = book.monthCount
    monthOfStep = book.monthOfStep
    byMonth = Array(repeating: 0, count: (minerCount + 1) * monthCount)
    byCause = Array(repeating: 0, count: minerCount * Self.causeCount)
    stepSums = Array(repeating: 0, count: minerCount + 1)
    cascades = Array(repeating: 0, count: minerCount + 1)
    closed = Array(repeating: 0, count: minerCount + 1)
    byNumber = Array(repeating: 0, count: minerCount + 1)
    pairs = Array(
      repeating: 0, count: book.countsPairs ? minerCount * (minerCount - 1) / 2 : 0)
  }

  /// Place of the pair `a < b`.
  func pairIndex(_ a: Int, _ b: Int) -> Int { a * minerCount - a * (a + 1) / 2 + b - a - 1 }

  /// Defaults of a miner, or of the portfolio at index `minerCount`.
  func total(_ row: Int) -> Int {
    byMonth[row * monthCount..<(row + 1) * monthCount].reduce(0, +)
  }

  mutating func add(_ facts: BlockFacts) {
    let block = facts.outcomes
    var paths = PathDefaults(pathCount: block.pathCount, minerCount: minerCount)
    for miner in 0..<minerCount {
      for path in 0..<block.pathCount {
        let at = miner * block.pathCount + path
        let survivesBottomless = block.bottomlessDefaultStep[at] < 0
        if !survivesBottomless { paths.bottomless[path] = true }
        if block.closedStep[at] >= 0 {
          closed[miner] += 1
          paths.hasClosed[path] = true
        }
        guard block.defaultStep[at] >= 0 else { continue }
        let step = Int(block.defaultStep[at])
        paths.mark(miner, path, step)
        count(step, in: miner)
        byCause[miner * Self.causeCount + Int(block.cause[at])] += 1
        if survivesBottomless { cascades[miner] += 1 }
      }
    }
    add(paths)
  }

  private mutating func add(_ paths: PathDefaults) {
    closed[minerCount] += paths.hasClosed.count { $0 }
    for path in paths.number.indices {
      byNumber[paths.number[path]] += 1
      guard paths.number[path] > 0 else { continue }
      count(paths.firstStep[path], in: minerCount)
      if !paths.bottomless[path] { cascades[minerCount] += 1 }
    }
    guard !pairs.isEmpty else { return }
    for a in 0..<minerCount where paths.hasDefault[a] {
      for b in a + 1..<max(a + 1, minerCount) where paths.hasDefault[b] {
        pairs[pairIndex(a, b)] += paths.both(a, b)
      }
    }
  }

  private mutating func count(_ step: Int, in row: Int) {
    byMonth[row * monthCount + monthOfStep[step] - 1] += 1
    stepSums[row] += step + 1
  }
}

extension [Int] {
  /// Adds the items of an array of the same length, one to one.
  mutating func addEach(_ other: [Int]) {
    precondition(count == other.count)
    for index in indices { self[index] += other[index] }
  }
}

/// The defaults of one block by path.
private struct PathDefaults {
  var number: [Int]
  var firstStep: [Int]
  var bottomless: [Bool]
  var hasClosed: [Bool]
  var hasDefault: [Bool]
  /// One bit a path, 64 paths a word, a row of words for each miner.
  var bits: [UInt64]
  let words: Int

  init(pathCount: Int, minerCount: Int) {
    number = Array(repeating: 0, count: pathCount)
    firstStep = Array(repeating: Int.max, count: pathCount)
    bottomless = Array(repeating: false, count: pathCount)
    hasClosed = bottomless
    hasDefault = Array(repeating: false, count: minerCount)
    words = (pathCount + 63) / 64
    bits = Array(repeating: 0, count: minerCount * words)
  }

  mutating func mark(_ miner: Int, _ path: Int, _ step: Int) {
    number[path] += 1
    firstStep[path] = min(firstStep[path], step)
    hasDefault[miner] = true
    bits[miner * words + path / 64] |= 1 << UInt64(path % 64)
  }

  func both(_ a: Int, _ b: Int) -> Int {
    (0..<words).reduce(0) { $0 + (bits[a * words + $1] & bits[b * words + $1]).nonzeroBitCount }
  }
}

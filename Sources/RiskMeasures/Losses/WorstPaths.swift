import CreditBasics

/// Losses of each tranche on the paths that lose most, so that a run's tail is known when it ends.
///
/// How many paths are kept is a guess from the first block. A path of the tail that was not kept
/// can be simulated again to the same last bit, so the guess affects only time and memory; stored
/// tallies leave these losses out.
struct WorstPaths: Measure {
  /// Numbers of the paths, in the order they came.
  private(set) var paths: [UInt64] = []
  /// Discounted held losses in dollars: `paths × tranches`.
  private var losses: [Double] = []
  private let trancheCount: Int
  private let isKeeping: Bool
  /// Paths with a greater loss are kept; nil before the first block.
  private var bound: Double?

  /// Largest share of the first block that is kept: the tail at 95 % is 0.05, and the rest is room
  /// for chance.
  private static let share = 0.08
  /// Bytes beyond which a run's worst paths are not kept.
  private static let largestBytes = 32e6

  init(_ book: BookShape) {
    trancheCount = book.tranches.count
    let bytes = Self.share * Double(book.plannedPaths) * 8 * Double(trancheCount + 1)
    isKeeping = book.extras.contains(.tailContributions) && bytes <= Self.largestBytes
  }

  mutating func add(_ block: BlockFacts) {
    guard isKeeping else { return }
    let portfolio = Array(block.heldLosses(of: block.book.miners.count))
    // Losses equal to the bound are not kept: a book that always loses the same would keep every
    // path.
    let bound = bound ?? portfolio.sorted()[Int((1 - Self.share) * Double(portfolio.count))]
    self.bound = bound
    for (path, loss) in portfolio.enumerated() where loss > bound {
      paths.append(UInt64(block.firstPath + path))
      losses += block.book.heldLosses(on: path, of: block.outcomes)
    }
  }

  mutating func merge(_ other: WorstPaths) {
    paths += other.paths
    losses += other.losses
  }

  /// Writes nothing: paths that are not known are simulated again.
  func write(to writer: inout ByteWriter) {}

  mutating func read(from reader: inout ByteReader) throws {}

  /// What the tranches lost on the path kept at a position.
  func losses(at position: Int) -> ArraySlice<Double> {
    losses[position * trancheCount..<(position + 1) * trancheCount]
  }
}

extension BookShape {
  /// Discounted held loss of each tranche on a path of a block, in dollars.
  func heldLosses(on path: Int, of outcomes: BlockOutcomes) -> [Double] {
    tranches.indices.map {
      tranches[$0].heldShare * outcomes.lossUSD[$0 * outcomes.pathCount + path]
    }
  }
}

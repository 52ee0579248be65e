import CreditBasics

/// Losses of the same book on the same paths in markets of infinite depth: what depth costs.
struct BottomlessTally: Sendable {
  /// Sums of discounted held losses of the miners, then of the portfolio.
  private(set) var sums: ExactSums
  /// The portfolio's loss on every path.
  private(set) var losses: LossStore

  init(_ book: BookShape) {
    sums = ExactSums(count: book.miners.count + 1)
    losses = LossStore(plannedPaths: book.plannedPaths)
  }

  /// Adds a block.
  mutating func add(_ block: BlockOutcomes, book: BookShape, firstPath: Int) {
    var portfolio = Array(repeating: 0.0, count: block.pathCount)
    for (miner, shape) in book.miners.enumerated() {
      var held = Array(repeating: 0.0, count: block.pathCount)
      for tranche in shape.tranches {
        let share = book.tranches[tranche].heldShare
        let start = tranche * block.pathCount
        for path in held.indices { held[path] += share * block.bottomlessLossUSD[start + path] }
      }
      for path in held.indices { portfolio[path] += held[path] }
      add(held, to: miner)
    }
    add(portfolio, to: book.miners.count)
    losses.add(portfolio, firstPath: firstPath)
  }

  private mutating func add(_ held: [Double], to row: Int) {
    held.filter { $0 != 0 }.withUnsafeBufferPointer { sums.add($0, to: row) }
  }

  mutating func merge(_ other: BottomlessTally) {
    sums.merge(other.sums)
    losses.merge(other.losses)
  }

  func write(to writer: inout ByteWriter) {
    sums.write(to: &writer)
    losses.write(to: &writer)
  }

  mutating func read(from reader: inout ByteReader) throws {
    sums = try ExactSums(reading: &reader, count: sums.count)
    try losses.read(from: &reader)
  }
}

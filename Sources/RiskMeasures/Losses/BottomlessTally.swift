/// Losses of the same book on the same paths in markets of infinite depth, which show what depth
/// costs.
struct BottomlessTally: MeasureOfParts {
  /// Sums of discounted held losses of the miners, then of the portfolio.
  private(set) var sums: ExactSums
  /// The portfolio's loss on every path.
  private(set) var losses: LossStore

  static let parts: [TallyPart<BottomlessTally>] = [.part(\.sums), .part(\.losses)]

  init(_ book: BookShape) {
    sums = ExactSums(count: book.miners.count + 1)
    losses = LossStore(plannedPaths: book.plannedPaths)
  }

  mutating func add(_ block: BlockFacts) {
    let held = block.bottomlessHeldLosses()
    for row in 0..<sums.count {
      held[block.cells(row)].filter { $0 != 0 }.withUnsafeBufferPointer { sums.add($0, to: row) }
    }
    losses.add(Array(held[block.cells(sums.count - 1)]), firstPath: block.firstPath)
  }
}

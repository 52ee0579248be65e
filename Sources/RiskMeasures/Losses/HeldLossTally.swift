/// Discounted held losses of the miners, then of the portfolio.
struct HeldLossTally: MeasureOfParts {
  private var moments: MomentTally

  static let parts: [TallyPart<HeldLossTally>] = [.part(\.moments)]

  init(_ book: BookShape) { moments = MomentTally(count: book.miners.count + 1) }

  mutating func add(_ block: BlockFacts) {
    for row in 0..<moments.count {
      block.heldLosses(of: row).filter { $0 != 0 }.withUnsafeBufferPointer {
        moments.add($0, to: row)
      }
    }
  }

  /// Mean over `paths` paths with its standard error.
  func estimate(_ row: Int, over paths: Int) -> Estimate { moments.estimate(row, over: paths) }
}

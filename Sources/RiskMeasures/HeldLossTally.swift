/// Discounted held losses of the miners, then of the portfolio.
struct HeldLossTally: Measure {
  private var moments: MomentTally

  init(_ book: BookShape) { moments = MomentTally(count: book.miners.count + 1) }

  mutating func add(_ block: BlockFacts) {
    for row in 0..<moments.count {
      block.heldLosses(of: row).filter { $0 != 0 }.withUnsafeBufferPointer {
        moments.add($0, to: row)
      }
    }
  }

  mutating func merge(_ other: HeldLossTally) { moments.merge(other.moments) }

  /// Mean over `paths` paths with its standard error.
  func estimate(_ row: Int, over paths: Int) -> Estimate { moments.estimate(row, over: paths) }

  func write(to writer: inout ByteWriter) { moments.write(to: &writer) }

  mutating func read(from reader: inout ByteReader) throws {
    moments = try MomentTally(reading: &reader, count: moments.count)
  }
}

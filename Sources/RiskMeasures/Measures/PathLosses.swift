import CreditBasics

/// A row of `path_losses.csv`: one default.
public struct PathLossRow: Sendable, Equatable {
  /// Number of the path.
  public var path: Int
  /// The miner's name.
  public var miner: String
  /// Default time in years.
  public var year: Double
  /// Why.
  public var cause: DefaultCause
  /// Discounted held loss in dollars.
  public var lossUSD: Double
}

extension ExtrasResult {
  /// Rows of `path_losses.csv`.
  public var pathLosses: PathLosses? { self[PathLosses.self]?.first }
}

extension PathLossRow {
  static let columns: [Column<PathLossRow>] = [
    .count("path", \.path, "number of the path, from 0: `explain --path` tells it"),
    .miner(\.miner),
    .number("default_year", \.year, error: "exact on the path", "`τ`"),
    .text("cause", \.cause.key, "as in `default_causes.csv`"),
    .number(
      "loss_usd", \.lossUSD, error: "exact on the path",
      "`Σ heldShare · L` of the miner's tranches, dollars"),
  ]
}

/// The defaults of a run, ascending by path and by miner on a path.
public struct PathLosses: RandomAccessCollection, Sendable, Equatable {
  private let blocks: [PathLossTally.Block]
  /// Number of the first row of each block.
  private let starts: [Int]
  /// Names of the miners.
  package let names: [String]
  package let grid: TimeGrid

  init(_ tally: PathLossTally, _ book: BookShape) {
    blocks = tally.blocks.sorted { $0.firstPath < $1.firstPath }
    var rows = 0
    starts = blocks.map { block in
      defer { rows += block.losses.count }
      return rows
    }
    endIndex = rows
    names = book.miners.map(\.name)
    grid = book.grid
  }

  /// The first row.
  public var startIndex: Int { 0 }
  /// Number of rows.
  public let endIndex: Int

  /// A row by its number.
  public subscript(row: Int) -> PathLossRow {
    let number = block(of: row)
    let (block, at) = (blocks[number], row - starts[number])
    let mark = block.marks[at]
    return PathLossRow(
      path: block.firstPath + Int(block.paths[at]), miner: names[mark.miner],
      year: grid.time(mark.step + 1), cause: mark.cause, lossUSD: block.losses[at])
  }

  private func block(of row: Int) -> Int {
    // The last block that begins at or before the row; a block without rows begins where the next
    // one does.
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= row { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  /// Calls `take` for each row in order, with path, number of the miner, step of the default from
  /// 0, cause and loss.
  package func read(
    _ rows: Range<Int>, _ take: (_ path: Int, Int, _ step: Int, DefaultCause, Double) -> Void
  ) {
    var at = rows.lowerBound
    while at < rows.upperBound {
      let number = block(of: at)
      let block = blocks[number]
      let end = Swift.min(rows.upperBound, starts[number] + block.losses.count)
      for row in at - starts[number]..<end - starts[number] {
        let mark = block.marks[row]
        take(
          block.firstPath + Int(block.paths[row]), mark.miner, mark.step, mark.cause,
          block.losses[row])
      }
      at = end
    }
  }
}

/// Every default of a run, by block, in 20 bytes each.
struct PathLossTally: Measure {
  /// The defaults of one block, ascending by path and by miner.
  struct Block: Sendable, Equatable {
    var firstPath: Int
    /// Paths of the defaults, counted from the block's first path.
    var paths: [UInt32] = []
    /// Miner, step and cause of each default.
    var marks: [Mark] = []
    /// Discounted held losses in dollars.
    var losses: [Double] = []
  }

  /// Miner, step and cause of a default in one word.
  struct Mark: Sendable, Equatable {
    let word: Int64

    init(miner: Int, step: Int, cause: Int) {
      word = Int64(miner) << 32 | Int64(step) << 8 | Int64(cause)
    }

    init(word: Int64) { self.word = word }

    var miner: Int { Int(word >> 32) }
    var step: Int { Int(word >> 8) & 0xFF_FFFF }
    /// The cause, if the mark has been checked: an unknown number reads as `payment`.
    var cause: DefaultCause { DefaultCause(rawValue: Int(word & 0xFF)) ?? .payment }

    func isPossible(_ book: BookShape) -> Bool {
      book.miners.indices.contains(miner) && step < book.grid.stepCount
        && DefaultCause(rawValue: Int(word & 0xFF)) != nil
    }
  }

  private let book: BookShape
  private let isKept: Bool
  private(set) var blocks: [Block] = []

  init(_ book: BookShape) {
    self.book = book
    isKept = book.extras.contains(.pathLosses)
  }

  /// Bytes that the defaults take; they grow with the number of paths.
  var bytes: Int { blocks.reduce(0) { $0 + 8 + 20 * $1.losses.count } }

  mutating func add(_ facts: BlockFacts) {
    guard isKept else { return }
    let outcomes = facts.outcomes
    var block = Block(firstPath: facts.firstPath)
    let count = outcomes.defaultStep.count { $0 >= 0 }
    block.paths.reserveCapacity(count)
    block.marks.reserveCapacity(count)
    block.losses.reserveCapacity(count)
    let held = book.miners.indices.map(facts.heldLosses)
    for path in 0..<facts.pathCount {
      for miner in book.miners.indices {
        let at = miner * facts.pathCount + path
        let step = outcomes.defaultStep[at]
        guard step >= 0 else { continue }
        block.paths.append(UInt32(path))
        block.marks.append(Mark(miner: miner, step: Int(step), cause: Int(outcomes.cause[at])))
        block.losses.append(held[miner][at])
      }
    }
    blocks.append(block)
  }

  mutating func merge(_ other: PathLossTally) { blocks += other.blocks }

  func write(to writer: inout ByteWriter) {
    guard isKept else { return }
    writer.write(blocks.count)
    for block in blocks.sorted(by: { $0.firstPath < $1.firstPath }) {
      writer.write(block.firstPath)
      writer.write(block.paths)
      writer.write(block.marks.map(\.word))
      writer.write(block.losses)
    }
  }

  mutating func read(from reader: inout ByteReader) throws {
    guard isKept else { return }
    let count = try reader.integer()
    guard (0...Simulation.mostPaths).contains(count) else { throw TallyCodingError.damaged }
    for _ in 0..<count {
      var block = Block(firstPath: try reader.integer())
      block.paths = try reader.counts()
      block.marks = try reader.words().map { Mark(word: $0) }
      block.losses = try reader.doubles()
      guard (0...Simulation.mostPaths).contains(block.firstPath),
        block.paths.count == block.losses.count, block.marks.count == block.losses.count,
        block.marks.allSatisfy({ $0.isPossible(book) })
      else { throw TallyCodingError.damaged }
      blocks.append(block)
    }
  }

  func report(_ tally: StressTally, to result: inout ExtrasResult) {
    result[PathLosses.self] = [PathLosses(self, tally.book)]
  }
}

extension StressTally {
  /// Bytes that the defaults of single paths take; 0 where they are not asked for.
  public var pathLossBytes: Int { pathLosses.bytes }
}

import CreditBasics

/// State that is summed over the parts of a run, and can write and restore itself.
protocol TallyState: Sendable {
  /// Adds the state of another part of the same run.
  mutating func merge(_ other: Self)

  /// Writes the state: the same bytes for the same paths.
  func write(to writer: inout ByteWriter)

  /// Restores a written state of the same shape; called on an empty one.
  ///
  /// - Throws: `TallyCodingError.damaged`.
  mutating func read(from reader: inout ByteReader) throws
}

extension Array: TallyState where Element: TallyState {
  mutating func merge(_ other: [Element]) {
    for index in indices { self[index].merge(other[index]) }
  }

  func write(to writer: inout ByteWriter) {
    for element in self { element.write(to: &writer) }
  }

  mutating func read(from reader: inout ByteReader) throws {
    for index in indices { try self[index].read(from: &reader) }
  }
}

/// A tally for one kind of result: what it remembers of a run's paths.
///
/// Blocks come in any order and tallies are merged in any order: counts are integers and sums
/// exact, so that neither can change a digit. Estimates, rows and schema of its table are kept
/// beside it.
protocol Measure: TallyState {
  /// An empty tally of the shape that a book needs; without any cells for an extra that was not
  /// asked for.
  init(_ book: BookShape)

  /// Adds a block.
  ///
  /// What can be seen only while paths move is added by other methods of the measure.
  mutating func add(_ block: BlockFacts)

  /// Adds this measure's rows to the result of the whole `tally`. Called unless the measure belongs
  /// to an extra that was not asked for.
  func report(_ tally: StressTally, to result: inout ExtrasResult)
}

extension Measure {
  mutating func add(_ block: BlockFacts) {}

  func report(_ tally: StressTally, to result: inout ExtrasResult) {}
}

/// What happened on a block of paths, with figures that several measures need.
struct BlockFacts {
  let outcomes: BlockOutcomes
  /// Number of the block's first path in the run.
  let firstPath: Int
  let book: BookShape
  /// Discounted held losses in dollars of the miners, then of the portfolio: `(miners + 1) × paths`.
  private let held: [Double]

  init(_ outcomes: BlockOutcomes, firstPath: Int, book: BookShape) {
    self.outcomes = outcomes
    self.firstPath = firstPath
    self.book = book
    held = Self.heldLosses(outcomes.lossUSD, outcomes.pathCount, book)
  }

  var pathCount: Int { outcomes.pathCount }

  /// Held losses of a miner, or of the portfolio after the last, path by path.
  func heldLosses(of row: Int) -> ArraySlice<Double> { held[cells(row)] }

  /// Held losses of every row in markets of infinite depth.
  func bottomlessHeldLosses() -> [Double] {
    Self.heldLosses(outcomes.bottomlessLossUSD, pathCount, book)
  }

  /// Where the values of a miner, or of the portfolio, are.
  func cells(_ row: Int) -> Range<Int> { row * pathCount..<(row + 1) * pathCount }

  /// Sums of tranches' losses times the shares held: `(miners + 1) × paths`.
  private static func heldLosses(
    _ losses: [Double], _ paths: Int, _ book: BookShape
  ) -> [Double] {
    let portfolio = book.miners.count * paths
    var held = Array(repeating: 0.0, count: portfolio + paths)
    for (miner, shape) in book.miners.enumerated() {
      for tranche in shape.tranches {
        let share = book.tranches[tranche].heldShare
        for path in 0..<paths {
          held[miner * paths + path] += share * losses[tranche * paths + path]
        }
      }
      for path in 0..<paths { held[portfolio + path] += held[miner * paths + path] }
    }
    return held
  }
}

/// A measure whose state is a list of parts, which do all the work.
protocol MeasureOfParts: Measure {
  /// All that it remembers, in the order in which it is written.
  static var parts: [TallyPart<Self>] { get }
}

extension MeasureOfParts {
  mutating func merge(_ other: Self) {
    for part in Self.parts { part.merge(&self, other) }
  }

  func write(to writer: inout ByteWriter) {
    for part in Self.parts { part.write(self, &writer) }
  }

  mutating func read(from reader: inout ByteReader) throws {
    for part in Self.parts { try part.read(&self, &reader) }
  }
}

/// A part of a tally's state, and how it is merged, written and read.
struct TallyPart<Tally>: Sendable {
  let merge: @Sendable (inout Tally, Tally) -> Void
  let write: @Sendable (Tally, inout ByteWriter) -> Void
  let read: @Sendable (inout Tally, inout ByteReader) throws -> Void

  /// A part that merges, writes and reads itself.
  static func part<State: TallyState>(
    _ place: WritableKeyPath<Tally, State> & Sendable
  ) -> TallyPart {
    TallyPart(
      merge: { $0[keyPath: place].merge($1[keyPath: place]) },
      write: { $0[keyPath: place].write(to: &$1) },
      read: { try $0[keyPath: place].read(from: &$1) })
  }

  /// Counts that add up one to one.
  static func counts(_ place: WritableKeyPath<Tally, [Int]> & Sendable) -> TallyPart {
    TallyPart(
      merge: { $0[keyPath: place].addEach($1[keyPath: place]) },
      write: { $1.write($0[keyPath: place]) },
      read: { $0[keyPath: place] = try $1.integers(count: $0[keyPath: place].count) })
  }
}

import CreditBasics

/// The full model beside the lender's view of the same book on the same draws.
struct GapTally: Sendable {
  /// What is compared, in the order of the result table.
  let measures: [GapMeasure]
  private(set) var ratios: PairedRatios

  init(_ book: BookShape) {
    measures = book.extras.contains(.underwritingGap) ? GapMeasure.all(book) : []
    ratios = PairedRatios(count: measures.count)
  }

  /// Restores a tally from its sums.
  init(_ book: BookShape, sums: ExactSums) {
    self.init(book)
    ratios.sums = sums
  }

  /// Adds a block in both worlds.
  mutating func add(full: GapBlock, lender: GapBlock, book: BookShape) {
    for (index, measure) in measures.enumerated() {
      ratios.add(index, first: full.ratio(measure, book), second: lender.ratio(measure, book))
    }
  }

  mutating func merge(_ other: GapTally) { ratios.merge(other.ratios) }
}

/// A line of the comparison.
struct GapMeasure: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case defaultProbability, expectedLoss, minimumCoverage
    /// Year from 1.
    case loanToValue(year: Int)
    /// Tranche of the book.
    case breakEven(tranche: Int)
  }

  /// Miner of the book; their number for the portfolio.
  let miner: Int
  let kind: Kind

  /// Every line, miners in name order, then the portfolio.
  static func all(_ book: BookShape) -> [GapMeasure] {
    let miners = book.miners.indices.flatMap { miner in
      let kinds: [Kind] =
        [.defaultProbability, .expectedLoss, .minimumCoverage]
        + GapMarks.years.map { .loanToValue(year: $0) }
        + book.miners[miner].tranches.map { .breakEven(tranche: $0) }
      return kinds.map { GapMeasure(miner: miner, kind: $0) }
    }
    return miners
      + [Kind.defaultProbability, .expectedLoss].map {
        GapMeasure(miner: book.miners.count, kind: $0)
      }
  }
}

/// One world's outcomes on a block, as the measures of the gap need them.
struct GapBlock {
  let outcomes: BlockOutcomes
  let marks: GapMarks
  /// Discounted losses by tranche and path, whole tranches.
  private let losses: [Double]

  init(outcomes: BlockOutcomes, marks: GapMarks, book: BookShape, discount: [Double]) {
    self.outcomes = outcomes
    self.marks = marks
    let paths = outcomes.pathCount
    var losses = Array(repeating: 0.0, count: book.tranches.count * paths)
    for (tranche, shape) in book.tranches.enumerated() {
      for path in 0..<paths {
        let step = Int(outcomes.defaultStep[shape.miner * paths + path])
        guard step >= 0 else { continue }
        let at = tranche * paths + path
        losses[at] = max(0, outcomes.claimUSD[at] - outcomes.recoveryUSD[at]) * discount[step]
      }
    }
    self.losses = losses
  }

  func ratio(_ measure: GapMeasure, _ book: BookShape) -> PathRatio {
    let isPortfolio = measure.miner == book.miners.count
    switch measure.kind {
    case .defaultProbability:
      let miners = isPortfolio ? book.miners.indices : measure.miner..<measure.miner + 1
      return PathRatio(meanOf: defaults(of: miners))
    case .expectedLoss:
      let tranches = isPortfolio ? book.tranches.indices : book.miners[measure.miner].tranches
      return PathRatio(meanOf: heldLosses(of: tranches, book))
    case .minimumCoverage:
      return PathRatio(meanOfFinite: marks.leastCoverage(of: measure.miner))
    case .loanToValue(let year):
      return PathRatio(meanOfFinite: marks.loanToValue(of: measure.miner, year: year))
    case .breakEven(let tranche):
      let cells = tranche * outcomes.pathCount..<(tranche + 1) * outcomes.pathCount
      return PathRatio(
        Array(losses[cells]), over: Array(outcomes.discountedExposure[cells]))
    }
  }

  private func defaults(of miners: Range<Int>) -> [Double] {
    let paths = outcomes.pathCount
    var defaults = Array(repeating: 0.0, count: paths)
    defaults.withUnsafeMutableBufferPointer { defaults in
      outcomes.defaultStep.withUnsafeBufferPointer { steps in
        for miner in miners {
          for path in 0..<paths where steps[miner * paths + path] >= 0 { defaults[path] = 1 }
        }
      }
    }
    return defaults
  }

  private func heldLosses(of tranches: Range<Int>, _ book: BookShape) -> [Double] {
    var held = Array(repeating: 0.0, count: outcomes.pathCount)
    for tranche in tranches {
      let share = book.tranches[tranche].heldShare
      for path in held.indices {
        held[path] += share * losses[tranche * outcomes.pathCount + path]
      }
    }
    return held
  }
}

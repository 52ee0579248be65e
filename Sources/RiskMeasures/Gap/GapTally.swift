import CreditBasics

/// The full model beside the lender's view of the same book on the same draws.
package struct GapTally: MeasureOfParts {
  /// What is compared, in the order of the result table.
  let measures: [GapMeasure]
  private(set) var ratios: PairedRatios
  private let book: BookShape

  static let parts: [TallyPart<GapTally>] = [.part(\.ratios.sums)]

  init(_ book: BookShape) {
    self.book = book
    measures = book.extras.contains(.underwritingGap) ? GapMeasure.all(book) : []
    ratios = PairedRatios(count: measures.count)
  }

  /// Adds a block in the full model and in the lender's view.
  package mutating func add(
    full: BlockOutcomes, fullMarks: GapMarks, lender: BlockOutcomes, lenderMarks: GapMarks
  ) {
    let full = GapBlock(outcomes: full, marks: fullMarks, book: book)
    let lender = GapBlock(outcomes: lender, marks: lenderMarks, book: book)
    var first = PathRatio(pathCount: full.pathCount)
    var second = first
    for (index, measure) in measures.enumerated() {
      full.write(measure, to: &first)
      lender.write(measure, to: &second)
      ratios.add(index, first: first, second: second)
    }
  }

  func report(_ tally: StressTally, to result: inout ExtrasResult) {
    result[UnderwritingGapRow.self] = tally.underwritingGap()
  }
}

/// A line of the comparison.
struct GapMeasure: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case defaultProbability, expectedLoss, minimumCoverage
    /// Year from 1.
    case loanToValue(year: Int)
    /// Number of the tranche in the book.
    case breakEven(tranche: Int)
  }

  /// Number of the miner in the book; the number of miners for the portfolio.
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

/// One world's outcomes and marks on a block, from which the measures of the gap are read.
struct GapBlock {
  let outcomes: BlockOutcomes
  let marks: GapMarks
  let book: BookShape

  var pathCount: Int { outcomes.pathCount }

  /// Writes what the paths contribute to a measure.
  func write(_ measure: GapMeasure, to ratio: inout PathRatio) {
    let isPortfolio = measure.miner == book.miners.count
    switch measure.kind {
    case .defaultProbability:
      let miners = isPortfolio ? book.miners.indices : measure.miner..<measure.miner + 1
      ratio.setMean { for miner in miners { markDefaults(of: miner, in: $0) } }
    case .expectedLoss:
      let tranches = isPortfolio ? book.tranches.indices : book.miners[measure.miner].tranches
      ratio.setMean {
        for tranche in tranches {
          addLosses(of: tranche, times: book.tranches[tranche].heldShare, to: $0)
        }
      }
    case .minimumCoverage:
      marks.withLeastCoverage(of: measure.miner) { ratio.setMean(ofFinite: $0) }
    case .loanToValue(let year):
      marks.withLoanToValue(of: measure.miner, year: year) { ratio.setMean(ofFinite: $0) }
    case .breakEven(let tranche):
      let cells = tranche * pathCount..<(tranche + 1) * pathCount
      ratio.set(over: outcomes.discountedExposure[cells]) {
        addLosses(of: tranche, times: 1, to: $0)
      }
    }
  }

  private func markDefaults(of miner: Int, in defaults: UnsafeMutableBufferPointer<Double>) {
    outcomes.defaultStep.withUnsafeBufferPointer { steps in
      for path in defaults.indices {
        defaults[path] = max(defaults[path], steps[miner * pathCount + path] >= 0 ? 1 : 0)
      }
    }
  }

  /// Adds discounted losses, times a share of the tranche.
  private func addLosses(
    of tranche: Int, times share: Double, to sums: UnsafeMutableBufferPointer<Double>
  ) {
    outcomes.lossUSD[tranche * pathCount..<(tranche + 1) * pathCount].withUnsafeBufferPointer {
      for path in sums.indices { sums[path] += share * $0[path] }
    }
  }
}

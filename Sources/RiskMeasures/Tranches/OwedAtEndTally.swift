/// Dollars still owed when the run ends on each tranche, then by each miner, then by the portfolio: whole tranches.
struct OwedAtEndTally: MeasureOfParts {
  private var owed: MomentTally

  static let parts: [TallyPart<OwedAtEndTally>] = [.part(\.owed)]

  init(_ book: BookShape) {
    owed = MomentTally(count: book.tranches.count + book.miners.count + 1)
  }

  mutating func add(_ facts: BlockFacts) {
    let (block, book) = (facts.outcomes, facts.book)
    let first = book.tranches.count
    var portfolio: [Double] = []
    for (miner, shape) in book.miners.enumerated() {
      var sums: [Double] = []
      for tranche in shape.tranches {
        let values = block.owedAtEndUSD[facts.cells(tranche)]
        guard values.contains(where: { $0 != 0 }) else { continue }
        add(values, to: tranche)
        sums = Self.sum(sums, values)
      }
      guard !sums.isEmpty else { continue }
      add(sums[...], to: first + miner)
      portfolio = Self.sum(portfolio, sums[...])
    }
    add(portfolio[...], to: first + book.miners.count)
  }

  private mutating func add(_ values: ArraySlice<Double>, to row: Int) {
    values.filter { $0 != 0 }.withUnsafeBufferPointer { owed.add($0, to: row) }
  }

  private static func sum(_ sums: [Double], _ values: ArraySlice<Double>) -> [Double] {
    sums.isEmpty ? Array(values) : zip(sums, values).map { $0 + $1 }
  }

  /// Mean share of a tranche's principal and commitment that is still owed; nil without either.
  func share(ofTranche tranche: Int, _ tally: StressTally) -> Estimate? {
    let shape = tally.book.tranches[tranche]
    return share(tranche, of: shape.principalUSD + shape.committedUSD, tally)
  }

  /// Mean share of `promisedUSD` that is still owed on a miner's tranches together, or on the
  /// portfolio's after the last miner.
  func share(ofRow row: Int, of promisedUSD: Double, _ tally: StressTally) -> Estimate? {
    share(tally.book.tranches.count + row, of: promisedUSD, tally)
  }

  private func share(_ index: Int, of dollars: Double, _ tally: StressTally) -> Estimate? {
    guard dollars > 0 else { return nil }
    let mean = owed.estimate(index, over: tally.pathCount)
    return Estimate(
      value: mean.value / dollars, standardError: mean.standardError.map { $0 / dollars })
  }
}

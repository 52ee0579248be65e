/// Sums over the defaults of each secured tranche: claims, and three values of their collateral.
struct CollateralTally: Sendable {
  /// Claims, marks, proceeds alone, proceeds together of tranche `i` at `4 i ..< 4 i + 4`.
  var sums: ExactSums

  init(_ book: BookShape) {
    sums = ExactSums(
      count: book.extras.contains(.phantomCollateral) ? 4 * book.tranches.count : 0)
  }

  /// Adds one default, in dollars.
  mutating func add(
    tranche: Int, claim: Double, marked: Double, alone: Double, together: Double
  ) {
    sums.add(claim, to: 4 * tranche)
    sums.add(marked, to: 4 * tranche + 1)
    sums.add(alone, to: 4 * tranche + 2)
    sums.add(together, to: 4 * tranche + 3)
  }

  mutating func merge(_ other: CollateralTally) { sums.merge(other.sums) }
}

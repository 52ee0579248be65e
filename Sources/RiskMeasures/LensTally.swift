import CreditBasics

/// What the extras of a run remember: each part is empty when it was not asked for.
public struct LensTally: Sendable {
  var quarters: QuarterTally
  var collateral: CollateralTally
  var changes: ChangeTally
  var gap: GapTally
  var convergence: ConvergenceTally
  var worst: WorstPaths

  init(_ book: BookShape) {
    quarters = QuarterTally(book)
    collateral = CollateralTally(book)
    changes = ChangeTally(book)
    gap = GapTally(book)
    convergence = ConvergenceTally(book)
    worst = WorstPaths(book)
  }

  mutating func merge(_ other: LensTally) {
    quarters.merge(other.quarters)
    collateral.merge(other.collateral)
    changes.merge(other.changes)
    gap.merge(other.gap)
    convergence.merge(other.convergence)
    worst.merge(other.worst)
  }
}

extension StressTally {
  /// Adds coverage and loan to value of some paths.
  public mutating func add(_ marks: QuarterlyMarks) {
    lens.quarters.add(marks, thresholds: book.miners.map(\.highestMinimumCoverage))
  }

  /// Adds a block in the full model and in the lender's view.
  public mutating func addGap(
    full: BlockOutcomes, fullMarks: GapMarks, lender: BlockOutcomes, lenderMarks: GapMarks
  ) {
    lens.gap.add(
      full: GapBlock(outcomes: full, marks: fullMarks, book: book),
      lender: GapBlock(outcomes: lender, marks: lenderMarks, book: book))
  }

  /// Adds the collateral of a tranche of the book at a default, in dollars.
  public mutating func addCollateral(
    tranche: Int, claim: Double, marked: Double, alone: Double, together: Double
  ) {
    guard claim > leastClaimUSD else { return }
    lens.collateral.add(
      tranche: tranche, claim: claim, marked: marked, alone: alone, together: together)
  }

  /// Adds the changes of the year before a miner's default on a path, or, for the number of miners,
  /// before the path's first default.
  public mutating func addChanges(_ window: ChangeSums, before row: Int) {
    lens.changes.add(window, to: row)
  }

  /// Adds the changes of every step of a path.
  public mutating func addChanges(ofWholePath window: ChangeSums) {
    lens.changes.add(window, to: book.miners.count + 1)
  }
}

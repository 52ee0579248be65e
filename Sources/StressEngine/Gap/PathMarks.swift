import CreditBasics
import NumericCore
import RiskMeasures

/// Quarterly marks of chosen paths in the full model and in the lender's view.
public struct PathMarks: Sendable {
  /// Coverage and loans to value in the full model at the quarters of `BookShape.quarters`.
  public var full: QuarterlyMarks
  /// The same in the lender's view, without liquidation values, and with loans to value only at
  /// `GapMarks.loanToValueMoments`.
  public var lender: QuarterlyMarks
  /// What happens in the lender's view.
  public var lenderOutcomes: BlockOutcomes
}

extension StressRun {
  /// Marks of up to a block of chosen paths in the order given, in the full model and in the
  /// lender's view; nil unless the run compares the two.
  ///
  /// A path's marks do not depend on which others are asked for.
  public func marks(ofPaths paths: [UInt64]) -> PathMarks? {
    demand(paths.count <= RunPlan.blockPaths, "one block of paths at a time")
    let runner = TileRunner(plan, recordsFans: false, keepsMarks: true)
    guard let extras = runner.extras, let quarters = extras.quarters, let lender = extras.lender
    else {
      return nil
    }
    var outcomes = BlockOutcomes(
      pathCount: paths.count, minerCount: plan.book.miners.count,
      trancheCount: plan.book.tranches.count)
    extras.begin(pathCount: paths.count, onlyLosses: false)
    extras.beginStretch(pathCount: paths.count)
    runner.run(paths: paths, into: &outcomes, progress: nil)
    return PathMarks(
      full: quarters.marks, lender: lender.quarters.marks, lenderOutcomes: lender.outcomes)
  }
}

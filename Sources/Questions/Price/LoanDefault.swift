import RiskMeasures

/// A default on a loan as its holder sees it: how likely it is, how much is owed, how much of that
/// is lost.
package struct LoanDefault: Sendable {
  /// Paths with a claim on the loan.
  package let defaults: Int
  /// Paths of the run.
  package let paths: Int
  /// Probability of a claim to the horizon.
  package let probability: Estimate?
  /// Mean of `1 − recovery / claim` over the defaults; nil without one.
  package let lossGivenDefault: Estimate?
  /// Mean claim of the share held over the defaults, in dollars; nil without one.
  package let exposure: Estimate?
  /// Mean discounted loss of the share held over all paths, in dollars.
  package let expectedLoss: Estimate?

  /// Reads a loan's defaults from its paths.
  init(_ choice: LoanChoice, _ values: PathValues) {
    let isDefault = values[.claimStep(choice.tranche)].map(\.isFinite)
    let share = MeasureSample(shareOf: isDefault)
    let perDefault = { (column: PathColumn) in
      let seen = zip(values[column], isDefault).filter(\.1).map(\.0)
      return seen.isEmpty ? nil : MeasureSample(meanOf: seen)
    }
    defaults = isDefault.count { $0 }
    paths = values.pathCount
    probability = share.estimate
    lossGivenDefault = perDefault(.lossGivenDefault(choice.tranche))?.estimate
    exposure = perDefault(.claim(choice.tranche)).flatMap { (choice.terms.heldShare * $0).estimate }
    expectedLoss =
      (choice.terms.heldShare * MeasureSample(meanOf: values[.trancheLoss(choice.tranche)]))
      .estimate
  }
}

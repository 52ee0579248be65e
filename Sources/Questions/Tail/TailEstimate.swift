import RiskMeasures

/// A measure from a tail sample, with its error.
struct TailEstimate: Sendable {
  let value: Double
  let standardError: Double
  let interval: (low: Double, high: Double)
  /// What each path contributes.
  let influence: TailInfluence
  /// Whether it is a probability whose interval reaches 1.
  private(set) var mayBeCertain = false
  /// The weighted mean of `ψ`, and that of what each path has of the event.
  let contribution: TailError, event: TailError

  /// Estimates a measure; nil where it is undefined.
  ///
  /// Errors are at least those that the pilot foretold: its paths may have met great weights that
  /// these did not.
  init?(_ measure: Measure, _ sample: TailSample, foretold: TailNeed?) {
    let influence = TailInfluence(measure, sample.paths)
    guard let value = influence.value else { return nil }
    // The paths' mean weight is 1 but for its error, so a weighted probability can exceed 1.
    self.value = measure.unit == .share ? min(1, value) : value
    self.influence = influence
    let ofEvent = TailError(influence.event, sample)
    event = ofEvent
    let paths = Double(sample.pathCount)
    contribution = TailError(influence.influence, sample).atLeast(
      (foretold?.within ?? 0) / paths)
    switch measure {
    case .valueAtRisk(let level):
      interval = Self.quantileInterval(
        sample.paths.values[.portfolioLoss], tail: level.tail, sample,
        least: (foretold?.within ?? 0) / paths)
      standardError = Confidence.standardError(low: interval.low, high: interval.high)
    case .breakEvenSpread:
      interval = Self.ratio(value, contribution, event).interval
      standardError = contribution.standardError
    default:
      let ends = contribution.interval
      let most = measure.unit == .share ? 1 : Double.infinity
      interval = (min(most, influence.base + ends.low), min(most, influence.base + ends.high))
      mayBeCertain = interval.high == 1 && most == 1
      standardError = contribution.standardError
    }
  }

  /// Probability of what the measure is about: of a default, of a loss, of a loss beyond a quantile.
  func probability(_ sample: TailSample) -> Double {
    sample.paths.mean(influence.event.map { $0 > 0 ? 1 : 0 })
  }

  /// Number of plain paths with the same error; nil where plain paths have none, as for what
  /// happens on every path.
  func plainPaths(_ sample: TailSample) -> Double? {
    let (mean, error) = (contribution.mean, contribution.standardError)
    guard error > 0, !mayBeCertain else { return nil }
    let moment = sample.paths.mean(influence.influence.map { $0 * $0 })
    let variance = moment - mean * mean
    return variance > 0 ? variance / (error * error) : nil
  }

  /// The error of a ratio: skewed as that of its numerator, with the variance of the ratio.
  private static func ratio(
    _ value: Double, _ contribution: TailError, _ event: TailError
  ) -> TailError {
    TailError(
      mean: value, variance: contribution.variance, effective: event.effective,
      largest: event.largestShare * value, freedom: min(event.freedom, contribution.freedom))
  }

  /// The interval of a quantile: all losses whose probability of being exceeded may be `tail`, as a
  /// test of that probability does not reject it.
  private static func quantileInterval(
    _ losses: [Double], tail: Double, _ sample: TailSample, least: Double
  ) -> (low: Double, high: Double) {
    let ladder = ExceedanceLadder(losses, sample.paths)
    let exceedance = { (rung: Int) in
      let at = ladder.losses[rung]
      return TailError(losses.map { $0 > at ? 1 : 0 }, sample).atLeast(least).interval
    }
    return (
      ladder.lowest { exceedance($0).low <= tail }, ladder.lowest { exceedance($0).high < tail }
    )
  }
}

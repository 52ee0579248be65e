/// Interest that follows the short rate (model §3, stage 2).
public struct FloatingTerms: Sendable, Equatable {
  /// Margin over the short rate, a fraction per year.
  public var margin: Double
  /// Least short rate that is charged, a fraction per year; hedged debt has no floor.
  public var floor: Double
  /// Share of the debt whose short rate is fixed by a hedge.
  public var hedgedShare: Double
  /// The short rate that the hedge fixes, a fraction per year.
  public var hedgedRate: Double

  /// Creates floating terms.
  public init(
    margin: Double, floor: Double = -1, hedgedShare: Double = 0, hedgedRate: Double = 0
  ) {
    self.margin = margin
    self.floor = floor
    self.hedgedShare = hedgedShare
    self.hedgedRate = hedgedRate
  }

  /// The rate at a short rate: never below 0.
  ///
  /// - Parameters:
  ///   - shortRate: The short rate per year at the step's start.
  ///   - raised: The margin as extensions have raised it; nil is the original one.
  public func rate(at shortRate: Double, margin raised: Double? = nil) -> Double {
    let base = hedgedShare * hedgedRate + (1 - hedgedShare) * max(floor, shortRate)
    return max(0, (raised ?? margin) + base)
  }
}

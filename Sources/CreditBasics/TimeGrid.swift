import NumericCore

/// The simulation's clock: equal steps from the as-of date to the horizon (model §1).
///
/// Step `k` goes from `t_k = k / stepsPerYear` to `t_{k+1}`; times are years since the as-of date.
public struct TimeGrid: Sendable, Equatable {
  /// Years from the as-of date to the end of the simulation.
  public let horizonYears: Double
  /// Steps in a year of 365.25 days, 1 to 8766.
  public let stepsPerYear: Int
  /// Number of steps, `round(horizonYears · stepsPerYear)`, at least 1.
  public let stepCount: Int

  /// Days in a year of the model.
  public static let daysPerYear = 365.25
  /// Hours in a year of the model.
  public static let hoursPerYear = 8766.0
  /// Slack, in years, with which a date counts as having happened.
  public static let dateTolerance = 1e-9
  /// Dates of one contract no further apart than this, in years, are the same date: fifty-three
  /// minutes.
  public static let sameDate = 1e-4

  /// Creates the clock of a horizon cut into equal steps.
  ///
  /// Any numbers make a clock; `Scenario.validate` judges whether a run can use it.
  public init(horizonYears: Double, stepsPerYear: Int) {
    self.horizonYears = horizonYears
    self.stepsPerYear = stepsPerYear
    let steps = (horizonYears * Double(stepsPerYear)).rounded()
    stepCount = steps >= 1 ? Int(min(steps, 1e9)) : 1
  }

  /// Creates the shortest clock at whose end a date has happened: steps up to the first `k` with
  /// `t_k ≥ date`.
  public init(reaching date: Double, stepsPerYear: Int) {
    let step = TimeGrid(horizonYears: 1, stepsPerYear: stepsPerYear).step(reaching: date)
    self.init(
      horizonYears: Double(step + 1) / Double(stepsPerYear), stepsPerYear: stepsPerYear)
  }

  /// The least `horizonYears` in tenths with which a date happens within the run, at the same steps.
  public func tenths(counting date: Double) -> Double {
    let step = step(reaching: date)
    var tenths = (date * 10).rounded(.up)
    while TimeGrid(horizonYears: tenths / 10, stepsPerYear: stepsPerYear).stepCount <= step {
      tenths += 1
    }
    return tenths / 10
  }

  /// Length of a step in years, `Δ`.
  public var stepYears: Double { 1 / Double(stepsPerYear) }

  /// Length of a step in weeks, `w = 365.25 Δ / 7`.
  public var stepWeeks: Double { Self.daysPerYear * stepYears / 7 }

  /// The time `t_k` in years at which step `k` begins.
  public func time(_ step: Int) -> Double { Double(step) / Double(stepsPerYear) }

  /// The time in years at which the last step ends, up to half a step from the horizon that was asked for.
  public var endYears: Double { time(stepCount) }

  /// Whether what is dated `date` has happened at the start of step `step`.
  public func hasHappened(_ date: Double, by step: Int) -> Bool {
    date <= time(step) + Self.dateTolerance
  }

  /// The step at whose end `date` has first happened; dates up to the as-of date give step 0.
  ///
  /// The answer may lie at or beyond `stepCount`: such a date is never reached.
  public func step(reaching date: Double) -> Int {
    let scaled = (date - Self.dateTolerance) * Double(stepsPerYear)
    guard scaled < 1e15 else { return Int.max / 4 }
    let after = scaled.rounded(.up)
    var step = max(0, Int(after) - 1)
    // Far enough from a step's end, rounding does not matter and times need not be compared.
    if after < 1e6, after - scaled > 1e-6, scaled - (after - 1) > 1e-6 { return step }
    while step > 0 && hasHappened(date, by: step) { step -= 1 }
    while !hasHappened(date, by: step + 1) { step += 1 }
    return step
  }

  /// The payment date that a date stands for: the nearest of the ascending `dates` that is in the
  /// same step and within `sameDate`, else the date itself.
  ///
  /// Dates counted in whole days and dates counted back from maturity in parts of a year differ in
  /// their last bits.
  public func paymentDate(of date: Double, among dates: [Double]) -> Double {
    var (low, high) = (0, dates.count)
    while low < high {
      let middle = (low + high) / 2
      if dates[middle] < date { low = middle + 1 } else { high = middle }
    }
    let near = dates[max(0, low - 1)..<min(dates.count, low + 1)].filter {
      abs($0 - date) <= Self.sameDate && step(reaching: $0) == step(reaching: date)
    }
    return near.min { abs($0 - date) < abs($1 - date) } ?? date
  }

  /// A number of days as whole steps, rounded to the nearest.
  public func steps(inDays days: Double) -> Int {
    Int((days / (Self.daysPerYear * stepYears)).rounded())
  }

  /// A weekly share rescaled to one step, `1 − (1 − x)^w`.
  public func stepShare(ofWeekly share: Double) -> Double {
    share >= 1 ? 1 : 1 - pow(1 - share, stepWeeks)
  }
}

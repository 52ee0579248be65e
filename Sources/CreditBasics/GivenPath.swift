/// A path that a table fixes: dated values of drivers, and regimes (model §2, given paths).
public struct GivenPath: Sendable, Equatable {
  /// A value of a driver on a date.
  public struct Value: Sendable, Equatable {
    /// Date in years since the as-of date, after it.
    public var date: Double
    /// The driver's value: dollars, PH/s, the rent index, $/MWh or a rate.
    public var value: Double

    /// Creates a dated value.
    public init(date: Double, value: Double) {
      self.date = date
      self.value = value
    }
  }

  /// A regime that holds from a date.
  public struct RegimeRow: Sendable, Equatable {
    /// Date in years since the as-of date, which it may precede.
    public var date: Double
    /// Index of the regime in the market's list.
    public var regime: Int

    /// Creates a dated regime.
    public init(date: Double, regime: Int) {
      self.date = date
      self.regime = regime
    }
  }

  /// Values of each driver in the order of `Driver`, by ascending date; none where it is not given.
  public var values: [[Value]]
  /// Regimes by ascending date.
  public var regimes: [RegimeRow]

  /// Creates a path that gives nothing until it is filled.
  public init(
    values: [[Value]] = Driver.allCases.map { _ in [] }, regimes: [RegimeRow] = []
  ) {
    self.values = values
    self.regimes = regimes
  }

  /// Whether a driver is given in a step: its last date lies after the step's start.
  public func isGiven(_ driver: Driver, in step: Int, of grid: TimeGrid) -> Bool {
    guard let last = values[driver.rawValue].last?.date else { return false }
    return !grid.hasHappened(last, by: step)
  }

  /// The regime that is given in a step, and whether it is the last step with one; nil where regimes are
  /// drawn.
  public func regime(in step: Int, of grid: TimeGrid) -> (regime: Int, isLast: Bool)? {
    guard let last = regimes.last,
      let row = regimes.last(where: { grid.hasHappened($0.date, by: step) })
    else { return nil }
    if step > 0, grid.hasHappened(last.date, by: step - 1) { return nil }
    return (row.regime, grid.hasHappened(last.date, by: step))
  }
}

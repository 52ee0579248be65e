/// A path that a table fixes: dated values of drivers, and regimes (model §2, given paths).
public struct GivenPath: Sendable, Equatable {
  /// What a table gives from a date on.
  public struct Row<Value: Sendable & Equatable>: Sendable, Equatable {
    /// Date in years since the as-of date.
    public var date: Double
    /// What is given.
    public var value: Value

    /// Creates a row.
    public init(date: Double, value: Value) {
      self.date = date
      self.value = value
    }
  }

  /// Values of each driver in the order of `Driver`, by ascending date after the as-of date:
  /// dollars, PH/s, the rent index, $/MWh or a fraction per year; empty for a driver that is not
  /// given.
  public var values: [[Row<Double>]]
  /// Indices of regimes in the market's list, by ascending date, which may precede the as-of date.
  public var regimes: [Row<Int>]

  /// Creates a path that gives nothing until it is filled.
  public init(
    values: [[Row<Double>]] = Driver.allCases.map { _ in [] }, regimes: [Row<Int>] = []
  ) {
    self.values = values
    self.regimes = regimes
  }

  /// Whether a driver is given in a step: its last date lies after the step's start.
  public func isGiven(_ driver: Driver, in step: Int, of grid: TimeGrid) -> Bool {
    guard let last = values[driver.rawValue].last?.date else { return false }
    return !grid.hasHappened(last, by: step)
  }

  /// The regime that is given in a step, and whether this is the last step with a given one; nil
  /// where regimes are drawn.
  public func regime(in step: Int, of grid: TimeGrid) -> (regime: Int, isLast: Bool)? {
    guard let last = regimes.last,
      let row = regimes.last(where: { grid.hasHappened($0.date, by: step) })
    else { return nil }
    if step > 0, grid.hasHappened(last.date, by: step - 1) { return nil }
    return (row.value, grid.hasHappened(last.date, by: step))
  }
}

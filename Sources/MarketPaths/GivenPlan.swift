import CreditBasics
import NumericCore

/// The values that a table gives, step by step, the same on every path (model §2, given paths).
struct GivenPlan {
  /// For each driver its values at the ends of the steps in which it is given, which are the run's first steps:
  /// logarithms of dollars, of PH/s, of the rent index and of power over today's price; the short rate itself.
  private let values: FixedArray<FixedArray<Double>>
  /// By step, the regime that all paths enter; nil where they stay or draw.
  let regimes: FixedArray<GivenRegime?>

  init?(_ market: Market, grid: TimeGrid, in storage: Storage) {
    guard let path = market.given else { return nil }
    values = FixedArray(
      Driver.allCases.map { FixedArray(Self.values(of: $0, path, market, grid), in: storage) },
      in: storage)
    regimes = FixedArray(Self.regimes(path, market, grid), in: storage)
  }

  /// A driver's value at the end of a step; nil where it follows its law.
  func value(of driver: Driver, step: Int) -> Double? {
    let column = values[driver.rawValue]
    return step < column.count ? column[step] : nil
  }

  private static func values(
    of driver: Driver, _ path: GivenPath, _ market: Market, _ grid: TimeGrid
  ) -> [Double] {
    let rows = path.values[driver.rawValue]
    guard let last = rows.last?.date, let spot = market.spot(of: driver) else { return [] }
    let level = { (value: Double) in driver.law == .rate ? value : log(value) }
    let start = level(spot)
    let points: [(date: Double, value: Double)] =
      [(date: 0.0, value: start)]
      + rows.map { (date: $0.date, value: level($0.value)) }
    // A quoted price is kept as the deviation of its logarithm.
    let origin = if case .quote = driver.law { start } else { 0.0 }
    var next = 1
    return (0..<grid.stepCount).prefix { !grid.hasHappened(last, by: $0) }.map { step in
      let time = min(grid.time(step + 1), last)
      while points[next].date < time { next += 1 }
      let (before, after) = (points[next - 1], points[next])
      let share = (time - before.date) / (after.date - before.date)
      return before.value + share * (after.value - before.value) - origin
    }
  }

  private static func regimes(
    _ path: GivenPath, _ market: Market, _ grid: TimeGrid
  ) -> [GivenRegime?] {
    // A market's only regime is never drawn.
    guard market.regimes.count > 1 else { return (0..<grid.stepCount).map { _ in nil } }
    var present: Int?
    return (0..<grid.stepCount).map { step in
      guard let row = path.regime(in: step, of: grid), row.isLast || row.regime != present
      else { return nil }
      present = row.regime
      return GivenRegime(regime: row.regime, isLast: row.isLast)
    }
  }
}

/// A regime that every path enters because a table says so.
struct GivenRegime {
  let regime: Int
  /// Whether it is the table's last, which is left by the regimes' own law.
  let isLast: Bool
}

extension MarketTile {
  /// Puts every path into the regime that the table gives from this step on.
  @inline(never)
  func followRegimes(step: Int) {
    guard let entered = plan.given?.regimes[step] else { return }
    for lane in 0..<lanes {
      events.follow(entered, lane: lane, step: step)
      enterRegime(lane: lane)
    }
  }

  /// Replaces what the laws computed in this step by the values that the table gives.
  @inline(never)
  func followTable(step: Int) {
    guard let given = plan.given else { return }
    follow(given, step: step, in: core)
    if runsLender { follow(given, step: step, in: lender) }
    // Rent and the short rate stand still in the lender's view.
    if let rent = given.value(of: .computeRent, step: step) {
      for group in 0..<tileGroups {
        core.rentDeviation[group] = core.rentTrend[group] + rent
      }
    }
    if let rate = given.value(of: .shortRate, step: step) { core.shortRate.fill(rate) }
  }

  private func follow(_ given: GivenPlan, step: Int, in state: MarketColumns) {
    for driver in Driver.allCases where driver != .computeRent && driver.law != .rate {
      if let value = given.value(of: driver, step: step) { state.level(of: driver).fill(value) }
    }
  }

  /// Keeps a given hashrate from responding to what sales have done to the coin's price.
  @inline(never)
  func keepHashrate(step: Int) {
    guard plan.given?.value(of: .networkHashrate, step: step) != nil else { return }
    for group in 0..<tileGroups where full.hasImpact[group] {
      full.hashShift[group] = .zero
      full.prices.hashprice[group] = core.prices.hashprice[group] * full.btcFactor[group]
      if plan.hasRigPrices { priceFullRigs(group: group) }
    }
  }
}

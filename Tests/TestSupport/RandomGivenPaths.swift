import CreditBasics
import Foundation

extension RandomScenarios {
  /// Adds a table of given drivers and regimes to any random scenario.
  static func addGivenPath(to scenario: inout Scenario, seed: UInt64) {
    var numbers = SeededNumbers(seed: seed &+ 5_000_000)
    scenario.market.given = RandomTable.path(scenario.market, scenario.grid, &numbers)
  }
}

/// Dated values around today's.
private enum RandomTable {
  static func path(
    _ market: Market, _ grid: TimeGrid, _ numbers: inout SeededNumbers
  ) -> GivenPath {
    var path = GivenPath()
    for driver in Driver.allCases where numbers.chance(0.55) {
      path.values[driver.rawValue] = values(of: driver, market, grid, &numbers)
    }
    guard numbers.chance(0.6) else { return path }
    for date in dates(from: -0.3, grid, &numbers) {
      let regime = numbers.below(market.regimes.count)
      path.regimes.append(GivenPath.Row(date: date, value: regime))
    }
    return path
  }

  private static func values(
    of driver: Driver, _ market: Market, _ grid: TimeGrid, _ numbers: inout SeededNumbers
  ) -> [GivenPath.Row<Double>] {
    guard let today = market.spot(of: driver) else { return [] }
    return dates(from: 0, grid, &numbers).filter { $0 > 0 }.map { date in
      let value =
        driver.law == .rate
        ? numbers.number(-0.01...0.09) : today * exp(numbers.number(-0.8...0.6))
      return GivenPath.Row(date: date, value: value)
    }
  }

  /// One to six dates, some of them at the ends of steps.
  private static func dates(
    from first: Double, _ grid: TimeGrid, _ numbers: inout SeededNumbers
  ) -> [Double] {
    let steps = Double(grid.stepsPerYear)
    let last = grid.time(grid.stepCount) * numbers.one(of: [0.3, 0.7, 1.5, 1.5])
    let dates = (0..<numbers.one(of: [1, 2, 4, 6])).map { _ in
      let date = numbers.number(first...last)
      return numbers.chance(0.4) ? (date * steps).rounded() / steps : date
    }
    return Set(dates).sorted()
  }
}

import CreditBasics
import Foundation

extension MarketLaw {
  /// The value that a table gives a driver at the end of a step; nil where the driver follows its law.
  ///
  /// Between dates, and from today to the first date, the logarithm is interpolated linearly; of
  /// the short rate, the rate itself.
  func given(_ driver: Driver, in step: Int) -> Double? {
    guard let path = market.given, path.isGiven(driver, in: step, of: grid) else { return nil }
    let rows = path.values[driver.rawValue]
    let time = min(grid.time(step + 1), rows[rows.count - 1].date)
    let next = rows.first { $0.date >= time } ?? rows[rows.count - 1]
    let before =
      rows.last { $0.date < time } ?? GivenPath.Row(date: 0, value: today(driver))
    let share = (time - before.date) / (next.date - before.date)
    if driver.law == .rate { return before.value + share * (next.value - before.value) }
    return exp(log(before.value) + share * (log(next.value) - log(before.value)))
  }

  /// A driver's value at the as-of date.
  private func today(_ driver: Driver) -> Double {
    market.spot(of: driver) ?? (driver.law == .rate ? 0 : 1)
  }
}

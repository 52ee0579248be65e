import CreditBasics

/// Days of the calendar for the ends of steps.
package struct StoryCalendar: Sendable {
  private let grid: TimeGrid
  private let asOfDay: Int

  /// A calendar that counts from the as-of date, `YYYY-MM-DD`.
  package init(asOf: String, grid: TimeGrid) {
    self.grid = grid
    let parts = asOf.split(separator: "-").compactMap { Int($0) }
    asOfDay = parts.count == 3 ? Self.day(parts[0], parts[1], parts[2]) : 0
  }

  /// Years from the as-of date to the end of a step.
  func year(_ step: Int) -> Double { grid.time(step + 1) }

  /// The last day that has happened at the end of a step, `YYYY-MM-DD`; −1 is the as-of date.
  package func date(_ step: Int) -> String { date(years: year(step)) }

  /// The last day that has happened some years after the as-of date.
  package func date(years: Double) -> String {
    let days = ((years + TimeGrid.dateTolerance) * TimeGrid.daysPerYear).rounded(.down)
    return Self.text(asOfDay + Int(days))
  }

  /// Days from 1 March of year 0, so that leap days end a year.
  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month < 3 ? year - 1 : year
    let monthsSinceMarch = (month + 9) % 12
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400
      + (153 * monthsSinceMarch + 2) / 5 + day - 1
  }

  private static func text(_ number: Int) -> String {
    // The estimate is right or one too late.
    var year = number * 400 / 146_097 + 1
    while day(year, 3, 1) > number { year -= 1 }
    let dayOfYear = number - day(year, 3, 1)
    let monthsSinceMarch = (5 * dayOfYear + 2) / 153
    let dayOfMonth = dayOfYear - (153 * monthsSinceMarch + 2) / 5 + 1
    let month = (monthsSinceMarch + 2) % 12 + 1
    return [
      padded(month < 3 ? year + 1 : year, 4), padded(month, 2), padded(dayOfMonth, 2),
    ].joined(separator: "-")
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
  }
}

import CreditBasics

/// Days of the calendar for the ends of steps.
package struct StoryCalendar: Sendable {
  private let grid: TimeGrid
  private let asOfDay: Int

  /// A calendar that counts from the as-of date, `YYYY-MM-DD`.
  package init(asOf: String, grid: TimeGrid) {
    self.grid = grid
    asOfDay = CalendarDate(asOf)?.day ?? 0
  }

  /// Years from the as-of date to the end of a step.
  package func year(_ step: Int) -> Double { grid.time(step + 1) }

  /// The last day that has happened at the end of a step, `YYYY-MM-DD`; −1 is the as-of date.
  package func date(_ step: Int) -> String { date(years: year(step)) }

  /// The last day that has happened some years after the as-of date.
  package func date(years: Double) -> String {
    let days = ((years + TimeGrid.dateTolerance) * TimeGrid.daysPerYear).rounded(.down)
    return CalendarDate.text(ofDay: asOfDay + Int(days))
  }
}

import CreditBasics
import Foundation
import PathStories
import Testing

@Suite struct StoryCalendarTests {
  @Test func weeklyStepsOfAYearEndOnItsLastDays() {
    let calendar = StoryCalendar(
      asOf: "2025-12-31", grid: TimeGrid(horizonYears: 5, stepsPerYear: 52))
    #expect(calendar.date(-1) == "2025-12-31")
    #expect(calendar.date(0) == "2026-01-07")
    #expect(calendar.date(51) == "2026-12-31")
    #expect(calendar.date(52 * 4 - 1) == "2029-12-31")
  }

  /// Foundation's Gregorian calendar is the reference.
  @Test func everyDayOfTwoCenturiesIsNamedAsFoundationDoes() throws {
    let calendar = StoryCalendar(
      asOf: "1999-02-28", grid: TimeGrid(horizonYears: 1, stepsPerYear: 1))
    var gregorian = Calendar(identifier: .gregorian)
    gregorian.timeZone = try #require(TimeZone(identifier: "UTC"))
    let start = try #require(
      gregorian.date(from: DateComponents(year: 1999, month: 2, day: 28, hour: 12)))
    for day in stride(from: 0, to: 73_000, by: 17) {
      let date = start.addingTimeInterval(Double(day) * 86_400)
      let parts = gregorian.dateComponents([.year, .month, .day], from: date)
      let expected = String(format: "%04d-%02d-%02d", parts.year!, parts.month!, parts.day!)
      #expect(calendar.date(years: Double(day) / TimeGrid.daysPerYear) == expected)
    }
  }
}

import CreditBasics
import Foundation
import ScenarioFiles
import Testing

/// Day arithmetic, against Foundation's calendar.
@Suite struct CalendarDateTests {
  @Test func agreesWithFoundationOnEveryDay() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    let days = (-25_567...84_370)  // 1900-01-01 to 2200-12-31
    for day in days {
      let date = Date(timeIntervalSince1970: Double(day) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let text = [(parts.year ?? 0, 4), (parts.month ?? 0, 2), (parts.day ?? 0, 2)].map {
        String(repeating: "0", count: $0.1 - String($0.0).count) + String($0.0)
      }.joined(separator: "-")
      guard CalendarDate(text)?.day == day else {
        Testing.Issue.record("\(text) is not day \(day)")
        return
      }
    }
  }

  static let wrong = [
    "1899-12-31", "2201-01-01", "2025-00-01", "2025-13-01", "2025-04-31", "2025-02-29",
    "2100-02-29", "2025-01-00", "2025-1-1", "25-01-01", "2025/01/01", "2025-01-01 ", "",
    "2025-01-0x",
    "+025-01-01", "２０25-01-01",
  ]

  @Test(arguments: wrong) func otherTextsAreNoDates(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func yearsAreDaysOver365AndAQuarter() throws {
    let start = try #require(CalendarDate("2024-02-28"))
    let end = try #require(CalendarDate("2024-03-01"))
    #expect(end.years(since: start) == 2 / 365.25)
    #expect(try #require(CalendarDate("2000-02-29")).day == 11_016)
  }
}

import CreditBasics

/// Days and months as people write them.
package enum CalendarWords {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// A day as `15 Jun 2028`.
  package static func day(_ date: CalendarDate) -> String {
    "\(date.dayOfMonth) \(month(of: date))"
  }

  /// A day's month as `Jun 2028`.
  package static func month(of date: CalendarDate) -> String {
    "\(months[date.month - 1]) \(date.year)"
  }

  /// The month that comes some months after a day's own.
  package static func month(_ number: Int, after start: CalendarDate) -> String {
    let months = 12 * start.year + start.month - 1 + number
    return "\(Self.months[((months % 12) + 12) % 12]) \(months / 12)"
  }
}

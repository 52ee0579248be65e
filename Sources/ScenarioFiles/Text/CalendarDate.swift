/// A day of the proleptic Gregorian calendar, as scenario files write it: `YYYY-MM-DD`.
package struct CalendarDate: Sendable, Equatable {
  /// Years that a scenario can name.
  package static let years = 1900...2200

  /// Days since 1 January 1970.
  package let day: Int

  /// Reads `YYYY-MM-DD`; nil for other texts and for days that do not exist.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
      let day = Self.number(bytes[8..<10]), Self.years.contains(year), (1...12).contains(month),
      (1...Self.length(ofMonth: month, year: year)).contains(day)
    else { return nil }
    self.day = Self.days(year: year, month: month) + day - 1
  }

  /// The day with a number since 1 January 1970; nil outside the years that a scenario can name.
  package init?(day: Int) {
    let first = Self.days(year: Self.years.lowerBound, month: 1)
    let end = Self.days(year: Self.years.upperBound + 1, month: 1)
    guard (first..<end).contains(day) else { return nil }
    self.day = day
  }

  /// Years of 365.25 days from `start` to this day.
  package func years(since start: CalendarDate) -> Double { Double(day - start.day) / 365.25 }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard JSON5Cursor.isDigit(digit) else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1 January 1970 to the first of a month.
  private static func days(year: Int, month: Int) -> Int {
    let before = year - 1
    let leaps = before / 4 - before / 100 + before / 400 - 477
    let months = (1..<month).reduce(0) { $0 + length(ofMonth: $1, year: year) }
    return (year - 1970) * 365 + leaps + months
  }
}

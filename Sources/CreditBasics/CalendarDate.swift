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

  /// The day `day` days after 1 January 1970; nil outside the years that a scenario can name.
  package init?(day: Int) {
    let first = Self.days(year: Self.years.lowerBound, month: 1)
    let end = Self.days(year: Self.years.upperBound + 1, month: 1)
    guard (first..<end).contains(day) else { return nil }
    self.day = day
  }

  /// Years of 365.25 days from `start` to this day.
  package func years(since start: CalendarDate) -> Double {
    Double(day - start.day) / TimeGrid.daysPerYear
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
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

extension CalendarDate {
  /// The day that many days later; nil outside the years that a scenario can name.
  package func adding(days: Int) -> CalendarDate? { CalendarDate(day: day + days) }

  /// The day that many years of 365.25 days later; nil outside the years that a scenario can name.
  package func adding(years: Double) -> CalendarDate? {
    let days = (years * TimeGrid.daysPerYear).rounded()
    return abs(days) < 1e6 ? adding(days: Int(days)) : nil
  }

  /// The last day that has come that many years of 365.25 days later; nil outside the years that a scenario can name.
  package func reached(years: Double) -> CalendarDate? {
    adding(days: Int((years * TimeGrid.daysPerYear + 1e-6).rounded(.down)))
  }

  /// The calendar year.
  package var year: Int { Self.parts(ofDay: day).year }

  /// The month of the year, 1 to 12.
  package var month: Int { Self.parts(ofDay: day).month }

  /// The day of the month, 1 to 31.
  package var dayOfMonth: Int { Self.parts(ofDay: day).date }

  /// The first day of a year; nil outside the years that a scenario can name.
  package init?(firstOf year: Int) {
    guard Self.years.contains(year) else { return nil }
    day = Self.days(year: year, month: 1)
  }

  /// The day as `YYYY-MM-DD`.
  package var text: String { Self.text(ofDay: day) }

  /// The day `day` days after 1 January 1970 as `YYYY-MM-DD`, also outside the years that a
  /// scenario can name.
  package static func text(ofDay day: Int) -> String {
    let (year, month, date) = parts(ofDay: day)
    func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    return "\(year)-\(padded(month))-\(padded(date))"
  }

  private static func parts(ofDay day: Int) -> (year: Int, month: Int, date: Int) {
    // Days are counted in eras of 400 years from 1 March of year 0: leap days then come last.
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let inEra = shifted - era * 146_097
    let year = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
    let inYear = inEra - (365 * year + year / 4 - year / 100)
    let month = (5 * inYear + 2) / 153
    let date = inYear - (153 * month + 2) / 5 + 1
    let number = month < 10 ? month + 3 : month - 9
    let full = year + era * 400 + (number <= 2 ? 1 : 0)
    return (full, number, date)
  }
}

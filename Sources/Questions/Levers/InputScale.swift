import CreditBasics

/// How the values of an input are counted: a number on which a search runs, and the text that a scenario takes.
package enum InputScale: Sendable, Equatable {
  case number
  /// Numbers without decimals.
  case whole
  /// Dates; the number is of days since 1 January 1970.
  case date
  /// Years added to a date.
  case years(since: CalendarDate)

  /// The scale's number for a text.
  func number(_ text: String) -> Double? {
    self == .date ? CalendarDate(text).map { Double($0.day) } : Double(text)
  }

  /// The text that a scenario takes for a number.
  func text(_ x: Double) -> String {
    switch self {
    case .number, .years: JSONScalar.shortest(x)
    case .whole: JSONScalar.shortest(x.rounded())
    case .date: CalendarDate(day: Int(x.rounded()))?.text ?? JSONScalar.shortest(x)
    }
  }

  /// Whether there is nothing between two neighbours, as between whole numbers or days.
  var isCounted: Bool { self == .whole || self == .date }

  /// A value as people say it, with as many digits as its error leaves meaningful.
  package func shown(_ x: Double, error: Double?) -> String {
    switch self {
    case .number: RoundedNumber.text(x, Self.digits(x, error))
    case .whole: text(x)
    case .date: text(x)
    case .years(let start):
      CalendarDate(day: start.day + Int((x * TimeGrid.daysPerYear).rounded()))?.text
        ?? RoundedNumber.text(x, 4)
    }
  }

  /// Two neighbouring values with as many digits as it takes to tell them apart.
  package func apart(_ below: Double, _ above: Double) -> (String, String) {
    guard self == .number else { return (shown(below, error: nil), shown(above, error: nil)) }
    let rounded = (RoundedNumber.text(below, 12), RoundedNumber.text(above, 12))
    return rounded.0 != rounded.1
      ? rounded : (JSONScalar.shortest(below), JSONScalar.shortest(above))
  }

  /// An error as people say it.
  package func shown(error: Double) -> String {
    switch self {
    case .number, .whole: RoundedNumber.text(error, 2)
    case .date: Self.days(error)
    case .years: Self.days(error * TimeGrid.daysPerYear)
    }
  }

  /// What the column of a table calls the scale.
  package var name: String {
    switch self {
    case .number: "number"
    case .whole: "whole number"
    case .date: "date"
    case .years: "years"
    }
  }

  private static func days(_ count: Double) -> String {
    let text = RoundedNumber.text(count, 2)
    return text + (text == "1" ? " day" : " days")
  }

  /// Digits of a value that its error leaves meaningful, and one more; 6 without an error.
  private static func digits(_ value: Double, _ error: Double?) -> Int {
    guard let error, error > 0 else { return 6 }
    var digits = 1
    var size = abs(value)
    while size > error && digits < 12 {
      size /= 10
      digits += 1
    }
    return max(2, digits)
  }
}

extension InputScale {
  /// The scale of a lever's bracket.
  ///
  /// It is of whole numbers where the scenario takes both whole ends but refuses a half between
  /// them, and for numbers of GPUs, of which a scenario would take a half.
  init(_ lever: Lever, _ varied: VariedScenario, isRefused: (String) -> Bool) {
    if lever.values.allSatisfy({ CalendarDate($0) != nil }) {
      self = .date
      return
    }
    if lever.change == .add, let paths = try? varied.paths(of: lever) {
      let dates = paths.map { varied.base.value(at: $0) }
      if case .date(let first)? = dates.first, dates.allSatisfy({ $0 == .date(first) }) {
        self = .years(since: first)
        return
      }
    }
    let ends = lever.values.compactMap { Double($0) }
    if lever.change != .scale, ends.count == 2, ends.allSatisfy({ $0.rounded() == $0 }),
      InputWords(lever).countsThings
        || isRefused(JSONScalar.shortest(((ends[0] + ends[1]) / 2).rounded(.down) + 0.5))
    {
      self = .whole
    } else {
      self = .number
    }
  }
}

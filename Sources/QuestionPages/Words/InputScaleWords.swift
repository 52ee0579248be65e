import CreditBasics
import Questions

/// Values of an input as people say them, and their errors.
extension InputScale {
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

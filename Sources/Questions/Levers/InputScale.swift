import CreditBasics
import ScenarioFiles

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
  package func text(_ x: Double) -> String {
    switch self {
    case .number, .years: JSONScalar.shortest(x)
    case .whole: JSONScalar.shortest(x.rounded())
    case .date: CalendarDate(day: Int(x.rounded()))?.text ?? JSONScalar.shortest(x)
    }
  }

  /// Whether there is nothing between two neighbours, as between whole numbers or days.
  var isCounted: Bool { self == .whole || self == .date }

  /// What the column of a table calls the scale.
  package var name: String {
    switch self {
    case .number: "number"
    case .whole: "whole number"
    case .date: "date"
    case .years: "years"
    }
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
      lever.countsThings
        || isRefused(JSONScalar.shortest(((ends[0] + ends[1]) / 2).rounded(.down) + 0.5))
    {
      self = .whole
    } else {
      self = .number
    }
  }
}

extension Lever {
  /// Whether the values count things that have no halves: GPUs.
  fileprivate var countsThings: Bool { InputUnit(of: keys)?.suffix == "GPUs" }
}

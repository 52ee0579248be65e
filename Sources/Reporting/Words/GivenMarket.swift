import CreditBasics

/// Which parts of the market a table fixes, and until when: a run under it says nothing of other
/// futures.
package struct GivenMarket {
  /// Factors that are given, then `regime`, by their keys, with the last date of each.
  package let last: [(key: String, date: CalendarDate)]

  /// Keeps what is given beyond the as-of date, and a regime given on that date or before, which is
  /// that of the first step; nil where nothing is left.
  ///
  /// - Parameter last: The last date of each key; nil for a key that is not given.
  package init?(_ last: [(key: String, date: CalendarDate?)], from start: CalendarDate) {
    self.last = last.compactMap { key, date in
      guard let date else { return nil }
      if date.day > start.day { return (key, date) }
      return key == Self.regime ? (key, start) : nil
    }
    if self.last.isEmpty { return nil }
  }

  /// What a scenario's table gives; nil where it gives nothing.
  package init?(_ scenario: Scenario) {
    guard let given = scenario.market.given, let start = CalendarDate(scenario.asOf) else {
      return nil
    }
    let factors = Driver.allCases.map { ($0.key, given.values[$0.rawValue].last?.date) }
    self.init(
      (factors + [(Self.regime, given.regimes.last?.date)]).map { key, years in
        (key, years.flatMap { start.adding(years: $0) })
      }, from: start)
  }

  /// The key of a given regime.
  package static let regime = "regime"

  /// `until 2026-12-30: bitcoin, ether; until 2026-06-30: compute rent`.
  package var spans: String {
    let days = Set(last.map(\.date.day)).sorted(by: >)
    return days.map { day in
      let names = last.filter { $0.date.day == day }.map { KeyWords.words($0.key) }
      return "until \(CalendarDate.text(ofDay: day)): \(names.joined(separator: ", "))"
    }.joined(separator: "; ")
  }

  /// What is given, and what that means for the figures of a run.
  package var line: String { line(for: Self.figures) }

  private static let figures = "what follows"

  /// What stands above the figures of a scenario's runs on a screen, with a blank line; empty where nothing
  /// is given.
  package static func heading(of scenario: Scenario) -> String {
    GivenMarket(scenario).map {
      ($0.screenLines(for: figures) + ["", ""]).joined(separator: "\n")
    } ?? ""
  }

  private func line(for figures: String) -> String {
    "Market given \(spans); \(figures) is conditional on it"
  }

  /// The line for a screen of 80 columns.
  ///
  /// - Parameter figures: What depends on the given market, as the subject of the line's last
  ///   clause.
  func screenLines(for figures: String) -> [String] {
    let words = line(for: figures).split(separator: " ").map(String.init)
    return ScreenFormat.wrapped(
      words[0], Array(words.dropFirst()), separator: "", indent: 2, width: 80)
  }
}

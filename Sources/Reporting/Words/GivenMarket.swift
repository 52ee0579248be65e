import CreditBasics

/// Which parts of the market a table fixes, and until when: a run under it says nothing of other
/// futures.
package struct GivenMarket {
  /// Factors that are given, then `regime`, by their keys, with the last date of each.
  package let last: [(key: String, date: CalendarDate)]

  /// What a scenario's table gives beyond the as-of date; nil where it gives nothing.
  ///
  /// A regime given on that date or before is that of the first step.
  package init?(_ scenario: Scenario) {
    guard let given = scenario.market.given, let start = CalendarDate(scenario.asOf) else {
      return nil
    }
    let factors = Driver.allCases.map { ($0.key, given.values[$0.rawValue].last?.date ?? 0) }
    let ahead = factors.filter { $0.1 > 0 }
    let regime = given.regimes.last.map { [(Self.regime, max(0, $0.date))] } ?? []
    last = (ahead + regime).compactMap { key, years in
      start.adding(years: years).map { (key, $0) }
    }
    if last.isEmpty { return nil }
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

import CreditBasics
import Reporting

extension GivenMarket {
  /// What `scenario.json` gives of the market: factors after its as-of date, and a regime; nil where it gives nothing.
  package init?(_ scenario: JSONNode) {
    guard let start = scenario["asOf"].text.flatMap({ CalendarDate($0) }) else { return nil }
    let rows = scenario["market"]["given"].members.compactMap { row in
      CalendarDate(row.key).map { (date: $0, row: row.value) }
    }.sorted { $0.date.day < $1.date.day }
    self.init(
      (Driver.allCases.map(\.key) + [Self.regime]).compactMap { key in
        guard let last = rows.last(where: { $0.row[key] != .null })?.date else { return nil }
        // A regime of the past is that of the first step; factors of the past say nothing.
        if last.day <= start.day { return key == Self.regime ? (key, start) : nil }
        return (key, last)
      })
  }
}

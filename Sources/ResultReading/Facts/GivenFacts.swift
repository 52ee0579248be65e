import CreditBasics
import Reporting

extension GivenMarket {
  /// The parts of the market that the table in `scenario.json` gives; nil where it gives none.
  package init?(_ scenario: JSONNode) {
    guard let start = scenario["asOf"].text.flatMap({ CalendarDate($0) }) else { return nil }
    let rows = scenario["market"]["given"].members.compactMap { row in
      CalendarDate(row.key).map { (date: $0, row: row.value) }
    }.sorted { $0.date.day < $1.date.day }
    self.init(
      (Driver.allCases.map(\.key) + [Self.regime]).map { key in
        (key, rows.last { $0.row[key] != .null }?.date)
      }, from: start)
  }
}

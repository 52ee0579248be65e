import Reporting
import RiskMeasures

/// The first line of a table whose columns are only known when a question is asked.
struct CSVHeader {
  let text: String

  init(_ columns: [String]) { text = Self.record(columns.map { .text($0) }) }

  /// One line of such a table, quoted by the rules of `CSVTable`.
  static func record(_ fields: [Field]) -> String {
    var table = CSVTable(fields.indices.map { "c\($0)" }.joined(separator: ","))
    let header = table.text.utf8.count
    table.add(fields)
    return String(decoding: Array(table.text.utf8.dropFirst(header)), as: UTF8.self)
  }
}

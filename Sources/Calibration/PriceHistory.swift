import CreditBasics
import ScenarioFiles

/// What a column of a history holds.
package enum HistoryFactor: String, Sendable, CaseIterable {
  case btc, eth, networkHashrate, computeRent, powerPrice

  /// Headers that mean it, in lower case, and what their values are multiplied by.
  private var headers: [String: Double] {
    switch self {
    case .btc: ["btc": 1, "bitcoin": 1]
    case .eth: ["eth": 1, "ether": 1]
    case .networkHashrate:
      [
        "networkhashrate": 1, "hashrate": 1, "petahash_per_second": 1, "hashrate_phs": 1,
        "terahash_per_second": 1e-3, "hashrate_ths": 1e-3, "exahash_per_second": 1e3,
        "hashrate_ehs": 1e3,
      ]
    case .computeRent: ["computerent": 1, "rent": 1, "median_usd_per_hour": 1]
    case .powerPrice: ["powerprice": 1, "power": 1, "usd_per_mwh": 1, "usd_per_kwh": 1e3]
    }
  }

  /// The factor that a header means, with the number that turns its values into the factor's unit.
  static func reading(_ header: String) -> (factor: HistoryFactor, scale: Double)? {
    for factor in allCases {
      if let scale = factor.headers[header.lowercased()] { return (factor, scale) }
    }
    return nil
  }

  /// The unit in which values are kept.
  package var unit: String {
    switch self {
    case .btc, .eth: "$"
    case .networkHashrate: "PH/s"
    case .computeRent: "in any unit"
    case .powerPrice: "$/MWh"
    }
  }
}

/// Dated observations of some factors, irregular and with gaps.
package struct PriceHistory: Sendable {
  /// Observations of one factor: days since 1970 ascending, and natural logs of values.
  package struct Series: Sendable {
    package var days: [Int]
    package var logs: [Double]

    package init(days: [Int] = [], logs: [Double] = []) {
      self.days = days
      self.logs = logs
    }
  }

  /// The factors that have at least one observation.
  package private(set) var series: [HistoryFactor: Series]

  /// Creates a history from its series.
  package init(series: [HistoryFactor: Series]) { self.series = series }

  /// The factors in their fixed order.
  package var factors: [HistoryFactor] { HistoryFactor.allCases.filter { series[$0] != nil } }

  /// Days in a year.
  static let year = 365.25
}

/// What is wrong with a history: one line a problem, `file:row:column: …`, rows and columns from 1.
package struct HistoryError: Error, Equatable, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

extension PriceHistory {
  /// Most rows of a file: days of 2,700 years.
  package static let mostRows = 1_000_000

  /// Reads comma-separated values with a header row: `date`, and any of the factors.
  ///
  /// Empty fields are gaps. Dates are `YYYY-MM-DD`, ascending, each once.
  ///
  /// - Throws: Every problem, at most twenty.
  package init(csv text: String, name: String) throws(HistoryError) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.count <= Self.mostRows else {
      throw HistoryError("\(name): expected at most \(Self.mostRows) rows, found \(lines.count)")
    }
    var rows = lines.map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(Self.plain)
    }
    while rows.last?.allSatisfy(\.isEmpty) == true { rows.removeLast() }
    guard let header = rows.first, header.first?.lowercased() == "date" else {
      throw HistoryError(
        "\(name):1:1: expected a header that begins with date, found \"\(rows.first?.first ?? "")\""
      )
    }
    var problems: [String] = []
    let columns = header.dropFirst().enumerated().map { column, title in
      let reading = HistoryFactor.reading(title)
      if reading == nil {
        problems.append(
          "\(name):1:\(column + 2): expected btc, eth, networkHashrate, computeRent or powerPrice, "
            + "found \"\(title)\"")
      }
      return reading
    }
    problems += Self.repeated(columns.map { $0?.factor }, header, name)
    series = [:]
    var last: Int?
    for (index, row) in rows.enumerated().dropFirst() where row != [""] {
      let place = "\(name):\(index + 1)"
      guard row.count == header.count else {
        problems.append("\(place):1: expected \(header.count) fields, found \(row.count)")
        continue
      }
      guard let date = CalendarDate(row[0]) else {
        problems.append("\(place):1: date: expected YYYY-MM-DD, found \"\(row[0])\"")
        continue
      }
      if let before = last, date.day <= before {
        problems.append("\(place):1: date: expected a date after the row above, found \(row[0])")
      }
      last = date.day
      for (column, reading) in columns.enumerated() where !row[column + 1].isEmpty {
        guard let reading else { continue }
        guard let value = Double(row[column + 1]), value > 0, value.isFinite else {
          problems.append(
            "\(place):\(column + 2): \(header[column + 1]): expected a number above 0, found "
              + "\"\(row[column + 1])\"")
          continue
        }
        series[reading.factor, default: Series()].days.append(date.day)
        series[reading.factor, default: Series()].logs.append(Real.log(value * reading.scale))
      }
    }
    if problems.isEmpty && series.isEmpty {
      problems = ["\(name): expected observations, found none"]
    }
    if !problems.isEmpty { throw HistoryError(problems.prefix(20).joined(separator: "\n")) }
  }

  /// A message for each column whose factor an earlier one has.
  private static func repeated(
    _ factors: [HistoryFactor?], _ header: [String], _ name: String
  ) -> [String] {
    factors.indices.filter { factors[$0] != nil && factors[..<$0].contains(factors[$0]) }
      .map { "\(name):1:\($0 + 2): \(header[$0 + 1]): the column is there twice" }
  }

  /// A field without blanks, quotes and a byte order mark.
  private static func plain(_ field: Substring) -> String {
    let drop: (Character) -> Bool = { " \"\t\u{FEFF}\r".contains($0) }
    return String(String(field.drop(while: drop).reversed()).drop(while: drop).reversed())
  }
}
